"""The chats' rows: `domain.dialogues.Dialogues` in the database.

On PostgreSQL several replicas take chats, so a claim is a lease: written with the statement that
reads the row, renewed while the work goes on, and free for others once it lapses. The row's version
keeps a replica that outlived its lease from saving. On SQLite one process takes all the chats.
"""

import json
import os
import secrets
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tortoise.transactions import in_transaction

from domain.dialogues import ChatLine, Dialogue, Saved, WaitingUpdate
from storage import chat_view
from storage.engine.codec import read_last_turn, read_thread, write_last_turn, write_thread
from storage.engine.database import connection, in_transaction_now, is_sqlite, run
from storage.engine.moments import read_moment, stored
from storage.engine.sqlite import ImmediateClient

LEASE = timedelta(seconds=5)
"""How long a replica that fell silent holds its chats."""
WAITING_AT_ONCE = 200
"""Updates of one chat that are read at once."""

_ROW = """
    d.thread, d.asking, d.view, d.misses, d.message_id, d.set_aside, d.touched_at, d.album,
    d.last_turn, d.owed, d.next_try_at, d.version
"""
_WAITING = f"""
    SELECT {{aggregate}} FROM (
        SELECT update_id, content FROM inbox
        WHERE chat_id = q.chat_id AND taken_at IS NULL ORDER BY update_id LIMIT {WAITING_AT_ONCE}
    ) w
"""  # noqa: S608 - of the constants above
_READ = f"""
    SELECT {_ROW},
        ({_WAITING.format(aggregate="json_group_array(json_array(w.update_id, w.content))")})
            AS waiting,
        {chat_view.COLUMNS}
    FROM (SELECT CAST(? AS BIGINT) AS chat_id) q
    LEFT JOIN dialogues d ON d.chat_id = q.chat_id
    {chat_view.JOINS} ORDER BY {chat_view.ORDER}
"""  # noqa: S608
_CLAIM = f"""
    WITH q AS (
        INSERT INTO dialogues AS held
            (chat_id, version, asking, view, misses, seen, replied, leased_by, leased_until)
        VALUES (?, 0, '', 0, 0, '[]', TRUE, ?, now() + CAST(? AS INTERVAL))
        ON CONFLICT (chat_id) DO UPDATE
            SET leased_by = excluded.leased_by, leased_until = excluded.leased_until
            WHERE held.leased_until IS NULL OR held.leased_until <= now()
                OR held.leased_by = excluded.leased_by
        RETURNING *
    )
    SELECT {_ROW.replace("d.", "q.")},
        ({_WAITING.format(aggregate="json_agg(json_build_array(w.update_id, w.content))")})
            AS waiting,
        {chat_view.COLUMNS}
    FROM q {chat_view.JOINS} ORDER BY {chat_view.ORDER}
"""  # noqa: S608
_COLUMNS = (
    *("thread", "asking", "view", "misses", "message_id", "set_aside", "touched_at", "album"),
    *("last_turn", "owed", "next_try_at"),
)
_STILL_WAITING = """
    (SELECT COUNT(*) FROM inbox i WHERE i.chat_id = dialogues.chat_id AND i.taken_at IS NULL)
        AS waiting
"""
_SETS = ", ".join(f"{name} = ?" for name in _COLUMNS)
_UPDATE = f"""
    UPDATE dialogues SET {_SETS}, version = version + 1{{lease}}
    WHERE version = ? AND chat_id = ?{{still}} RETURNING {_STILL_WAITING}
"""  # noqa: S608
_INSERT = f"""
    INSERT INTO dialogues ({", ".join(_COLUMNS)}, chat_id, seen, replied, version)
    VALUES ({", ".join("?" * len(_COLUMNS))}, ?, '[]', TRUE, 1)
    ON CONFLICT (chat_id) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)}, version = 1{{lease}}
        WHERE dialogues.version = 0
    RETURNING {_STILL_WAITING}
"""  # noqa: S608
_FREE = ", leased_until = NULL"
_TAKE = """
    UPDATE inbox SET taken_at = ?, content = ''
    WHERE taken_at IS NULL AND update_id IN ({numbers}){saved} RETURNING update_id
"""
# Both at one go. The parts see the tables as they were before, so what is taken still counts.
_STILL_THERE = """
    AND (SELECT COUNT(*) FROM inbox WHERE taken_at IS NULL AND update_id IN ({numbers})) = {count}
"""
_TAKE_AND_SAVE = """
    WITH saved AS ({save}), taken AS ({take})
    SELECT saved.waiting - {count} AS waiting FROM saved
"""
_RELEASE = "UPDATE dialogues SET leased_until = NULL WHERE chat_id = ? AND leased_by = ?"
_RENEW = """
    UPDATE dialogues SET leased_until = now() + CAST(? AS INTERVAL)
    WHERE leased_by = ? AND leased_until IS NOT NULL AND chat_id IN ({chats})
"""


