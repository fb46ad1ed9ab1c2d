"""What handlers do for a chat: `domain.office.Desk` over the tables."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domain.access import NewLink
from domain.account_guard import NewcomerAlert
from domain.messages import Mail
from domain.notices import Wishes
from domain.office import Taken
from domain.outcomes import NewUser, WrongPair
from domain.vouchers import Voucher
from storage import outbox, tables
from storage.accounts.guard import tell_holders
from storage.engine.codec import write_voucher
from storage.engine.database import run
from storage.engine.moments import stored
from storage.people.users import USER_AT, folded, free_email, free_username, user_id_at

_BLOCKED = """
    INSERT INTO chats (id, settings, blocked_at) VALUES (?, '{}', ?)
    ON CONFLICT (id) DO UPDATE SET blocked_at = excluded.blocked_at
"""
_WRONG_PAIR = """
    INSERT INTO wrong_pairs (key, chat_id, account_id, digest, at)
    VALUES (?, ?, (SELECT account_id FROM invoices WHERE receipt = ?), ?, ?)
    ON CONFLICT (key) DO NOTHING RETURNING id
"""
_LINK_ACCOUNT = """
    INSERT INTO linked_accounts (user_id, account_id, linked_at, last_used_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (user_id, account_id) DO NOTHING RETURNING id
"""
_UNLINK_ACCOUNT = f"""
    DELETE FROM linked_accounts
    WHERE user_id = {USER_AT} AND account_id = ? AND frozen_at IS NULL
"""  # noqa: S608 - of the constant above, as the next two
_END_OWN_SUBSCRIPTION = f"""
    UPDATE subscriptions SET suspended_on = ?
    WHERE user_id = {USER_AT} AND account_id = ? AND suspended_on IS NULL
"""  # noqa: S608
_TOUCH_ACCOUNT = f"""
    UPDATE linked_accounts SET last_used_at = ? WHERE user_id = {USER_AT} AND account_id = ?
"""  # noqa: S608
_KNOWN_VOUCHER = "SELECT number FROM vouchers WHERE fingerprint = ?"
_VOUCHER = """
    INSERT INTO vouchers (fingerprint, kind, account_id, pay_on, total, content, chat_id, issued_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING RETURNING number
"""
_SENT_DOCUMENT = "SELECT file_id FROM documents WHERE key = ?"
_DOCUMENT = """
    INSERT INTO documents (key, file_id, kept_at) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET file_id = excluded.file_id, kept_at = excluded.kept_at
"""


class StoredDesk:
    """`domain.office.Desk` in the database; every deed is one transaction."""

    async def register(
        self, chat_id: int, new_user: NewUser, link: NewLink, mail: Mail, *, key: str, now: datetime
    ) -> None:
        """Create the unconfirmed user, its CONFIRM link and the mail that carries it.

        A chat's earlier unconfirmed registration is replaced, and so is anybody's that was not
        confirmed while its link was open.

        Raises:
            Taken: somebody else took the e-mail or the user name meanwhile.
        """
        email, username = folded(new_user.email), folded(new_user.username)
        try:
            async with in_transaction():
                if not await outbox.plan(mail, key=key, now=now):
                    return
                unconfirmed = tables.User.filter(confirmed_at__isnull=True)
                await unconfirmed.filter(registered_chat=chat_id, replaces_id__isnull=True).delete()
                await free_email(email, now)
                await free_username(username, now)
                user = await tables.User.create(
                    first_names=new_user.first_names,
                    surnames=new_user.surnames,
                    document=new_user.document,
                    email=new_user.email,
                    email_key=email,
                    username=new_user.username,
                    username_key=username,
                    phone=new_user.phone,
                    registered_chat=chat_id,
                    registered_at=now,
                )
                await keep_link(link, key, user_id=user.id)
        except IntegrityError as error:
            raise Taken from error

    async def open_link(self, link: NewLink, mail: Mail | None, *, key: str, now: datetime) -> None:
        """Keep a one-time link, and plan the mail that carries it if there is one.

        Earlier unused links of the same chat and purpose stop working. Repeated with its key, a
        link that goes by mail stays the one that the mail carries, another takes the place of
        the first, and a used one is not opened again.
        """
        async with in_transaction():
            if mail is not None and not await outbox.plan(mail, key=key, now=now):
                return
            if await tables.Link.filter(key=key, used_at__isnull=False).exists():
                return
            await keep_link(link, key, user_id=link.user_id)

    async def set_notice_wishes(self, chat_id: int, wishes: Wishes) -> None:
        """Remember which notices the chat wants."""
        await tables.Chat.filter(id=chat_id).update(
            wants_reminders=wishes.reminders,
            wants_payments=wishes.payments,
            at_night_too=wishes.at_night,
        )

    async def log_out(self, chat_id: int) -> None:
        """Forget who is logged in at the chat."""
        await tables.Chat.filter(id=chat_id).update(user_id=None)

    async def mark_blocked(self, chat_id: int, blocked: bool, now: datetime) -> None:
        """Remember that the chat blocked the bot, or let it in again."""
        await run(_BLOCKED, [chat_id, stored(now) if blocked else None])

    async def record_wrong_pair(
        self, chat_id: int, pair: WrongPair, *, key: str, now: datetime
    ) -> bool:
        """Count a wrong pair of codes, for the chat and for the account of the receipt, if any.

        Returns whether it was counted now. Only a digest of the pair is kept.
        """
        digest = _digest(f"{pair.receipt} {pair.payment_code}")
        return bool(await run(_WRONG_PAIR, [key, chat_id, pair.receipt, digest, stored(now)]))

    async def link_account(
        self, chat_id: int, account: str, now: datetime, told: NewcomerAlert | None = None
    ) -> None:
        """Link the account to the chat's user; linking it again changes nothing.

        Those who hold it already are `told` of it.
        """
        async with in_transaction():
            user_id = await user_id_at(chat_id)
            if user_id is None:
                return
            new = await run(_LINK_ACCOUNT, [user_id, account, stored(now), stored(now)])
            if new and told:
                await tell_holders(account, user_id, new[0]["id"], told, now)

    async def unlink_account(self, chat_id: int, account: str, now: datetime) -> None:
        """Take the account from the chat's user, with the user's own digital invoice of it.

        Paper returns to the supply's address: nobody would be told of its invoices any more.
        """
        async with in_transaction():
            await run(_UNLINK_ACCOUNT, [chat_id, account])
            await run(_END_OWN_SUBSCRIPTION, [now.date(), chat_id, account])

    async def touch_account(self, chat_id: int, account: str, now: datetime) -> None:
        """Remember that the chat's user used this account last."""
        await run(_TOUCH_ACCOUNT, [stored(now), chat_id, account])

    async def issue_voucher(self, chat_id: int, voucher: Voucher, now: datetime) -> int:
        """Keep the voucher and return its number; the same voucher has the same number."""
        fingerprint = _digest(write_voucher(replace(voucher, rate=None)))
        if known := await run(_KNOWN_VOUCHER, [fingerprint]):
            return int(known[0]["number"])
        rows = await run(
            _VOUCHER,
            [
                fingerprint,
                voucher.kind.value,
                voucher.account,
                voucher.pay_on,
                voucher.total,
                write_voucher(voucher),
                chat_id,
                stored(now),
            ],
        )
        if not rows:  # another chat was first
            rows = await run(_KNOWN_VOUCHER, [fingerprint])
        return int(rows[0]["number"])

    async def sent_document(self, key: str) -> str | None:
        """Telegram's file_id of a document sent before."""
        rows = await run(_SENT_DOCUMENT, [key])
        return rows[0]["file_id"] if rows else None

    async def remember_document(self, key: str, file_id: str) -> None:
        """Keep the file_id of a document, to send it again without making it again."""
        await run(_DOCUMENT, [key, file_id, datetime.now(UTC)])


async def keep_link(link: NewLink, key: str, *, user_id: int | None) -> None:
    """Keep a link, in place of earlier unused ones of its chat and purpose."""
    await tables.Link.filter(
        chat_id=link.chat_id, purpose=link.purpose.value, used_at__isnull=True
    ).delete()
    await tables.Link.create(
        token_hash=link.token_hash,
        purpose=link.purpose.value,
        chat_id=link.chat_id,
        user_id=user_id,
        key=key,
        expires_at=link.expires_at,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
