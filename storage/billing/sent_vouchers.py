"""Messages that carry vouchers: `domain.sent_vouchers.SentVouchers` over the tables."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

from domain.clock import ZONE
from domain.money import ZERO
from domain.sent_vouchers import SentVoucher
from domain.vouchers import Voucher, VoucherKind
from storage import tables
from storage.engine.codec import read_voucher
from storage.engine.database import run
from storage.engine.moments import stored

AT_ONCE = 500  # values in one statement

_SENT = """
    INSERT INTO sent_vouchers (voucher_id, chat_id, message_id, sent_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (chat_id, message_id) DO NOTHING
"""
_SAID_PAID = """
    UPDATE sent_vouchers SET said_paid_at = ?
    WHERE chat_id = ? AND said_paid_at IS NULL
    AND voucher_id IN (SELECT number FROM vouchers WHERE account_id = ?)
"""


class StoredSentVouchers:
    """`domain.sent_vouchers.SentVouchers` in the database."""

    async def sent(self, chat_id: int, number: int, message_id: int, now: datetime) -> None:
        """A voucher went out as this message; repeated, it changes nothing."""
        await run(_SENT, [number, chat_id, message_id, stored(now)])

    async def said_paid(self, chat_id: int, account: str, now: datetime) -> None:
        """The person at the chat says that what the account's vouchers collect was paid."""
        await run(_SAID_PAID, [stored(now), chat_id, account])

    async def to_remind(self, today: date) -> tuple[SentVoucher, ...]:
        """Vouchers to be paid today, one message for each chat and voucher.

        Not those sent today (who asked today knows), nor those of which anything was paid, or
        said to be; nor those in whose place a newer one was sent; nor those of an account that
        the chat's user holds no longer.
        """
        midnight = datetime.combine(today, time(), ZONE)
        rows = await tables.SentVoucher.filter(voucher__pay_on=today).prefetch_related("voucher")
        newest: dict[tuple[int, int], tables.SentVoucher] = {}
        for row in sorted(rows, key=lambda row: (row.sent_at, row.id)):
            newest[row.chat_id, row.voucher_id] = row
        candidates = [
            row for row in newest.values() if row.sent_at < midnight and row.said_paid_at is None
        ]
        vouchers = {row.id: read_voucher(row.voucher.content) for row in candidates}
        paid = await _paid(vouchers.values())
        due = []
        for row in candidates:
            voucher = vouchers[row.id]
            if (
                not _keys(voucher) & paid
                and await _still_holds(row.chat_id, voucher.account)
                and not await _replaced(row, voucher)
            ):
                due.append(_value(row, voucher, paid))
        return tuple(due)

    async def past(self, today: date, limit: int) -> tuple[SentVoucher, ...]:
        """Up to `limit` messages whose voucher's payment date is over and that don't say so yet."""
        rows = (
            await tables.SentVoucher.filter(voucher__pay_on__lt=today, told_past_at__isnull=True)
            .order_by("id")
            .limit(limit)
            .prefetch_related("voucher")
        )
        vouchers = {row.id: read_voucher(row.voucher.content) for row in rows}
        paid = await _paid(vouchers.values())
        return tuple(_value(row, vouchers[row.id], paid) for row in rows)

    async def told_past(self, sent_id: int, now: datetime) -> None:
        """The message says by now what became of its voucher."""
        await tables.SentVoucher.filter(id=sent_id).update(told_past_at=now)


Key = tuple[str, str]
"""What a line pays: '' and an invoice's number, or an account and 'plan/number'."""


def _keys(voucher: Voucher) -> set[Key]:
    account = voucher.account if voucher.kind is VoucherKind.PLAN_INSTALMENT else ""
    return {(account, line.reference) for line in voucher.lines}


def _value(row: tables.SentVoucher, voucher: Voucher, paid: set[Key]) -> SentVoucher:
    all_paid = _keys(voucher) <= paid
    return SentVoucher(row.id, row.voucher_id, voucher, row.chat_id, row.message_id, all_paid)


async def _paid(vouchers: Iterable[Voucher]) -> set[Key]:
    """Of all that these vouchers collect, what is paid by now."""
    keys = {key for voucher in vouchers for key in _keys(voucher)}
    paid: set[Key] = set()
    for receipts in _in_parts(reference for account, reference in keys if not account):
        sums: dict[str, Decimal] = {}
        for payment in await tables.Payment.filter(
            invoice_id__in=receipts, reversed_on__isnull=True
        ):
            sums[payment.invoice_id] = sums.get(payment.invoice_id, ZERO) + payment.amount
        for invoice in await tables.Invoice.filter(receipt__in=list(sums)):
            if sums[invoice.receipt] >= invoice.amount:
                paid.add(("", invoice.receipt))
    for accounts in _in_parts({account for account, _ in keys if account}):
        instalments = tables.Instalment.filter(account_id__in=accounts, paid_on__isnull=False)
        paid |= {(one.account_id, f"{one.plan}/{one.number}") for one in await instalments} & keys
    return paid


def _in_parts(values: Iterable[str]) -> Iterable[list[str]]:
    rest = iter(sorted(values))
    while part := list(islice(rest, AT_ONCE)):
        yield part


async def _still_holds(chat_id: int, account: str) -> bool:
    return await tables.LinkedAccount.filter(
        user__chats__id=chat_id, account_id=account, frozen_at__isnull=True
    ).exists()


async def _replaced(row: tables.SentVoucher, voucher: Voucher) -> bool:
    """Whether the chat was sent another voucher later that pays any of the same."""
    later = await tables.SentVoucher.filter(
        chat_id=row.chat_id, id__gt=row.id, voucher__account_id=voucher.account
    ).prefetch_related("voucher")
    return any(
        _keys(read_voucher(one.voucher.content)) & _keys(voucher)
        for one in later
        if one.voucher_id != row.voucher_id
    )
