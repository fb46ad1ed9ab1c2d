# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """What whoever runs the office was told of, and what is still going on."""

    dependencies = [("office", "0008_delivery_proof")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("kind", fields.CharField(max_length=32)),
                ("about", fields.CharField(default="", db_default="", max_length=64)),
                ("open_key", fields.CharField(null=True, unique=True, max_length=100)),
                ("detail", fields.TextField(unique=False)),
                ("since", MomentField(auto_now=False, auto_now_add=False)),
                ("seen_at", MomentField(auto_now=False, auto_now_add=False)),
                ("told_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("clear_since", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "alerts",
                "app": "office",
                "indexes": [Index(fields=["told_at"])],
                "pk_attr": "id",
                "table_description": "A time that something was wrong. `open_key` is unique while it lasts, and null once over.",
            },
            bases=["Model"],
        ),
    ]
