# ruff: noqa: RUF012
from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.tables import ADDRESSED, OF_A_CHAT, UNADDRESSED_MAIL, PartialIndex


class Migration(migrations.Migration):
    """Indexes by which one person's rows are found, so that nobody reads everybody's."""

    dependencies = [("office", "0014_inbox")]

    initial = False

    operations = [
        ops.AddIndex(model_name="Subscription", index=Index(fields=["user_id"])),
        ops.AddIndex(model_name="Voucher", index=Index(fields=["chat_id"])),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(fields=["chat_id"], name="idx_outbox_chat", where=OF_A_CHAT),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(fields=["recipient"], name="idx_outbox_recipient", where=ADDRESSED),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(
                fields=["kind"], name="idx_outbox_unaddressed", where=UNADDRESSED_MAIL
            ),
        ),
    ]
