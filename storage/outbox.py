"""The outbox's rows: what is planned, claimed, sent or given up."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.messages import Mail, Note
from domain.outbox import CLAIM, Delivery, Owed
from domain.quiet_hours import quiet_until
from storage import tables
from storage.engine.codec import read_content, recipient, write_content
from storage.engine.database import is_sqlite, run
from storage.engine.moments import read_moment, stored

NO_PERIOD = 0
"""The period that announcements are counted under."""
_PLAN = (
    "INSERT INTO outbox"
    " (key, kind, chat_id, recipient, content, planned_at, due_at, bulk, by_day, about, period,"
    " attempts, last_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')"
    " ON CONFLICT (key) DO NOTHING RETURNING id"
)
# On PostgreSQL several senders claim at once and pass over each other's rows; SQLite writes one
# statement at a time. A claim counts as a try, so that what kills its sender is tried ever later.
_CLAIM = (
    "UPDATE outbox SET claimed_until = ?, attempts = attempts + 1 WHERE id IN ("
    "SELECT id FROM outbox WHERE due_at <= ? AND (claimed_until IS NULL OR claimed_until <= ?)"
    " ORDER BY bulk, due_at, id LIMIT ?{skip}"
    ") RETURNING id, kind, content, chat_id, attempts, key, bulk, by_day"
)
_DELIVERED = (
    "SELECT id, kind, content, chat_id, attempts, key, by_day FROM outbox"
    " WHERE id = ? AND kind = 'mail' AND sent_at IS NOT NULL AND failed_at IS NULL"
    " AND content <> ''"  # what is pruned came back too late to tell anybody
)
_NEXT = (
    "SELECT MIN(CASE WHEN claimed_until > due_at THEN claimed_until ELSE due_at END) AS due"
    " FROM outbox WHERE due_at IS NOT NULL"
)

WAITS_RIGHTLY = ("", "night", "put back")
"""The reasons of items that were postponed and not tried: quiet hours, Telegram's pause."""


async def plan(
    content: Mail | Note,
    *,
    key: str,
    now: datetime,
    chat_id: int | None = None,
    bulk: bool = False,
    by_day: bool = False,
    announcement: str | None = None,
) -> bool:
    """Plan an item, in the transaction under way if there is one; False if the key is known.

    It is due at once, or in the morning if it is `by_day` and night. What is `bulk` goes after all
    that is not. It is counted under the `announcement` of that name.
    """
    kind, text = write_content(content)
    due = stored(first_due(now, by_day))
    period = None if announcement is None else NO_PERIOD
    whom = (chat_id, recipient(content))
    counted = (announcement, period)
    values = [key, kind, *whom, text, stored(now), due, bulk, by_day, *counted]
    return bool(await run(_PLAN, values))


def first_due(now: datetime, by_day: bool) -> datetime:
    """When an item planned now is due."""
    return (quiet_until(now) if by_day else None) or now


class StoredOutbox:
    """`domain.outbox.Outbox` in the database."""

    async def plan(
        self,
        content: Mail | Note,
        *,
        key: str,
        now: datetime,
        chat_id: int | None = None,
        bulk: bool = False,
        by_day: bool = False,
    ) -> bool:
        """Plan an item unless one with that key exists; returns whether it was planned now."""
        return await plan(content, key=key, now=now, chat_id=chat_id, bulk=bulk, by_day=by_day)

    async def claim(self, limit: int, now: datetime) -> tuple[Owed, ...]:
        """Take up to `limit` items that are due, for this sender alone, for `CLAIM`."""
        statement = _CLAIM.format(skip="" if is_sqlite() else " FOR UPDATE SKIP LOCKED")
        rows = await run(statement, [stored(now + CLAIM), stored(now), stored(now), limit])
        rows = sorted(rows, key=lambda row: (bool(row["bulk"]), int(row["id"])))
        return tuple(_owed(row) for row in rows)

    async def settle(self, item_id: int, now: datetime, delivery: Delivery | None = None) -> None:
        """The item was delivered, and the carrier's reply came `now`."""
        proof = asdict(delivery) if delivery else {}
        await tables.OutboxItem.filter(id=item_id).update(
            sent_at=now, due_at=None, claimed_until=None, **proof
        )

    async def postpone(self, item_id: int, until: datetime, error: str) -> None:
        """The try failed; another is due at `until`. `error` is '' where it wasn't tried."""
        await tables.OutboxItem.filter(id=item_id, due_at__isnull=False).update(
            due_at=until, claimed_until=None, last_error=error
        )

    async def give_up(self, item_id: int, now: datetime, error: str) -> None:
        """The item can't be delivered, ever; it stays in the ledger as failed."""
        await tables.OutboxItem.filter(id=item_id, due_at__isnull=False).update(
            failed_at=now, due_at=None, claimed_until=None, last_error=error
        )

    async def delivered_mail(self, item_id: int) -> Owed | None:
        """The mail of that number, if it was delivered and has not come back."""
        rows = await run(_DELIVERED, [item_id])
        return _owed(rows[0]) if rows else None

    async def came_back(self, item_id: int, now: datetime, reason: str) -> None:
        """What was delivered was not: a mail server returned it; the ledger counts it as failed."""
        await tables.OutboxItem.filter(id=item_id, sent_at__isnull=False).update(
            failed_at=now, last_error=reason
        )

    async def next_due(self) -> datetime | None:
        """When the next item is due; a claimed one is due again when its claim ends."""
        [row] = await run(_NEXT)
        return read_moment(row["due"])


def _owed(row: dict[str, Any]) -> Owed:
    return Owed(
        id=row["id"],
        content=read_content(row["kind"], row["content"]),
        chat_id=row["chat_id"],
        attempts=row["attempts"] - 1,
        key=row["key"],
        by_day=bool(row["by_day"]),
    )
