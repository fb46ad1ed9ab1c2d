"""What a full invoice prints besides its amount; the billing data may lack any of it.

InvoiceCopy           what is printed: the customer's copy of an invoice, as of a day
  Invoice, Account
  InvoiceDetail       the billing's own data: reading, concepts, authorisation, ...
  pending debts       computed for the day of printing (Ley 24.240 art. 30 bis)
  codes               the cash networks' digits, where it can still be paid
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.accounts import Account
from domain.invoices import Invoice, Period
from domain.money import ZERO
from domain.vouchers import VoucherLine

MOST_ROUNDING = Decimal(1)
"""Pesos: a bill is rounded to whole pesos at the most, so what is lacking beyond is no rounding."""

LONGEST_DOCUMENT = 20
"""The digits of a customer's document that a fiscal QR code has room for (RG 4892/2020)."""


class ConceptKind(StrEnum):
    """Whether a line of the invoice is for the service or a tax on it."""

    CONCEPT = "concept"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Concept:
    """A line of the invoice. Pesos; the quantity is in the unit that the name tells."""

    name: str
    amount: Decimal
    kind: ConceptKind = ConceptKind.CONCEPT
    quantity: Decimal | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MeterReading:
    """A period's consumption in cubic metres, and the readings it is the difference of."""

    meter: str = ""
    previous: Decimal | None = None
    previous_on: date | None = None
    current: Decimal | None = None
    current_on: date | None = None
    consumption: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PastConsumption:
    """What was consumed in an earlier period, in cubic metres."""

    period: Period
    consumption: Decimal


class AuthorisationKind(StrEnum):
    """The tax office's authorisation codes that a fiscal QR code knows (RG 4892/2020)."""

    CAE = "CAE"
    CAEA = "CAEA"


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The tax office's authorisation of an invoice, as the billing obtained it.

    `receipt_type` is the tax office's table: 17 and 18 are Liquidación de Servicios Públicos A
    and B. `customer_document_type` is 80 CUIT, 86 CUIL, 96 DNI, 99 none.
    """

    kind: AuthorisationKind
    code: str
    cuit: str
    point_of_sale: int
    receipt_type: int
    receipt_number: int
    expires: date | None = None
    customer_document_type: int | None = None
    customer_document: str | None = None

    @property
    def fills_the_qr(self) -> bool:
        """Whether the data that every fiscal QR code must carry are there and have their form."""
        return (
            _digits(self.code, 14)
            and _digits(self.cuit, 11)
            and 0 < self.point_of_sale < 10**5
            and 0 < self.receipt_type < 10**3
            and 0 < self.receipt_number < 10**8
        )

    @property
    def customer(self) -> tuple[int, int] | None:
        """The customer's document as the QR code carries it: its type, and its number.

        Dots, hyphens and spaces make no difference; None where either is missing or no number.
        """
        number = re.sub(r"[\s.\-]", "", self.customer_document or "")
        kind = self.customer_document_type
        if kind is None or not 0 < kind < 100 or not 0 < len(number) <= LONGEST_DOCUMENT:
            return None
        return (kind, int(number)) if _digits(number, len(number)) else None


@dataclass(frozen=True, slots=True)
class SecondDue:
    """A later due date and the amount in pesos that is paid until then."""

    due: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Transparency:
    """The taxes within the amount, in pesos, that Ley 27.743 has told to final consumers."""

    vat: Decimal | None
    other_national: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class InvoiceDetail:
    """All that the billing may tell of an invoice; what is missing is not printed."""

    tariff: str = ""
    reading: MeterReading | None = None
    history: tuple[PastConsumption, ...] = ()
    concepts: tuple[Concept, ...] = ()
    authorisation: Authorisation | None = None
    second_due: SecondDue | None = None
    transparency: Transparency | None = None

    @property
    def services(self) -> tuple[Concept, ...]:
        """The lines for the service, in the billing's order."""
        return tuple(line for line in self.concepts if line.kind is ConceptKind.CONCEPT)

    @property
    def taxes(self) -> tuple[Concept, ...]:
        """The taxes, in the billing's order."""
        return tuple(line for line in self.concepts if line.kind is ConceptKind.TAX)

    def adjustment(self, amount: Decimal) -> Decimal:
        """What the lines lack to the invoice's amount, in pesos: rounding, mostly nothing."""
        return amount - total(self.concepts) if self.concepts else ZERO

    def undetailed(self, amount: Decimal) -> bool:
        """Whether the lines lack more than rounding: the billing didn't give them all."""
        return abs(self.adjustment(amount)) > MOST_ROUNDING


@dataclass(frozen=True, slots=True)
class CashCodes:
    """The digits with which an unpaid invoice in time is paid at the cash networks."""

    pago_facil: str
    rapipago: str


@dataclass(frozen=True, slots=True)
class AboveLimit:
    """The amount is larger than the networks' codes can carry. Pesos."""

    limit: Decimal


@dataclass(frozen=True, slots=True)
class NoCodes:
    """The networks' codes can't carry the due date or the voucher's number."""


@dataclass(frozen=True, slots=True)
class InvoiceCopy:
    """An invoice as it is printed on a day (manual, 'Impresión de Factura').

    `pending` are the account's other debts with their interest to that day; an empty tuple says
    that there are none, and None that they are not known and nothing can be said.
    """

    invoice: Invoice
    account: Account
    detail: InvoiceDetail
    printed_on: date
    pending: tuple[VoucherLine, ...] | None = None
    codes: CashCodes | AboveLimit | NoCodes | None = None


def _digits(written: str, count: int) -> bool:
    return len(written) == count and written.isascii() and written.isdecimal()


def total(concepts: Sequence[Concept]) -> Decimal:
    """The sum of lines, in pesos."""
    return sum((line.amount for line in concepts), ZERO)
