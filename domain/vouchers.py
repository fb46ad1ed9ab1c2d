"""Vouchers for the cash networks: what is paid, on which date, for how much.

Manual, 'Comprobante Factura Vencida': valid only at Rapipago and Pago Fácil; the payment date is
the voucher's due date, today by default and at most 15 days ahead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.interest import AppliedRate, Rate, late_interest, rate_for
from domain.invoices import Invoice, Period
from domain.money import ZERO

DAYS_AHEAD = 15


class VoucherKind(StrEnum):
    """What a voucher pays."""

    OVERDUE_INVOICES = "overdue_invoices"
    PLAN_INSTALMENT = "plan_instalment"


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
