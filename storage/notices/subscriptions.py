"""The digital invoice's subscriptions: `domain.subscriptions.Subscriptions` over the tables.

Rows are never changed but by their end: they are the ledger of what was accepted, and when.
"""

from datetime import datetime

from tortoise.transactions import in_transaction

from domain.digital_invoice import Subscription
from domain.messages import Mail, Note
from domain.subscriptions import Accepted
from storage import outbox, tables
from storage.engine.database import is_sqlite
from storage.people.users import user_of


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
            user = await user_of(chat_id)
            if user is None or not await _hold(accepted.account):
                return False
            active = await active_row(accepted.account)
            if active is not None and active.user_id not in (user.id, None):
                return False
            if not await outbox.plan(mail, key=key, now=now):
                return True
            await _end(active, now)
            await tables.Subscription.create(
                account_id=accepted.account,
                user_id=user.id,
                accepted_at=active.accepted_at if active else now,
                terms_version=accepted.terms_version,
                by_email=accepted.by_email,
                by_telegram=accepted.by_telegram,
            )
        return True

    async def suspend(
        self, chat_id: int, account: str, mail: Mail, told: Note, *, key: str, now: datetime
    ) -> None:
        """End the account's subscription as of today; paper comes with the next billing (term 4).

        `mail` goes to the chat's user. If somebody else had subscribed, `told` goes to their chats.
        """
        async with in_transaction():
            user = await user_of(chat_id)
            active = await active_row(account)
            if user is None or active is None or not await outbox.plan(mail, key=key, now=now):
                return
            await _end(active, now)
            if active.user_id not in (user.id, None):
                await tell_user(active.user_id, told, key=key, now=now)


async def active_row(account: str) -> tables.Subscription | None:
    """The account's active subscription."""
    rows = tables.Subscription.filter(account_id=account, suspended_on__isnull=True)
    return await rows.order_by("-id").first()


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


async def _end(row: tables.Subscription | None, now: datetime) -> None:
    if row is not None:
        row.suspended_on = now.date()
        await row.save(update_fields=["suspended_on"])


async def _hold(account: str) -> bool:
    """Hold the account's row, so that two who subscribe at once come one after the other."""
    rows = tables.Account.filter(number=account)
    return await (rows if is_sqlite() else rows.select_for_update()).first() is not None
