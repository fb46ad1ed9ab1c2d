"""Whom an announcement reaches, and planning it: to each person once, after everything else."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from tortoise.transactions import in_transaction

from domain.announcements import Recipient, To
from storage import outbox
from storage.database import run
from texts import announcements as texts

SLICE = 500
_PEOPLE = """
    SELECT u.id AS user_id, u.email,
           (SELECT c.id FROM chats c WHERE c.user_id = u.id AND c.blocked_at IS NULL
            ORDER BY c.last_seen_at DESC NULLS LAST, c.id LIMIT 1) AS chat_id
    FROM users u WHERE u.confirmed_at IS NOT NULL{condition} ORDER BY u.id
"""
_SUBSCRIBERS = """
    AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = u.id AND s.suspended_on IS NULL)
"""


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
    name = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:24]
    planned = 0
    for start in range(0, len(people), SLICE):
        part = people[start : start + SLICE]
        async with in_transaction():
            for one in part:
                key = f"announcement:{name}:{one.user_id}"
                if by_telegram and one.chat_id is not None:
                    planned += await outbox.plan(
                        texts.note(title, text),
                        key=f"{key}:telegram",
                        now=now,
                        chat_id=one.chat_id,
                        bulk=True,
                        by_day=True,
                    )
                if by_email or (by_telegram and one.chat_id is None):
                    mail = texts.mail(one.email, title, text)
                    planned += await outbox.plan(mail, key=f"{key}:email", now=now, bulk=True)
        if progress is not None:
            progress(start + len(part))
    return planned


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
