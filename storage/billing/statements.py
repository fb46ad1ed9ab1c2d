"""What an account's conversations read of its billing: invoices with payments, instalments, rates.

Plain SQL, one statement each: Tortoise takes several times as long to make its rows.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from domain.interest import Rate
from domain.invoices import Invoice, Payment, Period
from domain.money import ZERO
from domain.plans import Instalment
from domain.vouchers import KnownVoucher
from storage.engine.codec import read_voucher
from storage.engine.database import run
from storage.engine.moments import read_moment
from storage.engine.returned import read_amount, read_day, read_day_or_none

INVOICES = """
    SELECT i.receipt, i.account_id, i.year, i.bimester, i.part, i.parts, i.issued, i.due, i.amount,
        p.paid_on, p.amount AS paid, p.means, p.reversed_on
    FROM invoices i LEFT JOIN payments p ON p.invoice_id = i.receipt
    WHERE i.account_id = ? ORDER BY i.receipt, p.paid_on, p.id
"""
INSTALMENTS = """
    SELECT plan, account_id, number, due, amount, paid_on FROM instalments
    WHERE account_id = ? ORDER BY plan, number
"""
RATES = "SELECT since, yearly, bna_passive FROM rates ORDER BY since"
VOUCHERS = """
    SELECT number, content, issued_at FROM vouchers
    WHERE account_id = ? AND pay_on >= ? ORDER BY number
"""


async def invoices_of(account: str) -> tuple[Invoice, ...]:
    """The account's invoices, each with its payments in the order they were made."""
    rows = await run(INVOICES, [account])
    return tuple(_invoice(list(own)) for _, own in groupby(rows, key=itemgetter("receipt")))


async def instalments_of(account: str) -> tuple[Instalment, ...]:
    """All instalments of all plans of the account, in order."""
    return tuple(
        Instalment(
            row["plan"],
            row["account_id"],
            row["number"],
            read_day(row["due"]),
            read_amount(row["amount"]),
            read_day_or_none(row["paid_on"]),
        )
        for row in await run(INSTALMENTS, [account])
    )


async def all_rates() -> tuple[Rate, ...]:
    """The table `tasas`, the oldest first."""
    return tuple(
        Rate(read_day(row["since"]), read_amount(row["yearly"]), read_amount(row["bna_passive"]))
        for row in await run(RATES)
    )


async def vouchers_of(account: str, since: date) -> tuple[KnownVoucher, ...]:
    """The vouchers issued for the account that are to be paid on a day or later, in order."""
    return tuple(_known_voucher(row) for row in await run(VOUCHERS, [account, since]))


def _known_voucher(row: dict[str, Any]) -> KnownVoucher:
    issued_at = read_moment(row["issued_at"])
    assert issued_at is not None
    return KnownVoucher(row["number"], read_voucher(row["content"]), issued_at.date())


def _invoice(rows: Sequence[dict[str, Any]]) -> Invoice:
    """An invoice of its rows: one for each payment, or one without any."""
    row = rows[0]
    amount = read_amount(row["amount"])
    payments = tuple(
        Payment(
            read_day(one["paid_on"]),
            read_amount(one["paid"]),
            one["means"],
            read_day_or_none(one["reversed_on"]),
        )
        for one in rows
        if one["paid_on"] is not None
    )
    paid, paid_on = _settled(amount, payments)
    return Invoice(
        receipt=row["receipt"],
        account=row["account_id"],
        period=Period(row["year"], row["bimester"], row["part"], row["parts"]),
        issued=read_day(row["issued"]),
        due=read_day(row["due"]),
        amount=amount,
        paid=paid,
        paid_on=paid_on,
        payments=payments,
    )


def _settled(amount: Decimal, payments: Iterable[Payment]) -> tuple[Decimal, date | None]:
    """What was paid in all, and the day on which that covered the whole amount."""
    paid, paid_on = ZERO, None
    for payment in payments:
        if payment.reversed_on is not None:
            continue
        paid += payment.amount
        if paid_on is None and paid >= amount:
            paid_on = payment.on
    return paid, paid_on
