# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField
from storage.tables import FailedIndex


class Migration(migrations.Migration):
    """What was imported, when updates last came, and the index of what was given up."""

    dependencies = [("office", "0009_alerts")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("kind", fields.CharField(max_length=32)),
                ("file", fields.CharField(max_length=255)),
                ("lines", fields.IntField()),
                ("refused", fields.IntField()),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "imports",
                "app": "office",
                "indexes": [Index(fields=["kind", "id"])],
                "pk_attr": "id",
                "table_description": "A file that was loaded, or refused whole. A dry run leaves no row.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "name",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "heartbeats",
                "app": "office",
                "pk_attr": "name",
                "table_description": "When something last happened that happens often.",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=FailedIndex(fields=["failed_at", "kind"], name="idx_outbox_failed"),
        ),
    ]
