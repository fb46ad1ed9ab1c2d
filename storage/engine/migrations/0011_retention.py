# ruff: noqa: RUF012
from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField
from storage.tables import (
    COUNTED,
    FINISHED_WITH_CONTENT,
    LATE,
    UNCONFIRMED,
    UNCOUNTED,
    PartialIndex,
)


class Migration(migrations.Migration):
    """Indexes for what is pruned, and figures of the outbox that come from an index alone.

    What was planned before is counted in small batches afterwards, by
    `storage.notices.figures_backfill`.
    """

    dependencies = [("office", "0010_imports")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Document",
            name="kept_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="OutboxItem",
            name="about",
            field=fields.CharField(null=True, max_length=24),
        ),
        ops.AddField(model_name="OutboxItem", name="period", field=fields.IntField(null=True)),
        ops.AddField(
            model_name="OutboxItem",
            name="in_time_until",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(
                fields=["period", "about", "kind", "sent_at", "failed_at", "in_time_until"],
                name="idx_outbox_figures",
                where=COUNTED,
            ),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(fields=["in_time_until"], name="idx_outbox_late", where=LATE),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(
                fields=["planned_at"], name="idx_outbox_content", where=FINISHED_WITH_CONTENT
            ),
        ),
        ops.AddIndex(
            model_name="OutboxItem",
            index=PartialIndex(fields=["id"], name="idx_outbox_uncounted", where=UNCOUNTED),
        ),
        ops.AddIndex(
            model_name="User",
            index=PartialIndex(
                fields=["registered_at"], name="idx_users_unconfirmed", where=UNCONFIRMED
            ),
        ),
        ops.AddIndex(model_name="Link", index=Index(fields=["expires_at"])),
        ops.AddIndex(model_name="WrongPair", index=Index(fields=["at"])),
        ops.AddIndex(model_name="WrongPassword", index=Index(fields=["at"])),
        ops.AddIndex(model_name="AskedMail", index=Index(fields=["at"])),
        ops.AddIndex(model_name="Dialogue", index=Index(fields=["touched_at"])),
        ops.AddIndex(model_name="SentVoucher", index=Index(fields=["told_past_at"])),
        ops.AddIndex(model_name="Document", index=Index(fields=["kept_at"])),
    ]
