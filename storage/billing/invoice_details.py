"""What a full invoice prints besides its amount, from the billing's optional columns."""

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


async def invoice_detail(row: tables.Invoice) -> InvoiceDetail:
    """All that the billing told of an invoice, and the account's consumption before it."""
    lines = await tables.Concept.filter(invoice_id=row.receipt).order_by("position")
    return InvoiceDetail(
        tariff=row.tariff or "",
        reading=_reading(row),
        history=await _history(row),
        concepts=tuple(
            Concept(line.name, line.amount, _kind(line), line.quantity, line.unit_price)
            for line in lines
        ),
        authorisation=_authorisation(row),
        second_due=_second_due(row),
        transparency=_transparency(row),
    )


async def _history(row: tables.Invoice) -> tuple[PastConsumption, ...]:
    """The periods before this one whose consumption is known, the oldest first.

    A bill split in parts tells the same consumption in each: its period counts once.
    """
    measured = tables.Invoice.filter(
        account_id=row.account_id, consumption__isnull=False, issued__lte=row.issued
    )
    known: dict[Period, PastConsumption] = {}
    for past in await measured.order_by("-year", "-bimester", "part").limit(4 * PERIODS_SHOWN):
        period = Period(past.year, past.bimester)
        if period < Period(row.year, row.bimester) and past.consumption is not None:
            known.setdefault(period, PastConsumption(period, past.consumption))
    return tuple(known.values())[: PERIODS_SHOWN - 1][::-1]


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
