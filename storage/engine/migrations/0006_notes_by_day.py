# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Notes that are not sent in the quiet hours."""

    dependencies = [("office", "0005_sent_vouchers_and_objections")]

    initial = False

    operations = [
        ops.AddField(
            model_name="OutboxItem",
            name="by_day",
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
