"""Vouchers for the cash networks: what is paid, on which date, for how much.

Manual, 'Comprobante Factura Vencida': valid only at Rapipago and Pago Fácil; the payment date is
the voucher's due date, today by default and at most 15 days ahead.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.interest import AppliedRate, Rate, late_interest, rate_for
from domain.invoices import Invoice, Period
from domain.money import ZERO

DAYS_AHEAD = 15
DAYS_TO_SHOW = 10
"""How long after its payment date a voucher may have been paid without our knowing: a guess, on the
safe side, only used to warn before paying twice."""


class VoucherKind(StrEnum):
    """What a voucher pays."""

    OVERDUE_INVOICES = "overdue_invoices"
    PLAN_INSTALMENT = "plan_instalment"
    INVOICE = "invoice"  # one that is not overdue, paid with its own printed copy


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One thing paid by a voucher: an invoice, or an instalment of a plan. Pesos."""

    reference: str
    due: date
    amount: Decimal
    period: Period | None = None
    days_late: int = 0
    interest: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """The amount with its interest."""
        return self.amount + self.interest


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a cashier collects: lines, and a payment date that is its due date."""

    kind: VoucherKind
    account: str
    pay_on: date
    lines: tuple[VoucherLine, ...]
    rate: AppliedRate | None = None

    @property
    def total(self) -> Decimal:
        """The sum of lines that are already rounded."""
        return sum((line.total for line in self.lines), ZERO)

    @property
    def amount(self) -> Decimal:
        """The sum without interest."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def interest(self) -> Decimal:
        """The interest of all lines."""
        return sum((line.interest for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class IssuedVoucher:
    """A voucher with its number and the digits that each network's scanner reads."""

    number: int
    voucher: Voucher
    pago_facil: str
    rapipago: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class KnownVoucher:
    """A voucher issued before, with its number."""

    number: int
    voucher: Voucher
    issued_on: date

    def covers(self, references: Collection[str]) -> bool:
        """Whether it pays any of these invoices or instalments."""
        return any(line.reference in references for line in self.voucher.lines)


def recent(vouchers: Iterable[KnownVoucher], today: date) -> tuple[KnownVoucher, ...]:
    """Those that can still be paid, or whose payment may not show yet; the newest first."""
    since = today - timedelta(days=DAYS_TO_SHOW)
    known = [one for one in vouchers if one.voucher.pay_on >= since]
    return tuple(sorted(known, key=lambda one: (one.issued_on, one.number), reverse=True))


def payment_days(today: date) -> tuple[date, ...]:
    """The dates a voucher may fall due: today and the 15 days after it."""
    return tuple(today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1))


def overdue_voucher(
    account: str, overdue: Iterable[Invoice], rates: Sequence[Rate], pay_on: date
) -> Voucher:
    """Calculate the voucher of overdue invoices for a payment date.

    Raises:
        RateUnknown: the table of rates can't tell the interest for that date.
    """
    rate = rate_for(rates, pay_on)
    lines = tuple(
        VoucherLine(
            reference=invoice.receipt,
            due=invoice.due,
            amount=invoice.owed,
            period=invoice.period,
            days_late=(pay_on - invoice.due).days,
            interest=late_interest(invoice.owed, invoice.due, pay_on, rate),
        )
        for invoice in overdue
    )
    return Voucher(VoucherKind.OVERDUE_INVOICES, account, pay_on, lines, rate)


def invoice_voucher(invoice: Invoice) -> Voucher:
    """What the printed copy of an unpaid invoice collects until its due date: what is owed."""
    line = VoucherLine(invoice.receipt, invoice.due, invoice.owed, invoice.period)
    return Voucher(VoucherKind.INVOICE, invoice.account, invoice.due, (line,))
