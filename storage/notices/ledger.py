"""`domain.notices.Ledger` over the tables: the notices joined with what became of them.

The figures come from an index of the outbox alone, and only of the periods shown: however long
the ledger grows, they are read in a moment.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.invoices import Period
from domain.notices import Channel, Entry, Figures, NoticeKind
from storage import tables
from storage.engine.codec import read_period, write_period
from storage.engine.database import run
from storage.engine.moments import read_moment, stored

# What waits is late once its time is over; what was given up or came back told nobody, so it
# counts as failed.
_FIGURES = """
    SELECT period, about, kind, COUNT(*) AS planned,
           SUM(CASE WHEN sent_at IS NOT NULL AND failed_at IS NULL THEN 1 ELSE 0 END) AS sent,
           SUM(CASE WHEN failed_at IS NOT NULL THEN 1 ELSE 0 END) AS failed,
           SUM(CASE WHEN failed_at IS NULL AND COALESCE(sent_at, ?) >= in_time_until
               THEN 1 ELSE 0 END) AS late
    FROM outbox WHERE period >= ?
    GROUP BY period, about, kind
"""
_NEWEST_BEFORE = "SELECT MAX(period) AS period FROM outbox WHERE period < ? AND period > 0"
_AFTER_ALL = 2**31 - 1
_CHANNELS = {"note": Channel.TELEGRAM, "mail": Channel.EMAIL}
_IS_LATE = "o.failed_at IS NULL AND COALESCE(o.sent_at, ?) >= n.in_time_until"
_ENTRIES = f"""
    SELECT i.receipt, i.account_id, i.due, n.kind, n.channel, n.planned_at,
           o.sent_at, o.failed_at, o.last_error, CASE WHEN {_IS_LATE} THEN 1 ELSE 0 END AS late
    FROM notices n
    JOIN invoices i ON i.receipt = n.invoice_id
    JOIN outbox o ON o.key = n.key
"""  # noqa: S608  (only constants are put together)
_LATE = f"""
    WITH newest AS (
        SELECT key FROM outbox WHERE in_time_until <= ? AND {tables.LATE}
        ORDER BY in_time_until DESC, id LIMIT ?
    )
    {_ENTRIES} WHERE o.key IN (SELECT key FROM newest) ORDER BY n.in_time_until DESC, o.id
"""  # noqa: S608


class StoredLedger:
    """The ledger in the database."""

    async def figures(self, now: datetime, periods: int = 6) -> tuple[Figures, ...]:
        """The figures of the newest periods, newest first."""
        since = await _oldest_of_newest(periods)
        counted: dict[tuple[Period, str, str], Figures] = {}
        for row in await run(_FIGURES, [stored(now), since]):
            period = read_period(row["period"])
            figures = Figures(
                period,
                NoticeKind(row["about"]),
                _CHANNELS[row["kind"]],
                *(int(row[name] or 0) for name in ("planned", "sent", "failed", "late")),
            )
            key = (replace(period, parts=0), figures.kind, figures.channel)
            counted[key] = _together(counted.get(key), figures)
        rising = sorted(counted, key=lambda key: key[1:])
        return tuple(counted[key] for key in sorted(rising, key=lambda key: key[0], reverse=True))

    async def late(self, now: datetime, limit: int = 100) -> tuple[Entry, ...]:
        """New invoices that were or will be told too late, the newest due date first."""
        moment = stored(now)
        rows = await run(_LATE, [moment, limit, moment])
        return tuple(_entry(row) for row in rows)


async def _oldest_of_newest(periods: int) -> int:
    """The oldest of so many newest periods that there are notices of."""
    oldest = _AFTER_ALL
    for _ in range(periods):
        [row] = await run(_NEWEST_BEFORE, [oldest])
        if row["period"] is None:
            break
        oldest = write_period(replace(read_period(row["period"]), parts=0))
    return oldest


def _together(one: Figures | None, other: Figures) -> Figures:
    """Two counts of one period, which was written as of different parts."""
    if one is None:
        return other
    return Figures(
        max(one.period, other.period),
        one.kind,
        one.channel,
        one.planned + other.planned,
        one.sent + other.sent,
        one.failed + other.failed,
        one.late + other.late,
    )


def _entry(row: dict[str, Any]) -> Entry:
    due = row["due"]
    planned = read_moment(row["planned_at"])
    assert planned is not None
    return Entry(
        receipt=row["receipt"],
        account=row["account_id"],
        kind=NoticeKind(row["kind"]),
        channel=Channel(row["channel"]),
        due=due if isinstance(due, date) else date.fromisoformat(str(due)),
        planned_at=planned,
        sent_at=read_moment(row["sent_at"]),
        failed_at=read_moment(row["failed_at"]),
        reason=row["last_error"] if row["failed_at"] is not None else "",
        late=bool(row["late"]),
    )
