"""`domain.notices.Ledger` over the tables: the notices joined with what became of them."""

from datetime import date, datetime
from typing import Any

from domain.invoices import Period
from domain.notices import Channel, Entry, Figures, NoticeKind
from storage.database import run
from storage.moments import read_moment, stored

# What waits is late once its time is over; what was given up or came back told nobody, so it
# counts as failed.
_LATE = """
    (n.in_time_until IS NOT NULL AND o.failed_at IS NULL
     AND COALESCE(o.sent_at, ?) >= n.in_time_until)
"""
_FIGURES = f"""
    SELECT i.year, i.bimester, i.part, MAX(i.parts) AS parts, n.kind, n.channel,
           COUNT(*) AS planned,
           SUM(CASE WHEN o.sent_at IS NOT NULL AND o.failed_at IS NULL THEN 1 ELSE 0 END) AS sent,
           SUM(CASE WHEN o.failed_at IS NOT NULL THEN 1 ELSE 0 END) AS failed,
           SUM(CASE WHEN {_LATE} THEN 1 ELSE 0 END) AS late
    FROM notices n
    JOIN invoices i ON i.receipt = n.invoice_id
    JOIN outbox o ON o.key = n.key
    GROUP BY i.year, i.bimester, i.part, n.kind, n.channel
    ORDER BY i.year DESC, i.bimester DESC, i.part DESC, n.kind, n.channel
"""  # noqa: S608  (only constants are put together)
_ENTRIES = f"""
    SELECT i.receipt, i.account_id, i.due, n.kind, n.channel, n.planned_at,
           o.sent_at, o.failed_at, o.last_error, CASE WHEN {_LATE} THEN 1 ELSE 0 END AS late
    FROM notices n
    JOIN invoices i ON i.receipt = n.invoice_id
    JOIN outbox o ON o.key = n.key
"""  # noqa: S608


class StoredLedger:
    """The ledger in the database."""

    async def figures(self, now: datetime, periods: int = 6) -> tuple[Figures, ...]:
        """The figures of the newest periods, newest first."""
        rows = await run(_FIGURES, [stored(now)])
        kept: dict[tuple[int, int, int], None] = {}
        for row in rows:
            kept.setdefault((row["year"], row["bimester"], row["part"]))
        shown = set(list(kept)[:periods])
        return tuple(
            Figures(
                Period(row["year"], row["bimester"], row["part"], row["parts"]),
                NoticeKind(row["kind"]),
                Channel(row["channel"]),
                int(row["planned"]),
                int(row["sent"]),
                int(row["failed"]),
                int(row["late"]),
            )
            for row in rows
            if (row["year"], row["bimester"], row["part"]) in shown
        )

    async def late(self, now: datetime, limit: int = 100) -> tuple[Entry, ...]:
        """New invoices that were or will be told too late, the newest due date first."""
        moment = stored(now)
        rows = await run(
            f"{_ENTRIES} WHERE {_LATE} ORDER BY i.due DESC, n.id LIMIT ?", [moment, moment, limit]
        )
        return tuple(_entry(row) for row in rows)


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
