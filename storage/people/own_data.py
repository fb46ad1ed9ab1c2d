"""What is held of a person, and its erasure: `domain.own_data` over the tables."""

from collections.abc import Sequence
from datetime import datetime

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domain.accounts import Account
from domain.own_data import HeldData, HeldVoucher
from storage import tables
from storage.claims import claim_value
from storage.engine.codec import mail_pattern
from storage.notices.subscriptions import subscription_value
from storage.people.users import user_of, user_value

NO_CHAT = 0  # stands for the chat of a voucher or claim whose person was erased


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
        messages_sent=await tables.OutboxItem.filter(_owed_to(user, chats)).count(),
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
    notices = await tables.Notice.filter(user_id=user.id).values_list("key", flat=True)
    theirs = tables.OutboxItem.filter(_owed_to(user, chats))
    await theirs.filter(key__in=notices, due_at__isnull=True).update(
        content="", recipient=None, chat_id=None
    )
    await theirs.delete()


async def _chats(user: tables.User) -> list[int]:
    """The chats where the person is logged in, and the one that registered."""
    chats = {chat.id for chat in await tables.Chat.filter(user_id=user.id)}
    if user.registered_chat is not None:
        others = tables.Chat.filter(id=user.registered_chat, user_id__isnull=False)
        if not await others.exclude(user_id=user.id).exists():
            chats.add(user.registered_chat)
    return sorted(chats)


def _owed_to(user: tables.User, chats: Sequence[int]) -> Q:
    mailed = Q(recipient=user.email) | Q(content__contains=mail_pattern(user.email))
    return Q(chat_id__in=list(chats)) | Q(mailed, kind="mail")
