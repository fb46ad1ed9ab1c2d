"""Who holds an account: `domain.account_guard.Custody` over the tables."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from domain.account_guard import FrozenLink, Newcomer, NewcomerAlert
from domain.claims import NewClaim
from storage import outbox, tables
from storage.claims import StoredClaims
from storage.people.users import user_of


class StoredAccountGuard:
    """`domain.account_guard.Custody` in the database; every deed is one transaction."""

    async def freeze(
        self,
        chat_id: int,
        account: str,
        link: int,
        claim: NewClaim,
        told: Callable[[int], NewcomerAlert],
        now: datetime,
    ) -> int | None:
        """Freeze the link, leave a claim for the staff and tell the newcomer its number.

        Returns the claim's number, the same one if the link was objected to before; None if the
        chat's user holds the account no longer, or came to it later.
        """
        async with in_transaction():
            row = await (await _after(chat_id, account)).filter(id=link).first()
            if row is None:
                return None
            key = f"objection:{link}:{row.linked_at.isoformat()}"
            number = await StoredClaims().open(chat_id, claim, key=key, now=now)
            frozen = tables.LinkedAccount.filter(id=link, frozen_at__isnull=True)
            if await frozen.update(frozen_at=now):
                await alert(row.user_id, told(number), key=key, now=now)
        return number

    async def decide(
        self, link: int, keep: bool, told: Callable[[str], NewcomerAlert], now: datetime
    ) -> bool:
        """End the freeze as the staff decided: the link is kept, or taken away.

        `told`, of the account's number, is for who made the link.

        Returns whether there was such a frozen link.
        """
        async with in_transaction():
            row = await tables.LinkedAccount.get_or_none(id=link, frozen_at__isnull=False)
            if row is None:
                return False
            key = f"decided:{link}:{row.frozen_at.isoformat()}"
            await alert(row.user_id, told(row.account_id), key=key, now=now)
            if keep:
                await tables.LinkedAccount.filter(id=link).update(frozen_at=None)
            else:
                await row.delete()
        return True


async def newcomers(chat_id: int, account: str) -> tuple[Newcomer, ...]:
    """Those who linked the account after the chat's user and were not objected to, in order."""
    rows = (await _after(chat_id, account)).filter(frozen_at__isnull=True)
    return tuple(Newcomer(row.id, row.linked_at) for row in await rows.order_by("id"))


async def frozen_links() -> tuple[FrozenLink, ...]:
    """The links that wait for the staff's decision, the oldest objection first."""
    rows = tables.LinkedAccount.filter(frozen_at__isnull=False).select_related("user")
    return tuple(
        [
            FrozenLink(
                link=row.id,
                account=row.account_id,
                person=f"{row.user.first_names} {row.user.surnames}",
                username=row.user.username,
                linked_at=row.linked_at,
                frozen_at=row.frozen_at,
            )
            async for row in rows.order_by("frozen_at", "id")
        ]
    )


async def tell_holders(account: str, newcomer: int, told: NewcomerAlert, now: datetime) -> None:
    """Tell all who hold the account, but the newcomer, that there is one."""
    link = await tables.LinkedAccount.get(user_id=newcomer, account_id=account)
    others = tables.LinkedAccount.filter(account_id=account, frozen_at__isnull=True)
    for other in await others.exclude(user_id=newcomer).order_by("id"):
        key = f"newcomer:{link.id}:{link.linked_at.isoformat()}:{other.user_id}"
        await alert(other.user_id, told, key=key, now=now)


async def alert(user_id: int, told: NewcomerAlert, *, key: str, now: datetime) -> None:
    """Tell a user in the chats where it is logged in; by mail if there are none."""
    chats = await tables.Chat.filter(user_id=user_id, blocked_at__isnull=True).order_by("id")
    for chat in chats:
        await outbox.plan(told.note, key=f"{key}:{chat.id}", now=now, chat_id=chat.id)
    if not chats:
        user = await tables.User.get(id=user_id)
        await outbox.plan(replace(told.mail, to=user.email), key=f"{key}:mail", now=now)


async def _after(chat_id: int, account: str) -> QuerySet[tables.LinkedAccount]:
    """Links to the account that are later than the chat's user's own; none if it has none."""
    user = await user_of(chat_id)
    own = await tables.LinkedAccount.get_or_none(
        user_id=user.id if user else None, account_id=account, frozen_at__isnull=True
    )
    if own is None:
        return tables.LinkedAccount.filter(id__isnull=True)
    later = Q(linked_at__gt=own.linked_at) | Q(linked_at=own.linked_at, id__gt=own.id)
    return tables.LinkedAccount.filter(later, account_id=account).exclude(user_id=own.user_id)
