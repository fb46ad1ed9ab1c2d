"""What is held of a person, and its erasure: `domain.own_data` over the tables."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tortoise.transactions import in_transaction

from domain.accounts import Account
from domain.own_data import HeldData, HeldVoucher
from storage import tables
from storage.claims import claim_value
from storage.engine.codec import mail_pattern
from storage.engine.database import run
from storage.notices.subscriptions import subscription_value
from storage.people.users import user_of, user_value
from storage.tables import UNADDRESSED_MAIL

NO_CHAT = 0  # stands for the chat of a voucher or claim whose person was erased
_CHATS = "SELECT id, user_id FROM chats WHERE user_id = ? OR id = ?"
# Each by an index of its own (the conditions are those of storage.tables).
_THEIRS = f"""(
    chat_id IN ({{chats}}) OR recipient = ? OR ({UNADDRESSED_MAIL} AND content LIKE ? ESCAPE '!')
)"""
_COUNT = f"SELECT COUNT(*) AS messages FROM outbox WHERE {_THEIRS}"  # noqa: S608 - of constants
_BLANK = f"""
    UPDATE outbox SET content = '', recipient = NULL, chat_id = NULL
    WHERE {_THEIRS} AND due_at IS NULL AND key IN (SELECT key FROM notices WHERE user_id = ?)
"""  # noqa: S608
_DELETE = f"DELETE FROM outbox WHERE {_THEIRS}"  # noqa: S608


async def held_data(chat_id: int) -> HeldData | None:
    """All that is held of the chat's user."""
    user = await user_of(chat_id)
    if user is None:
        return None
    chats = await _chats(user)
    linked = await tables.LinkedAccount.filter(
        user_id=user.id, frozen_at__isnull=True
    ).prefetch_related("account")
    subscriptions = await tables.Subscription.filter(user_id=user.id).order_by("id")
    # A chat may have been somebody else's before: only vouchers of the person's own accounts.
    vouchers = await tables.Voucher.filter(
        chat_id__in=chats, account_id__in=[one.account_id for one in linked]
    ).order_by("number")
    claims = await tables.Claim.filter(user_id=user.id).order_by("number")
    return HeldData(
        user=user_value(user),
        registered_at=user.registered_at,
        confirmed_at=user.confirmed_at,
        chats=tuple(chats),
        accounts=tuple(
            (
                Account(
                    one.account.number,
                    one.account.holder,
                    one.account.document,
                    one.account.address,
                    one.account.payment_code,
                ),
                one.linked_at,
            )
            for one in linked
        ),
        subscriptions=tuple(subscription_value(row, user.id) for row in subscriptions),
        vouchers=tuple(
            HeldVoucher(row.number, row.account_id, row.pay_on, row.total, row.issued_at)
            for row in vouchers
        ),
        claims=tuple(claim_value(row) for row in claims),
        messages_sent=(await _theirs(_COUNT, user, chats))[0]["messages"],
    )


class StoredOwnData:
    """`domain.own_data.OwnData` in the database."""

    async def erase(self, chat_id: int, now: datetime) -> bool:
        """Erase what is held of the chat's user and log all its chats out; False with no user.

        Its active subscriptions end, so paper returns. What the law has kept stays without the
        person: issued vouchers, the claims register, the ledgers of accepted terms and notices.
        """
        async with in_transaction():
            user = await user_of(chat_id)
            if user is None:
                return False
            chats = await _chats(user)
            await tables.Subscription.filter(user_id=user.id, suspended_on__isnull=True).update(
                suspended_on=now.date()
            )
            # An open claim can still be answered by its person's telephone or e-mail.
            await tables.Claim.filter(user_id=user.id).update(chat_id=NO_CHAT)
            await tables.Claim.filter(user_id=user.id, closed_at__isnull=False).update(
                name="", reach=""
            )
            await tables.Voucher.filter(chat_id__in=chats).update(chat_id=NO_CHAT)
            await tables.SentVoucher.filter(chat_id__in=chats).delete()
            await _forget_messages(user, chats)
            await tables.AskedMail.filter(chat_id__in=chats).delete()
            for chat in chats:
                await tables.Document.filter(key__startswith=f"my_data:{chat}:").delete()
            # The chat that asks keeps its row: the conversation that erases is still in it.
            await tables.Dialogue.filter(chat_id__in=chats).exclude(chat_id=chat_id).delete()
            await tables.Chat.filter(id__in=chats).delete()
            await user.delete()
        return True


async def _forget_messages(user: tables.User, chats: Sequence[int]) -> None:
    """Delete what was planned for the person, but for what proves the notices of invoices.

    Of those stays when each went out and how it was answered, not to whom nor with which words.
    """
    await _theirs(_BLANK, user, chats, user.id)
    await _theirs(_DELETE, user, chats)


async def _theirs(
    statement: str, user: tables.User, chats: Sequence[int], *more: object
) -> list[dict[str, Any]]:
    """Run a statement about the messages to a person: to its chats or its e-mail."""
    mailed = re.sub("[!%_]", r"!\g<0>", mail_pattern(user.email))
    marks = ", ".join("?" for _ in chats)
    values = [*chats, user.email, f"%{mailed}%", *more]
    return await run(statement.format(chats=marks), values)


async def _chats(user: tables.User) -> list[int]:
    """The chats where the person is logged in, and the one that registered."""
    rows = await run(_CHATS, [user.id, user.registered_chat])
    theirs = {row["id"] for row in rows if row["user_id"] == user.id}
    if user.registered_chat is not None and all(row["user_id"] in (user.id, None) for row in rows):
        theirs.add(user.registered_chat)
    return sorted(theirs)
