"""What has been owed for too long, and should not: not what rightly waits in the outbox."""

from datetime import datetime

from domain.health import AWAY
from domain.overdue import BULK_OWED_FOR, OWED_FOR, Overdue
from storage.engine.database import run
from storage.engine.moments import read_moment, stored
from storage.monitoring.alerts import KEY
from storage.outbox import WAITS_RIGHTLY

# Overdue is what was tried and keeps failing, and what is due and nobody takes up. What waits for
# the morning or for Telegram's pause is due later, and says so.
_OVERDUE = f"""
    SELECT kind, last_error, COUNT(*) AS items, MIN(planned_at) AS since
    FROM outbox
    WHERE due_at IS NOT NULL AND planned_at <= ? AND key NOT LIKE '{KEY}%' AND (
        (last_error NOT IN ({", ".join("?" * len(WAITS_RIGHTLY))}) AND attempts > 1)
        OR (NOT bulk AND due_at <= ?) OR due_at <= ?
    )
    GROUP BY kind, last_error ORDER BY COUNT(*) DESC
"""  # noqa: S608 - nothing of it comes from outside


async def overdue(now: datetime) -> tuple[Overdue, ...]:
    """What should be gone by now, by kind and by the last try's reason, the most first."""
    since = stored(now - OWED_FOR)
    bulk_since = stored(now - BULK_OWED_FOR)
    rows = await run(_OVERDUE, [since, *WAITS_RIGHTLY, since, bulk_since])
    found = []
    for row in rows:
        oldest = read_moment(row["since"])
        assert oldest is not None
        reason = "" if row["last_error"] in WAITS_RIGHTLY else row["last_error"].removeprefix(AWAY)
        found.append(Overdue(row["kind"], int(row["items"]), oldest, reason))
    return tuple(found)
