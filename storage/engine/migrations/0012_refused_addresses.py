# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """Subscribers' addresses that are refused, before they end a digital invoice."""

    dependencies = [("office", "0011_retention")]

    initial = False

    operations = [
        ops.CreateModel(
            name="RefusedAddress",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="refusals",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("domain", fields.CharField(max_length=254)),
                ("reason", fields.TextField(unique=False)),
                ("refused_at", MomentField(auto_now=False, auto_now_add=False)),
                ("held_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("outcome", fields.CharField(default="", db_default="", max_length=8)),
                ("decided_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "refused_addresses",
                "app": "office",
                "indexes": [Index(fields=["user_id"]), Index(fields=["outcome", "refused_at"])],
                "pk_attr": "id",
                "table_description": "A subscriber's address that a server says is no more. Pending until it ends the digital invoice or is kept.",
            },
            bases=["Model"],
        ),
    ]
