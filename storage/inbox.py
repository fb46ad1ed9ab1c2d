"""The inbox's rows: `domain.inbox.Inbox` in the database.

A row is taken by `storage.dialogues`, in the transaction of the turn that it leads to.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.inbox import Received
from storage.engine.database import run
from storage.engine.moments import stored

MOST_AT_ONCE = 100
"""Rows of one statement: as many as an answer to getUpdates brings."""
CHATS_AT_ONCE = 1000

_STORE = """
    INSERT INTO inbox (update_id, chat_id, content, received_at, taken_at) VALUES {rows}
    ON CONFLICT (update_id) DO NOTHING RETURNING update_id
"""
_ROW = "(?, ?, ?, ?, ?)"
# Both parts go by the index of the few rows for which there is something to be done.
_IDLE = """
    SELECT q.chat_id FROM (
        SELECT chat_id FROM inbox WHERE taken_at IS NULL
        UNION
        SELECT chat_id FROM dialogues WHERE next_try_at IS NOT NULL AND next_try_at <= ?
    ) q
    LEFT JOIN dialogues d ON d.chat_id = q.chat_id
    WHERE (d.leased_until IS NULL OR d.leased_until <= ?)
        AND (d.next_try_at IS NULL OR d.next_try_at <= ?)
    LIMIT ?
"""


class StoredInbox:
    """`domain.inbox.Inbox` in the database."""

    async def store(self, updates: Sequence[Received], now: datetime) -> frozenset[int]:
        """Keep updates; returns the numbers of those that are new."""
        new: set[int] = set()
        for start in range(0, len(updates), MOST_AT_ONCE):
            new |= await _store(updates[start : start + MOST_AT_ONCE], stored(now))
        return frozenset(new)

    async def idle_chats(self) -> tuple[int, ...]:
        """Chats with something to be done that no replica works on."""
        now = datetime.now(UTC)
        return tuple(row["chat_id"] for row in await run(_IDLE, [now, now, now, CHATS_AT_ONCE]))


async def _store(updates: Sequence[Received], now: datetime) -> set[int]:
    rows = ", ".join([_ROW] * len(updates))
    values: list[object] = []
    for one in updates:
        # NUL, which PostgreSQL keeps nowhere, would be escaped in JSON; nobody can write it.
        waits = one.chat_id is not None
        values += [
            one.update_id,
            one.chat_id,
            one.content if waits else "",
            now,
            None if waits else now,
        ]
    return {row["update_id"] for row in await run(_STORE.format(rows=rows), values)}
