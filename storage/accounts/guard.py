"""Who holds an account: `domain.account_guard.Custody` over the tables."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from tortoise.transactions import in_transaction

from domain.account_guard import FrozenLink, Newcomer, NewcomerAlert
from domain.claims import NewClaim
from storage import outbox, tables
from storage.claims import StoredClaims
from storage.engine.database import run
from storage.engine.moments import read_moment, stored
from storage.people.users import USER_AT

_AFTER = f"""
    SELECT l.id, l.user_id, l.linked_at, l.frozen_at
    FROM linked_accounts own
    JOIN linked_accounts l ON l.account_id = own.account_id AND l.user_id <> own.user_id
    WHERE own.user_id = {USER_AT} AND own.account_id = ? AND own.frozen_at IS NULL
    AND (l.linked_at > own.linked_at OR l.linked_at = own.linked_at AND l.id > own.id)
    ORDER BY l.id
"""  # noqa: S608 - of the constant above
_FREEZE = "UPDATE linked_accounts SET frozen_at = ? WHERE id = ? AND frozen_at IS NULL RETURNING id"
_HOLDERS = """
    SELECT l.user_id, u.email, c.id AS chat_id
    FROM linked_accounts l JOIN users u ON u.id = l.user_id
    LEFT JOIN chats c ON c.user_id = u.id AND c.blocked_at IS NULL
    WHERE l.account_id = ? AND l.frozen_at IS NULL AND l.user_id <> ?
    ORDER BY l.id, c.id
"""
_REACHED = """
    SELECT u.email, c.id AS chat_id
    FROM users u LEFT JOIN chats c ON c.user_id = u.id AND c.blocked_at IS NULL
    WHERE u.id = ? ORDER BY c.id
"""


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
            row = next((row for row in await _after(chat_id, account) if row["id"] == link), None)
            if row is None:
                return None
            key = f"objection:{link}:{row['linked_at'].isoformat()}"
            number = await StoredClaims().open(chat_id, claim, key=key, now=now)
            if await run(_FREEZE, [stored(now), link]):
                await alert(row["user_id"], told(number), key=key, now=now)
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
    rows = await _after(chat_id, account)
    return tuple(Newcomer(row["id"], row["linked_at"]) for row in rows if row["frozen_at"] is None)


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


async def tell_holders(
    account: str, newcomer: int, link: int, told: NewcomerAlert, now: datetime
) -> None:
    """Tell all who hold the account, but the newcomer, that it has a `link` to it since `now`."""
    for row in await run(_HOLDERS, [account, newcomer]):
        key = f"newcomer:{link}:{now.isoformat()}:{row['user_id']}"
        await _alert(row, told, key=key, now=now)


async def alert(user_id: int, told: NewcomerAlert, *, key: str, now: datetime) -> None:
    """Tell a user in the chats where it is logged in; by mail if there are none."""
    for row in await run(_REACHED, [user_id]):
        await _alert(row, told, key=key, now=now)


async def _alert(row: dict[str, Any], told: NewcomerAlert, *, key: str, now: datetime) -> None:
    """Plan what one row of those who are to be told asks for: a note, or the mail."""
    if row["chat_id"] is not None:
        chat_id = row["chat_id"]
        await outbox.plan(told.note, key=f"{key}:{chat_id}", now=now, chat_id=chat_id)
    else:
        await outbox.plan(replace(told.mail, to=row["email"]), key=f"{key}:mail", now=now)


async def _after(chat_id: int, account: str) -> list[dict[str, Any]]:
    """Links to the account that are later than the chat's user's own; none if it has none."""
    rows = await run(_AFTER, [chat_id, account])
    return [row | {"linked_at": read_moment(row["linked_at"])} for row in rows]
