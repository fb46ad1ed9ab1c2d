"""How the office is: figures for who watches it, each read by an index that stays small.

They are asked for every few seconds for years, so no statement may read a table that grows.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from domain.health import (
    AWAY,
    ChatFigures,
    ClaimFigures,
    HealthFigures,
    Kind,
    LastImport,
    OwedFigures,
)
from domain.quiet_hours import next_morning, quiet_until
from storage.engine.database import run
from storage.engine.moments import read_moment, stored
from storage.imports.columns import KINDS as FILES
from storage.outbox import first_due

LATELY = timedelta(hours=1)
_UPDATES = "updates"

# Grouped by what decides when an item may go out: a note by day waits for the morning. What is bulk
# waits its turn for an hour, and is no delay; nor is what fails for a reason of its own.
_OWED = """
    SELECT kind, by_day, COUNT(*) AS owed,
           SUM(CASE WHEN bulk THEN 1 ELSE 0 END) AS bulk,
           MIN(CASE WHEN NOT bulk AND (last_error = '' OR last_error LIKE ?)
               THEN planned_at END) AS planned,
           MIN(CASE WHEN NOT bulk AND due_at <= ?
               AND (claimed_until IS NULL OR claimed_until <= ?) THEN due_at END) AS overdue,
           SUM(CASE WHEN last_error <> '' THEN 1 ELSE 0 END) AS failing,
           MIN(CASE WHEN last_error <> '' THEN planned_at END) AS failing_since,
           SUM(CASE WHEN last_error LIKE ? THEN 1 ELSE 0 END) AS away,
           MAX(CASE WHEN last_error <> '' THEN id END) AS newest_failing
    FROM outbox WHERE due_at IS NOT NULL GROUP BY kind, by_day
"""
_GIVEN_UP = """
    SELECT kind, COUNT(*) AS given_up FROM outbox WHERE failed_at >= ? GROUP BY kind
"""
_CLAIMS = """
    SELECT COUNT(*) AS opened, MIN(opened_at) AS oldest,
           SUM(CASE WHEN answered_at IS NULL THEN 1 ELSE 0 END) AS unanswered,
           MIN(CASE WHEN answered_at IS NULL THEN opened_at END) AS oldest_unanswered
    FROM claims WHERE closed_at IS NULL
"""
_IMPORTS = """
    SELECT kind, at, file, lines, refused FROM imports
    WHERE id = (SELECT MAX(id) FROM imports WHERE kind = ?)
       OR id = (SELECT MAX(id) FROM imports WHERE kind = ? AND refused = 0)
    ORDER BY id
"""
_WAITING = """
    SELECT COUNT(*) AS waiting, MIN(received_at) AS oldest FROM inbox
    WHERE taken_at IS NULL AND chat_id IS NOT NULL
"""
_CHATS_OWED = "SELECT COUNT(*) AS owed FROM dialogues WHERE next_try_at IS NOT NULL"
_BEAT = """
    INSERT INTO heartbeats (name, at) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE heartbeats.at < excluded.at
    RETURNING name
"""


async def health_figures(now: datetime) -> HealthFigures:
    """The figures as they are now; the database's errors when it is away."""
    moment, away = stored(now), f"{AWAY}%"
    owed = await run(_OWED, [away, moment, moment, away])
    given_up = {
        row["kind"]: int(row["given_up"]) for row in await run(_GIVEN_UP, [stored(now - LATELY)])
    }
    [claims] = await run(_CLAIMS)
    imports = [row for kind in FILES for row in await run(_IMPORTS, [kind, kind])]
    [chats] = await run(_WAITING)
    [replies] = await run(_CHATS_OWED)
    beats = await run("SELECT at FROM heartbeats WHERE name = ?", [_UPDATES])
    return HealthFigures(
        mails=await _figures("mail", owed, given_up, now),
        notes=await _figures("note", owed, given_up, now),
        claims=ClaimFigures(
            int(claims["opened"]),
            read_moment(claims["oldest"]),
            int(claims["unanswered"] or 0),
            read_moment(claims["oldest_unanswered"]),
        ),
        imports=tuple(_last_import(row) for row in imports),
        last_update=read_moment(beats[0]["at"]) if beats else None,
        chats=ChatFigures(
            int(chats["waiting"]), read_moment(chats["oldest"]), int(replies["owed"])
        ),
    )


async def updates_are_coming(now: datetime) -> None:
    """Keep that an update was dealt with now; to be told once a minute, not for each."""
    await run(_BEAT, [_UPDATES, stored(now)])


async def _figures(
    kind: Kind, groups: list[dict[str, Any]], given_up: dict[str, int], now: datetime
) -> OwedFigures:
    rows = [row for row in groups if row["kind"] == kind]
    newest = max((row["newest_failing"] for row in rows if row["newest_failing"]), default=None)
    said = await run("SELECT last_error FROM outbox WHERE id = ?", [newest]) if newest else []
    return OwedFigures(
        kind,
        owed=sum(int(row["owed"]) for row in rows),
        bulk=sum(int(row["bulk"]) for row in rows),
        oldest=_earliest(_since(row, now) for row in rows),
        overdue=_earliest(read_moment(row["overdue"]) for row in rows),
        failing=sum(int(row["failing"]) for row in rows),
        failing_since=_earliest(read_moment(row["failing_since"]) for row in rows),
        away=sum(int(row["away"]) for row in rows),
        last_error=said[0]["last_error"] if said else "",
        given_up=given_up.get(kind, 0),
    )


def _since(row: dict[str, Any], now: datetime) -> datetime | None:
    """Since when the oldest of a group could have gone out."""
    planned = read_moment(row["planned"])
    if planned is None or not row["by_day"]:
        return planned
    if quiet_until(now):
        return None
    this_morning = next_morning(now) - timedelta(days=1)
    return min(now, max(first_due(planned, by_day=True), this_morning))


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _last_import(row: dict[str, Any]) -> LastImport:
    at = read_moment(row["at"])
    assert at is not None
    return LastImport(row["kind"], at, row["file"], int(row["lines"]), int(row["refused"]))
