# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField
from storage.tables import OWED_REPLIES, TAKEN, WAITING, PartialIndex


class Migration(migrations.Migration):
    """The inbox of updates; the replies owed to a chat, and which replica works on it."""

    dependencies = [("office", "0013_reversed_payments")]

    initial = False

    operations = [
        ops.CreateModel(
            name="InboxItem",
            fields=[
                (
                    "update_id",
                    fields.BigIntField(
                        generated=False, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("chat_id", fields.BigIntField(null=True)),
                ("content", fields.TextField(unique=False)),
                ("received_at", MomentField(auto_now=False, auto_now_add=False)),
                ("taken_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "inbox",
                "app": "office",
                "indexes": [
                    PartialIndex(fields=["chat_id", "update_id"], where=WAITING),
                    PartialIndex(fields=["taken_at"], where=TAKEN),
                ],
                "pk_attr": "update_id",
                "table_description": "An update that Telegram delivered. Once taken it keeps its number alone.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Dialogue", name="album", field=fields.CharField(null=True, max_length=64)
        ),
        ops.AddField(
            model_name="Dialogue",
            name="last_turn",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="Dialogue", name="owed", field=fields.TextField(null=True, unique=False)
        ),
        ops.AddField(
            model_name="Dialogue",
            name="next_try_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Dialogue",
            name="leased_by",
            field=fields.CharField(null=True, max_length=32),
        ),
        ops.AddField(
            model_name="Dialogue",
            name="leased_until",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name="Dialogue",
            index=PartialIndex(fields=["next_try_at"], where=OWED_REPLIES),
        ),
    ]
