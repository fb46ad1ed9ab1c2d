# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Payments that were taken back: since when they don't count."""

    dependencies = [("office", "0012_refused_addresses")]

    initial = False

    operations = [
        ops.AddField(model_name="Payment", name="reversed_on", field=fields.DateField(null=True)),
    ]
