"""The digital invoice's subscriptions: `domain.subscriptions.Subscriptions` over the tables.

Rows are never changed but by their end: they are the ledger of what was accepted, and when.
"""

from datetime import datetime
from typing import Any

from tortoise.transactions import in_transaction

from domain.digital_invoice import Subscription
from domain.messages import Mail, Note
from domain.subscriptions import Accepted
from storage import outbox, tables
from storage.engine.database import is_sqlite, run
from storage.engine.moments import read_moment, stored
from storage.engine.returned import read_day_or_none
from storage.people.users import USER_AT

SUBSCRIPTIONS = """
    SELECT s.account_id, s.user_id, s.accepted_at, s.terms_version, s.by_email, s.by_telegram,
        s.suspended_on
    FROM linked_accounts l JOIN subscriptions s ON s.account_id = l.account_id
    WHERE l.user_id = ? AND l.frozen_at IS NULL ORDER BY s.id DESC
"""
_HOLD = f"SELECT {USER_AT} AS user_id FROM accounts a WHERE a.number = ?"  # noqa: S608
_ACTIVE = f"""
    SELECT id, user_id, accepted_at, {USER_AT} AS asking FROM subscriptions
    WHERE account_id = ? AND suspended_on IS NULL ORDER BY id DESC LIMIT 1
"""  # noqa: S608 - of the constant above
_END = "UPDATE subscriptions SET suspended_on = ? WHERE id = ?"
_BEGIN = """
    INSERT INTO subscriptions
        (account_id, user_id, accepted_at, terms_version, by_email, by_telegram)
    VALUES (?, ?, ?, ?, ?, ?)
"""


class StoredSubscriptions:
    """`domain.subscriptions.Subscriptions` in the database; every write is one transaction."""

    async def subscribe(
        self, chat_id: int, accepted: Accepted, mail: Mail, *, key: str, now: datetime
    ) -> bool:
        """Record what was accepted and when, by the chat's user; the earlier row stays as proof.

        Of the same person again it changes the ways and keeps the 90 days running from the first.
        False, and nothing done, where somebody else's subscription is active.
        """
        async with in_transaction():
            user_id = await _hold(chat_id, accepted.account)
            if user_id is None:
                return False
            active = await _active(chat_id, accepted.account)
            if active is not None and active["user_id"] not in (user_id, None):
                return False
            if not await outbox.plan(mail, key=key, now=now):
                return True
            since = now
            if active is not None:
                await run(_END, [now.date(), active["id"]])
                since = read_moment(active["accepted_at"]) or now
            ways = [accepted.by_email, accepted.by_telegram]
            terms = accepted.terms_version
            await run(_BEGIN, [accepted.account, user_id, stored(since), terms, *ways])
        return True

    async def suspend(
        self, chat_id: int, account: str, mail: Mail, told: Note, *, key: str, now: datetime
    ) -> None:
        """End the account's subscription as of today; paper comes with the next billing (term 4).

        `mail` goes to the chat's user. If somebody else had subscribed, `told` goes to their chats.
        """
        async with in_transaction():
            active = await _active(chat_id, account)
            if active is None or active["asking"] is None:
                return
            if not await outbox.plan(mail, key=key, now=now):
                return
            await run(_END, [now.date(), active["id"]])
            if active["user_id"] not in (active["asking"], None):
                await tell_user(active["user_id"], told, key=key, now=now)


async def subscriptions_of(user_id: int) -> dict[str, tuple[Subscription, ...]]:
    """Those of all the accounts that the user has linked, each account's newest first."""
    found: dict[str, tuple[Subscription, ...]] = {}
    for row in await run(SUBSCRIPTIONS, [user_id]):
        accepted_at = read_moment(row["accepted_at"])
        assert accepted_at is not None
        one = Subscription(
            account=row["account_id"],
            accepted_at=accepted_at,
            terms_version=row["terms_version"],
            by_email=bool(row["by_email"]),
            by_telegram=bool(row["by_telegram"]),
            suspended_on=read_day_or_none(row["suspended_on"]),
            mine=row["user_id"] == user_id,
        )
        found[one.account] = (*found.get(one.account, ()), one)
    return found


def subscription_value(row: tables.Subscription, user_id: int | None) -> Subscription:
    """A subscription's row as `user_id` sees it."""
    return Subscription(
        account=row.account_id,
        accepted_at=row.accepted_at,
        terms_version=row.terms_version,
        by_email=row.by_email,
        by_telegram=row.by_telegram,
        suspended_on=row.suspended_on,
        mine=row.user_id == user_id,
    )


async def tell_user(user_id: int | None, note: Note, *, key: str, now: datetime) -> None:
    """Plan a note for every chat where the user is logged in."""
    for chat in await tables.Chat.filter(user_id=user_id).order_by("id"):
        await outbox.plan(note, key=f"{key}:{chat.id}", now=now, chat_id=chat.id)


async def _hold(chat_id: int, account: str) -> int | None:
    """Hold the account's row, so that two who subscribe at once come one after the other.

    Returns the chat's user; None if there is none, or no such account.
    """
    rows = await run(_HOLD if is_sqlite() else f"{_HOLD} FOR UPDATE OF a", [chat_id, account])
    return rows[0]["user_id"] if rows else None


async def _active(chat_id: int, account: str) -> dict[str, Any] | None:
    """The account's active subscription, with the chat's user."""
    rows = await run(_ACTIVE, [chat_id, account])
    return rows[0] if rows else None
