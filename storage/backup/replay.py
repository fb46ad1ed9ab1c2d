"""What a restored database is told of the time since its backup, so that nobody is told twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tortoise.transactions import in_transaction

from domain.outbox import Sent
from storage import tables
from storage.engine.database import run
from storage.engine.moments import stored
from storage.notices import announcements
from storage.notices.planning import plan_notices
from storage.outbox import NO_PERIOD
from texts.staff.backup import DOUBTFUL

MARGIN = timedelta(hours=1)
"""Before the backup: what was in flight then, and clocks that differ."""
PLANNED_AGAIN = ("notice:", announcements.PREFIX, "reminder:", "claim:")
"""How the keys begin of what jobs and staff plan again by themselves. What a conversation owes is
not among them: the conversation is lost with what it did, and had anew it must be answered."""
_WAS_SENT = """
    UPDATE outbox SET sent_at = ?, due_at = NULL, claimed_until = NULL
    WHERE key = ? AND due_at IS NOT NULL RETURNING id
"""
_REMEMBER = """
    INSERT INTO outbox
    (key, kind, content, planned_at, sent_at, bulk, by_day, about, period, attempts, last_error)
    VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, 1, '') ON CONFLICT (key) DO NOTHING RETURNING id
"""
_DOUBTFUL = """
    UPDATE outbox SET failed_at = ?, due_at = NULL, claimed_until = NULL, last_error = ?
    WHERE due_at IS NOT NULL AND bulk RETURNING id
"""


async def mark_sent(sent: Iterable[Sent]) -> tuple[int, int]:
    """Write down what was sent since the backup.

    Returns how many of these were owed when it was made, and how many were planned after it. The
    latter are remembered without their text, so that planning them again finds them sent.
    """
    owed = later = 0
    async with in_transaction():
        for one in sent:
            at = stored(one.at)
            if await run(_WAS_SENT, [at, one.key]):
                owed += 1
            elif one.key.startswith(PLANNED_AGAIN):
                about, period = _announcement(one.key)
                values = [one.key, one.kind, at, at, False, False, about, period]
                later += len(await run(_REMEMBER, values))
    return owed, later


async def drop_doubtful(now: datetime) -> int:
    """Give up the notices and announcements that are owed, or would be planned now: they may have
    been sent already. What one person asked for is sent, at the risk of a second time.

    Returns how many were given up; the ledger tells of each, and why.
    """
    await plan_notices(now)
    return len(await run(_DOUBTFUL, [stored(now), DOUBTFUL]))


async def owed_count() -> int:
    """How many messages are owed."""
    return await tables.OutboxItem.filter(due_at__isnull=False).count()


def _announcement(key: str) -> tuple[str | None, int | None]:
    """What a remembered announcement is counted under; a notice gets that when it is planned."""
    if not key.startswith(announcements.PREFIX):
        return None, None
    return key.removeprefix(announcements.PREFIX)[: announcements.NAME], NO_PERIOD
