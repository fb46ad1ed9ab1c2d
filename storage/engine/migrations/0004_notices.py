# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField
from storage.tables import OwedIndex


class Migration(migrations.Migration):
    """Notices of invoices, what a chat wants to be told, and broadcasts after everything else."""

    dependencies = [("office", "0003_claims_and_change_of_email")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("kind", fields.CharField(max_length=16)),
                (
                    "invoice",
                    fields.ForeignKeyField(
                        "office.Invoice",
                        source_field="invoice_id",
                        db_constraint=True,
                        to_field="receipt",
                        related_name="notices",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="notices",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("channel", fields.CharField(max_length=8)),
                ("planned_at", MomentField(auto_now=False, auto_now_add=False)),
                ("in_time_until", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notices",
                "app": "office",
                "indexes": [Index(fields=["invoice_id"]), Index(fields=["user_id"])],
                "pk_attr": "id",
                "table_description": "A notice of an invoice: how and when it was planned, and for whom. The ledger of term 3.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Chat",
            name="at_night_too",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Chat",
            name="wants_payments",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Chat",
            name="wants_reminders",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AlterField(
            model_name="OutboxItem",
            name="due_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="OutboxItem",
            name="bulk",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=OwedIndex(fields=["bulk", "due_at", "id"], name="idx_outbox_owed"),
        ),
    ]
