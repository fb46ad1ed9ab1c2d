"""What a full invoice prints besides its amount, from the billing's optional columns."""

from collections.abc import Iterable

from domain.invoice_detail import (
    Authorisation,
    AuthorisationKind,
    Concept,
    ConceptKind,
    InvoiceDetail,
    MeterReading,
    PastConsumption,
    SecondDue,
    Transparency,
)
from domain.invoices import Period
from domain.money import ZERO
from storage import tables

PERIODS_SHOWN = 6  # of consumption, the invoice's own last
History = tuple[PastConsumption, ...]


async def invoice_detail(account: str, receipt: str) -> InvoiceDetail | None:
    """All that the billing told of an invoice, and the account's consumption before it.

    None if the account has no such invoice.
    """
    rows = await tables.Invoice.filter(account_id=account)
    row = next((row for row in rows if row.receipt == receipt), None)
    if row is None:
        return None
    lines = await tables.Concept.filter(invoice_id=receipt).order_by("position")
    return InvoiceDetail(
        tariff=row.tariff or "",
        reading=_reading(row),
        history=_history(row, rows),
        concepts=tuple(
            Concept(line.name, line.amount, _kind(line), line.quantity, line.unit_price)
            for line in lines
        ),
        authorisation=_authorisation(row),
        second_due=_second_due(row),
        transparency=_transparency(row),
    )


def _history(row: tables.Invoice, all_rows: Iterable[tables.Invoice]) -> History:
    """Of the account's invoices the periods before this one whose consumption is known, in order.

    A bill split in parts tells the same consumption in each: its period counts once.
    """
    known: dict[Period, PastConsumption] = {}
    for past in sorted(all_rows, key=lambda one: one.part):
        period = Period(past.year, past.bimester)
        before = period < Period(row.year, row.bimester) and past.issued <= row.issued
        if before and past.consumption is not None:
            known.setdefault(period, PastConsumption(period, past.consumption))
    return tuple(known[period] for period in sorted(known))[1 - PERIODS_SHOWN :]


def _reading(row: tables.Invoice) -> MeterReading | None:
    reading = MeterReading(
        meter=row.meter or "",
        previous=row.previous_reading,
        previous_on=row.previous_read_on,
        current=row.current_reading,
        current_on=row.current_read_on,
        consumption=row.consumption,
    )
    return None if reading == MeterReading() else reading


def _kind(line: tables.Concept) -> ConceptKind:
    return ConceptKind.TAX if line.kind == ConceptKind.TAX else ConceptKind.CONCEPT


def _authorisation(row: tables.Invoice) -> Authorisation | None:
    """The importer takes these columns all together or not at all, and knows two kinds."""
    if row.authorisation not in set(AuthorisationKind):
        return None
    return Authorisation(
        kind=AuthorisationKind(row.authorisation),
        code=row.authorisation_code or "",
        cuit=row.issuer_cuit or "",
        point_of_sale=row.point_of_sale or 0,
        receipt_type=row.receipt_type or 0,
        receipt_number=row.receipt_number or 0,
        expires=row.authorisation_expires,
        customer_document_type=row.customer_document_type,
        customer_document=row.customer_document,
    )


def _second_due(row: tables.Invoice) -> SecondDue | None:
    if row.second_due is None or row.second_amount is None:
        return None
    return SecondDue(row.second_due, row.second_amount)


def _transparency(row: tables.Invoice) -> Transparency | None:
    if row.vat is None and row.other_national is None:
        return None
    return Transparency(row.vat, row.other_national or ZERO)
