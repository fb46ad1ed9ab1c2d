"""The alerts' table: what is going on, what was told, and the messages planned with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tortoise.transactions import in_transaction

from domain.alerts import Alert, AlertKind, Episode, Subject
from domain.messages import Mail, Note
from storage import outbox
from storage.engine.database import run
from storage.engine.moments import read_moment, stored

KEY = "alert:"
"""How the outbox's keys of alerts begin: one that can't go out is no reason for another."""

_BEGIN = """
    INSERT INTO alerts (kind, about, open_key, detail, since, seen_at, told_at, ended_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (open_key) DO NOTHING RETURNING id
"""
_CHANGE = """
    UPDATE alerts SET open_key = ?, detail = ?, since = ?, seen_at = ?, told_at = ?,
        clear_since = ?, ended_at = ?
    WHERE id = ? AND ended_at IS NULL RETURNING id
"""
_TOLD = """
    SELECT a.*, (SELECT COUNT(*) FROM outbox o WHERE o.sent_at IS NOT NULL
        AND o.key IN ({keys})) AS reached
    FROM alerts a WHERE a.told_at IS NOT NULL AND (a.ended_at IS NULL OR a.told_at >= ?)
    ORDER BY a.told_at DESC, a.id DESC
"""


@dataclass(frozen=True, slots=True)
class Message:
    """What tells an alert by one way: a mail, or a note into a chat."""

    content: Mail | Note
    chat_id: int | None = None


class StoredAlerts:
    """What is going on, in the database: a restart and another leader find it there."""

    async def going_on(self) -> dict[Subject, Episode]:
        """The episodes that are not over, told or not."""
        rows = await run("SELECT * FROM alerts WHERE open_key IS NOT NULL")
        return {_subject(row): _episode(row) for row in _known(rows)}

    async def save(
        self, subject: Subject, episode: Episode, messages: Sequence[Message], now: datetime
    ) -> bool:
        """Keep an episode and plan its messages with it, each once; False if it is known already.

        Messages are those of its beginning, or of its end once it has one.
        """
        async with in_transaction():
            kept = await self._kept(subject, episode)
            if not kept:
                return False
            step = "ended" if episode.ended_at and episode.id else "begun"
            for message in messages:
                await outbox.plan(
                    message.content,
                    key=_outbox_key(kept, step, message.chat_id is not None),
                    now=now,
                    chat_id=message.chat_id,
                )
        return True

    async def forget(self, episode: Episode) -> None:
        """The condition ended before it was told."""
        await run("DELETE FROM alerts WHERE id = ? AND told_at IS NULL RETURNING id", [episode.id])

    async def told(self, since: datetime) -> tuple[Alert, ...]:
        """The alerts that are open, and those told since then; the newest first."""
        ways = [f"'{KEY}' || a.id || ':begun:{way}'" for way in ("mail", "note")]
        rows = await run(_TOLD.format(keys=", ".join(ways)), [stored(since)])
        return tuple(
            Alert(_subject(row), _episode(row), int(row["reached"])) for row in _known(rows)
        )

    async def _kept(self, subject: Subject, episode: Episode) -> int:
        """The episode's number, if it could be written: another process may have been first."""
        moments = (episode.since, episode.seen_at, episode.told_at)
        times = [None if one is None else stored(one) for one in moments]
        ended = None if episode.ended_at is None else stored(episode.ended_at)
        key = None if episode.ended_at else f"{subject.kind}:{subject.about}"
        if not episode.id:
            values = [str(subject.kind), subject.about, key, episode.detail, *times, ended]
            rows = await run(_BEGIN, values)
        else:
            clear = None if episode.clear_since is None else stored(episode.clear_since)
            rows = await run(_CHANGE, [key, episode.detail, *times, clear, ended, episode.id])
        return int(rows[0]["id"]) if rows else 0


async def tell_once(
    subject: Subject, detail: str, messages: Sequence[Message], now: datetime
) -> None:
    """Tell of what happened at one moment and has no end."""
    episode = Episode(now, now, detail, told_at=now, ended_at=now)
    await StoredAlerts().save(subject, episode, messages, now)


def _outbox_key(number: int, step: str, in_chat: bool) -> str:
    return f"{KEY}{number}:{step}:{'note' if in_chat else 'mail'}"


def _known(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without kinds of a newer program, which this one leaves alone."""
    return [row for row in rows if row["kind"] in set(AlertKind)]


def _subject(row: dict[str, Any]) -> Subject:
    return Subject(AlertKind(row["kind"]), row["about"])


def _episode(row: dict[str, Any]) -> Episode:
    since, seen_at = read_moment(row["since"]), read_moment(row["seen_at"])
    assert since is not None
    assert seen_at is not None
    return replace(
        Episode(since, seen_at, row["detail"], id=int(row["id"])),
        told_at=read_moment(row["told_at"]),
        clear_since=read_moment(row["clear_since"]),
        ended_at=read_moment(row["ended_at"]),
    )
