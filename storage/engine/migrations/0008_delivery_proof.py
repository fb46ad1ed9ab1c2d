# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """What proves the sending of each item: to which address, by whom taken, under which name."""

    dependencies = [("office", "0007_program_version")]

    initial = False

    operations = [
        ops.AddField(
            model_name="OutboxItem",
            name="recipient",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="OutboxItem",
            name="handed_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="OutboxItem",
            name="carrier",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="OutboxItem",
            name="message_id",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="OutboxItem",
            name="reply",
            field=fields.TextField(null=True, unique=False),
        ),
    ]
