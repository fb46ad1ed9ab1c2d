"""The kinds of files that the utility gives, and what each of their columns fills.

    cuentas    cuenta, titular, documento, domicilio, codigo_pago_electronico
    facturas   comprobante, cuenta, periodo, emision, vencimiento, importe, and what is printed
               besides: tarifa, medidor, lectura_anterior, …
    pagos      comprobante, fecha, importe, medio, and operacion
    tasas      desde, tasa_anual, tasa_pasiva_bna
    cuotas     plan, cuenta, cuota, vencimiento, importe, pagada_el
    conceptos  comprobante, orden, concepto, importe, and tipo, cantidad, precio_unitario

`docs/datos.md` tells staff the same. A line whose key is known updates what is known of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from storage.imports import agreement, identifiers, values
from storage.imports.agreement import Row
from texts.staff import imports as texts

PAYMENTS = "pagos"
Type = Literal["TEXT", "DATE", "NUMERIC", "INTEGER"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: how it is read, and which columns of the table it fills.

    An `optional` column may be missing in the file, and its field may be empty then: a `default`
    or nothing is kept. `blank` lets the field of a required column be empty. What it `fills`
    besides the table's columns is only staged, to compare by.
    """

    header: str
    read: values.Reader
    fills: tuple[str, ...]
    type: Type = "TEXT"
    optional: bool = False
    blank: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of the table whose value has to be known in another table."""

    column: str
    header: str
    table: str
    key: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file and its table.

    `key` names the table's columns that tell one line from another. Where `whole` names some of
    them, a file holds all lines of those it names: those it no longer holds are removed. `check`
    yields the header and the reason of what doesn't agree within a line, or with today.
    """

    name: str
    table: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    key_header: str
    references: tuple[Reference, ...] = ()
    whole: str | None = None
    repeated: str = texts.REPEATED_LINE
    check: Callable[[Row, date], Iterator[tuple[str, str]]] | None = None


class UnknownKind(ValueError):
    """There is no such kind of file; the text says which there are, to staff."""


_ACCOUNT = Column("cuenta", identifiers.identifier(32), ("account_id",))
_RECEIPT = Column("comprobante", identifiers.receipt, ("invoice_id",))
_KNOWN_ACCOUNT = Reference("account_id", "cuenta", "accounts", "number", texts.UNKNOWN_ACCOUNT)
_KNOWN_RECEIPT = Reference(
    "invoice_id", "comprobante", "invoices", "receipt", texts.UNKNOWN_RECEIPT
)


def _extra(header: str, read: values.Reader, fills: str, type_: Type = "TEXT") -> Column:
    return Column(header, read, (fills,), type_, optional=True)


