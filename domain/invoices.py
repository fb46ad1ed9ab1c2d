"""Invoices and their state on a day (manual: 'Estado de Cuenta', 'Impresión de Factura')."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from domain.money import ZERO


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A billed period: year and bimester (1 to 6), and the part of it when a bill is split."""

    year: int
    bimester: int
    part: int = 0
    parts: int = 0


_DATE = re.compile(r"\d{4}[-/ ]\d\d?[-/ ]\d\d")
"""A day is no period: the 1st of May is in the third bimester, not in the fifth."""
_YEAR_FIRST = re.compile(r"(\d{4})[-/ ]0?([1-6])(?:[-/ ]0?(\d{1,2})(?:[/ ]0?(\d{1,2}))?)?")
_YEAR_LAST = re.compile(r"0?([1-6])[-/ ](\d{4})(?:[-/ ]0?(\d{1,2})(?:[/ ]0?(\d{1,2}))?)?")


def parse_period(written: str) -> Period:
    """Read '2026-05', '5/2026', '2026-05-1' or '2026-05 1/2' (the last ones are parts of it).

    Raises:
        ValueError: it is no year with a bimester from 1 to 6, or no possible part of it; or it is
            a date, as `2026-05-01`.
    """
    text = " ".join(written.split())
    if _DATE.fullmatch(text):
        raise ValueError(written)
    if match := _YEAR_FIRST.fullmatch(text):
        year, bimester = int(match[1]), int(match[2])
    elif match := _YEAR_LAST.fullmatch(text):
        year, bimester = int(match[2]), int(match[1])
    else:
        raise ValueError(written)
    part, parts = int(match[3] or 0), int(match[4] or 0)
    if (match[3] and part < 1) or (parts and part > parts):
        raise ValueError(written)
    return Period(year, bimester, part, parts)


class State(StrEnum):
    """The manual's two states: paid and unpaid."""

    PAID = "PAG"
    UNPAID = "IMP"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that came in, in pesos; one with a day in `reversed_on` was taken back then."""

    on: date
    amount: Decimal
    means: str
    reversed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice with what has been paid of it. Amounts in pesos.

    `payments` are all that came in, in the order of their days; `paid` adds up those that count.
    """

    receipt: str
    account: str
    period: Period
    issued: date
    due: date
    amount: Decimal
    paid: Decimal = ZERO
    paid_on: date | None = None
    payments: tuple[Payment, ...] = ()

    @property
    def owed(self) -> Decimal:
        """What is left to pay of the invoice's own amount, without interest."""
        return max(self.amount - self.paid, ZERO)

    @property
    def state(self) -> State:
        """PAG once its whole amount has been paid, else IMP."""
        return State.UNPAID if self.owed else State.PAID

    def overdue(self, today: date) -> bool:
        """Whether it is unpaid past its due date; on the due date it is still in time."""
        return self.state is State.UNPAID and self.due < today

    def printable(self, today: date) -> bool:
        """Whether it may be printed: only PAG or not yet overdue (manual, 'Impresión')."""
        return not self.overdue(today)


@dataclass(frozen=True)
class Statement:
    """An account's invoices as of a day, newest first, with the totals in pesos."""

    account: str
    today: date
    invoices: tuple[Invoice, ...]

    @cached_property
    def owed(self) -> Decimal:
        """All that is unpaid, without interest."""
        return sum((invoice.owed for invoice in self.invoices), ZERO)

    @cached_property
    def overdue(self) -> tuple[Invoice, ...]:
        """The overdue invoices, oldest first."""
        late = (invoice for invoice in self.invoices if invoice.overdue(self.today))
        return tuple(sorted(late, key=lambda invoice: (invoice.due, invoice.receipt)))

    @cached_property
    def overdue_total(self) -> Decimal:
        """The unpaid amounts of the overdue invoices, without interest."""
        return sum((invoice.owed for invoice in self.overdue), ZERO)


def statement(account: str, invoices: Iterable[Invoice], today: date) -> Statement:
    """Put an account's invoices in order for its statement."""
    newest_first = sorted(
        invoices, key=lambda invoice: (invoice.due, invoice.period, invoice.receipt), reverse=True
    )
    return Statement(account, today, tuple(newest_first))
