"""What has to agree within a line, or with today: the header and the reason of what doesn't."""

from collections.abc import Iterator, Mapping
from datetime import date

from storage.imports import identifiers
from texts.staff import imports as texts

Row = Mapping[str, str | None]
"""A line's values by the columns that they fill."""

_TOGETHER = (
    (
        ("autorizacion", "authorisation"),
        ("codigo_autorizacion", "authorisation_code"),
        ("cuit_emisor", "issuer_cuit"),
        ("punto_venta", "point_of_sale"),
        ("tipo_comprobante", "receipt_type"),
        ("numero_comprobante", "receipt_number"),
    ),
    (("segundo_vencimiento", "second_due"), ("segundo_importe", "second_amount")),
)


def check_invoice(row: Row, today: date) -> Iterator[tuple[str, str]]:
    """Dates, what belongs together, and the customer's document."""
    if (row["due"] or "") < (row["issued"] or ""):
        yield "vencimiento", texts.DUE_BEFORE_ISSUE
    for group in _TOGETHER:
        missing = [header for header, column in group if not row.get(column)]
        if missing and len(missing) < len(group):
            yield missing[0], texts.goes_with(tuple(header for header, _ in group))
    number, of_cuits = row.get("customer_document"), identifiers.CUIT_TYPES
    if number and row.get("customer_document_type") in of_cuits and not identifiers.is_cuit(number):
        yield "numero_documento", texts.NOT_A_CUIT


def check_payment(row: Row, today: date) -> Iterator[tuple[str, str]]:
    """Nobody has paid tomorrow."""
    if (row["paid_on"] or "") > today.isoformat():
        yield "fecha", texts.FUTURE_PAYMENT


def check_instalment(row: Row, today: date) -> Iterator[tuple[str, str]]:
    """Nobody has paid tomorrow."""
    if (row["paid_on"] or "") > today.isoformat():
        yield "pagada_el", texts.FUTURE_PAYMENT