_PRINTED = (
    _extra("tarifa", values.text(60), "tariff"),
    _extra("medidor", identifiers.identifier(32), "meter"),
    _extra("lectura_anterior", values.quantity, "previous_reading", "NUMERIC"),
    _extra("fecha_lectura_anterior", values.day, "previous_read_on", "DATE"),
    _extra("lectura_actual", values.quantity, "current_reading", "NUMERIC"),
    _extra("fecha_lectura_actual", values.day, "current_read_on", "DATE"),
    _extra("consumo_m3", values.quantity, "consumption", "NUMERIC"),
    _extra("segundo_vencimiento", values.day, "second_due", "DATE"),
    _extra("segundo_importe", values.amount, "second_amount", "NUMERIC"),
    _extra("iva_contenido", values.amount, "vat", "NUMERIC"),
    _extra("otros_impuestos_nacionales", values.amount, "other_national", "NUMERIC"),
    _extra("autorizacion", values.authorisation_kind, "authorisation"),
    _extra("codigo_autorizacion", values.authorisation_code, "authorisation_code"),
    _extra("vencimiento_autorizacion", values.day, "authorisation_expires", "DATE"),
    _extra("cuit_emisor", identifiers.cuit, "issuer_cuit"),
    _extra("punto_venta", values.whole(5), "point_of_sale", "INTEGER"),
    _extra("tipo_comprobante", values.whole(3), "receipt_type", "INTEGER"),
    _extra("numero_comprobante", values.whole(8), "receipt_number", "INTEGER"),
    _extra("tipo_documento", values.whole(2), "customer_document_type", "INTEGER"),
    _extra("numero_documento", identifiers.invoice_document, "customer_document"),
)
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="cuentas",
            table="accounts",
            columns=(
                Column("cuenta", identifiers.identifier(32), ("number",)),
                Column("titular", values.text(200), ("holder",)),
                Column("documento", identifiers.document, ("document",), blank=True, default=""),
                Column("domicilio", values.text(200), ("address",), blank=True, default=""),
                Column("codigo_pago_electronico", identifiers.payment_code, ("payment_code",)),
            ),
            key=("number",),
            key_header="cuenta",
        ),
        Kind(
            name="facturas",
            table="invoices",
            columns=(
                Column("comprobante", identifiers.receipt, ("receipt",)),
                _ACCOUNT,
                Column("periodo", values.period, ("year", "bimester", "part", "parts"), "INTEGER"),
                Column("emision", values.day, ("issued",), "DATE"),
                Column("vencimiento", values.day, ("due",), "DATE"),
                Column("importe", values.amount, ("amount",), "NUMERIC"),
                *_PRINTED,
            ),
            key=("receipt",),
            key_header="comprobante",
            references=(_KNOWN_ACCOUNT,),
            check=agreement.check_invoice,
        ),
        Kind(
            name=PAYMENTS,
            table="payments",
            columns=(
                _RECEIPT,
                Column("fecha", values.day, ("paid_on",), "DATE"),
                Column("importe", values.signed_amount, ("amount",), "NUMERIC"),
                Column("medio", values.means, ("means", "means_key")),
                Column(
                    "operacion", identifiers.operation, ("operation",), optional=True, default=""
                ),
            ),
            key=("invoice_id", "means_key", "operation"),  # `payments` says what more
            key_header="comprobante",
            references=(_KNOWN_RECEIPT,),
            check=agreement.check_payment,
        ),
        Kind(
            name="tasas",
            table="rates",
            columns=(
                Column("desde", values.day, ("since",), "DATE"),
                Column("tasa_anual", values.rate, ("yearly",), "NUMERIC"),
                Column("tasa_pasiva_bna", values.rate, ("bna_passive",), "NUMERIC"),
            ),
            key=("since",),
            key_header="desde",
        ),
        Kind(
            name="cuotas",
            table="instalments",
            columns=(
                Column("plan", identifiers.identifier(32), ("plan",)),
                _ACCOUNT,
                Column("cuota", values.whole(4), ("number",), "INTEGER"),
                Column("vencimiento", values.day, ("due",), "DATE"),
                Column("importe", values.positive_amount, ("amount",), "NUMERIC"),
                Column("pagada_el", values.day, ("paid_on",), "DATE", blank=True),
            ),
            key=("account_id", "plan", "number"),
            key_header="cuota",
            references=(_KNOWN_ACCOUNT,),
            check=agreement.check_instalment,
        ),
        Kind(
            name="conceptos",
            table="concepts",
            columns=(
                _RECEIPT,
                Column("orden", values.whole(4), ("position",), "INTEGER"),
                Column("concepto", values.text(200), ("name",)),
                Column("importe", values.signed_amount, ("amount",), "NUMERIC"),
                Column("tipo", values.concept_kind, ("kind",), optional=True, default="concept"),
                _extra("cantidad", values.quantity, "quantity", "NUMERIC"),
                _extra("precio_unitario", values.quantity, "unit_price", "NUMERIC"),
            ),
            key=("invoice_id", "position"),
            key_header="orden",
            references=(_KNOWN_RECEIPT,),
            whole="invoice_id",
        ),
    )
}


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        UnknownKind: there is none.
    """
    try:
        return KINDS[name.strip().lower()]
    except KeyError:
        raise UnknownKind(texts.unknown_kind(name, tuple(KINDS))) from None
