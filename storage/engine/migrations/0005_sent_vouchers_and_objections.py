# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """Messages that carry vouchers, and links to accounts that somebody objects to."""

    dependencies = [("office", "0004_notices")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SentVoucher",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "voucher",
                    fields.ForeignKeyField(
                        "office.Voucher",
                        source_field="voucher_id",
                        db_constraint=True,
                        to_field="number",
                        related_name="sent",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("chat_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
                ("sent_at", MomentField(auto_now=False, auto_now_add=False)),
                ("said_paid_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("told_past_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sent_vouchers",
                "app": "office",
                "unique_together": (("chat_id", "message_id"),),
                "indexes": [Index(fields=["voucher_id"])],
                "pk_attr": "id",
                "table_description": "A message that carries a voucher, until it says what became of it.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="LinkedAccount",
            name="frozen_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