class StoredDialogues:
    """`domain.dialogues.Dialogues` in the database; each instance is a replica of its own."""

    def __init__(self, lease: timedelta = LEASE) -> None:
        self._replica = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._lease = lease

    async def claim(self, chat_id: int) -> ChatLine | None:
        """Hold the chat, and read what a turn begins with; None if another replica holds it."""
        if is_sqlite():
            rows = await run(_READ, [chat_id])
        else:
            rows = await run(_CLAIM, [chat_id, self._replica, self._lease])
        if not rows:
            return None
        return ChatLine(_dialogue(chat_id, rows[0]), chat_view.read_view(rows), _waiting(rows[0]))

    async def save(
        self,
        dialogue: Dialogue,
        *,
        taken: Sequence[int] = (),
        now: datetime,
        release: bool = False,
    ) -> Saved | None:
        """Save the row, with the updates that it has taken in; one transaction or none."""
        free = _FREE if release else ""
        if in_transaction_now():  # whose owner undoes it where somebody else was first
            taken_now = await run(*_take(taken, now)) if taken else []
            rows = await run(*_save(dialogue, free)) if len(taken_now) == len(taken) else []
        elif is_sqlite():
            # Each statement must give a row, so each update is taken by one of its own.
            takes = [_take([number], now) for number in taken]
            rows = await _write_on_sqlite([*takes, _save(dialogue, free)])
        elif taken:
            rows = await run(*_take_and_save(dialogue, taken, now, free))
        else:
            rows = await run(*_save(dialogue, free))
        if not rows:
            return None
        return Saved(replace(dialogue, version=dialogue.version + 1), int(rows[0]["waiting"]))

    async def release(self, chat_id: int) -> None:
        """Give the chat up with nothing changed."""
        if not is_sqlite():
            await run(_RELEASE, [chat_id, self._replica])

    async def renew(self, chat_ids: Sequence[int]) -> None:
        """Hold chats for another while; those that were released meanwhile stay free."""
        if chat_ids and not is_sqlite():
            values = [self._lease, self._replica, *chat_ids]
            await run(_RENEW.format(chats=_places(chat_ids)), values)

    def together(self) -> AbstractAsyncContextManager[object]:
        """A transaction for a turn's deeds and the row that tells of them."""
        return in_transaction()


Statement = tuple[str, list[object]]


def _save(dialogue: Dialogue, free: str, still: Statement = ("", [])) -> Statement:
    """Save the row, if its version is as it was read and `still` holds."""
    values: list[object] = [
        write_thread(dialogue.thread),
        dialogue.asking,
        dialogue.view,
        dialogue.misses,
        dialogue.message_id,
        write_thread(dialogue.set_aside),
        _moment(dialogue.touched_at),
        dialogue.album or None,
        write_last_turn(dialogue.last_turn),
        dialogue.owed or None,
        _moment(dialogue.next_try_at),
    ]
    if dialogue.version == 0 and is_sqlite():  # elsewhere the claim has made the row
        return _INSERT.format(lease=free), [*values, dialogue.chat_id]
    condition, more = still
    statement = _UPDATE.format(lease=free, still=condition)
    return statement, [*values, dialogue.version, dialogue.chat_id, *more]


def _take(numbers: Sequence[int], now: datetime, saved: str = "") -> Statement:
    """Mark updates as taken, those that still wait."""
    statement = _TAKE.format(numbers=_places(numbers), saved=saved)
    return statement, [stored(now), *numbers]


def _take_and_save(dialogue: Dialogue, taken: Sequence[int], now: datetime, free: str) -> Statement:
    """Both in one statement; it gives no row, and does nothing, where somebody was first."""
    count = len(taken)
    still = _STILL_THERE.format(numbers=_places(taken), count=count)
    save, saved_values = _save(dialogue, free, (still, [*taken]))
    take, taken_values = _take(taken, now, " AND EXISTS (SELECT 1 FROM saved)")
    statement = _TAKE_AND_SAVE.format(save=save, take=take, count=count)
    return statement, [*saved_values, *taken_values]


async def _write_on_sqlite(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """All of them or, where one gives no row, none."""
    client = connection()
    assert isinstance(client, ImmediateClient)
    return await client.group_commit.write(statements) or []


def _places(numbers: Sequence[int]) -> str:
    return ", ".join("?" * len(numbers))


def _dialogue(chat_id: int, row: dict[str, Any]) -> Dialogue:
    if row["version"] is None:
        return Dialogue(chat_id)
    return Dialogue(
        chat_id=chat_id,
        thread=read_thread(row["thread"]),
        asking=row["asking"],
        view=row["view"],
        misses=row["misses"],
        message_id=row["message_id"],
        set_aside=read_thread(row["set_aside"]),
        touched_at=read_moment(row["touched_at"]),
        album=row["album"] or "",
        last_turn=read_last_turn(row["last_turn"]),
        owed=row["owed"] or "",
        next_try_at=read_moment(row["next_try_at"]),
        version=row["version"],
    )


def _waiting(row: dict[str, Any]) -> tuple[WaitingUpdate, ...]:
    found = row["waiting"]
    return tuple(WaitingUpdate(number, content) for number, content in json.loads(found or "[]"))


def _moment(moment: datetime | None) -> datetime | None:
    return None if moment is None else stored(moment)
