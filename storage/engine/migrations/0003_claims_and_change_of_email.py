# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """Claims left for the staff, mails asked for, and users who take another's place."""

    dependencies = [("office", "0002_learning")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AskedMail",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("chat_id", fields.BigIntField()),
                ("address", fields.CharField(max_length=64)),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "asked_mails",
                "app": "office",
                "indexes": [Index(fields=["address", "at"]), Index(fields=["chat_id", "at"])],
                "pk_attr": "id",
                "table_description": "A mail that a chat had sent to an address: counted, so that nobody is flooded.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Claim",
            fields=[
                (
                    "number",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("chat_id", fields.BigIntField()),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="claims",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("topic", fields.CharField(max_length=32)),
                ("text", fields.TextField(unique=False)),
                ("name", fields.CharField(max_length=200)),
                ("reach", fields.CharField(max_length=300)),
                ("opened_at", MomentField(auto_now=False, auto_now_add=False)),
                ("answer", fields.TextField(default="", unique=False)),
                ("answered_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("closed_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "claims",
                "app": "office",
                "indexes": [Index(fields=["user_id"]), Index(fields=["closed_at"])],
                "pk_attr": "number",
                "table_description": "A message left for the staff (Ley 24.240, art. 27). Its number is its receipt.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="User",
            name="replaces",
            field=fields.ForeignKeyField(
                "office.User",
                source_field="replaces_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="successors",
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddIndex(
            model_name="User",
            index=Index(fields=["replaces_id"]),
        ),
    ]
