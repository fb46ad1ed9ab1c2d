"""Whom an announcement reaches, and planning it: to each person once, after everything else."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from tortoise.transactions import in_transaction

from domain.announcements import Announced, Recipient, To
from domain.notices import Channel
from storage import outbox, tables
from storage.engine.database import run
from storage.engine.moments import read_moment
from texts.staff import announcements as texts

SLICE = 500
PREFIX = "announcement:"
NAME = 24  # characters of an announcement's name, as long as its column
_PEOPLE = """
    SELECT u.id AS user_id, u.email,
           (SELECT c.id FROM chats c WHERE c.user_id = u.id AND c.blocked_at IS NULL
            ORDER BY c.last_seen_at DESC NULLS LAST, c.id LIMIT 1) AS chat_id
    FROM users u WHERE u.confirmed_at IS NOT NULL{condition} ORDER BY u.id
"""
_SUBSCRIBERS = """
    AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = u.id AND s.suspended_on IS NULL)
"""


_FIGURES = f"""
    SELECT a.title, a.begun_at, o.kind, COUNT(*) AS planned,
           SUM(CASE WHEN o.sent_at IS NOT NULL AND o.failed_at IS NULL THEN 1 ELSE 0 END) AS sent,
           SUM(CASE WHEN o.failed_at IS NOT NULL THEN 1 ELSE 0 END) AS failed
    FROM announcements a
    JOIN outbox o ON o.period = {outbox.NO_PERIOD} AND o.about = a.name
    GROUP BY a.name, a.title, a.begun_at, o.kind
    ORDER BY a.begun_at DESC, a.name, o.kind DESC
"""  # noqa: S608  (only constants are put together)


class UnknownAccounts(LookupError):
    """Accounts that there are not; the message names some of them."""


async def recipients(to: To, accounts: Sequence[str] = ()) -> tuple[Recipient, ...]:
    """The people meant, each once. `accounts` are those of whose people it is meant for.

    Raises:
        UnknownAccounts: some of the accounts don't exist.
    """
    condition = _SUBSCRIBERS if to is To.SUBSCRIBERS else ""
    people = await run(_PEOPLE.format(condition=condition))
    wanted = None if to is not To.ACCOUNTS else await _people_of(accounts)
    return tuple(
        Recipient(row["user_id"], row["chat_id"], row["email"])
        for row in people
        if wanted is None or row["user_id"] in wanted
    )


async def announce(
    title: str,
    text: str,
    people: Sequence[Recipient],
    now: datetime,
    *,
    by_telegram: bool = True,
    by_email: bool = False,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Plan the announcement, and return how many messages were planned now.

    Who can't be reached by Telegram gets the mail. The same words again reach who was not told
    yet, and nobody twice. Chats are left in peace at night.
    """
    name = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:NAME]
    words = {"title": title, "text": text, "begun_at": now}
    await tables.Announcement.get_or_create(name=name, defaults=words)
    planned = 0
    for start in range(0, len(people), SLICE):
        part = people[start : start + SLICE]
        async with in_transaction():
            for one in part:
                by_chat, by_mail = (_key(name, one.user_id, way) for way in Channel)
                if by_telegram and one.chat_id is not None:
                    planned += await outbox.plan(
                        texts.note(title, text),
                        key=by_chat,
                        now=now,
                        chat_id=one.chat_id,
                        bulk=True,
                        by_day=True,
                        announcement=name,
                    )
                if by_email or (by_telegram and one.chat_id is None):
                    mail = texts.mail(one.email, title, text)
                    planned += await outbox.plan(
                        mail, key=by_mail, now=now, bulk=True, announcement=name
                    )
        if progress is not None:
            progress(start + len(part))
    return planned


async def fall_back_to_mail(key: str, now: datetime) -> bool:
    """Plan by mail the announcement that a chat can't be told; `key` is the outbox's.

    Returns whether a mail was planned now.
    """
    if not (key.startswith(PREFIX) and key.endswith(f":{Channel.TELEGRAM}")):
        return False
    name, user_id, _ = key.removeprefix(PREFIX).split(":")
    announced = await tables.Announcement.get_or_none(name=name)
    user = await tables.User.get_or_none(id=int(user_id))
    if announced is None or user is None:
        return False
    mail = texts.mail(user.email, announced.title, announced.text)
    by_mail = _key(name, user.id, Channel.EMAIL)
    return await outbox.plan(mail, key=by_mail, now=now, bulk=True, announcement=name)


async def announced() -> tuple[Announced, ...]:
    """How each announcement stands, the newest first."""
    return tuple(_announced(row) for row in await run(_FIGURES))


def _announced(row: dict[str, Any]) -> Announced:
    begun_at = read_moment(row["begun_at"])
    assert begun_at is not None
    return Announced(
        row["title"],
        begun_at,
        Channel.EMAIL if row["kind"] == "mail" else Channel.TELEGRAM,
        int(row["planned"]),
        int(row["sent"]),
        int(row["failed"]),
    )


def _key(name: str, user_id: int, way: Channel) -> str:
    return f"{PREFIX}{name}:{user_id}:{way}"


async def _people_of(accounts: Sequence[str]) -> set[int]:
    people: set[int] = set()
    unknown: list[str] = []
    for account in accounts:
        rows = await run(
            "SELECT a.number, l.user_id FROM accounts a"
            " LEFT JOIN linked_accounts l ON l.account_id = a.number AND l.frozen_at IS NULL"
            " WHERE a.number = ?",
            [account],
        )
        unknown += [] if rows else [account]
        people |= {row["user_id"] for row in rows if row["user_id"] is not None}
    if unknown:
        raise UnknownAccounts(", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else ""))
    return people
