"""The tax office's QR code (RG 4892/2020), only for invoices that carry a CAE or CAEA."""

import base64
import io
import json
from decimal import Decimal

import segno
from markupsafe import Markup

from domain.invoice_detail import Authorisation, AuthorisationKind
from domain.invoices import Invoice

_KIND = {AuthorisationKind.CAE: "E", AuthorisationKind.CAEA: "A"}


def fiscal_qr_text(invoice: Invoice, authorisation: Authorisation, url: str) -> str:
    """Write what the QR code says: the address, and the invoice's data in the order laid down.

    Args:
        invoice: Its issue date and its amount in pesos are told.
        authorisation: As the billing obtained it; one that `fills_the_qr`. A customer's document
            that is no number is left out.
        url: The tax office's address, without a query.
    """
    data: dict[str, str | int | float] = {
        "ver": 1,
        "fecha": invoice.issued.isoformat(),
        "cuit": int(authorisation.cuit),
        "ptoVta": authorisation.point_of_sale,
        "tipoCmp": authorisation.receipt_type,
        "nroCmp": authorisation.receipt_number,
        "importe": _json_number(invoice.amount),
        "moneda": "PES",
        "ctz": 1,
    }
    if authorisation.customer is not None:
        data["tipoDocRec"], data["nroDocRec"] = authorisation.customer
    data["tipoCodAut"] = _KIND[authorisation.kind]
    data["codAut"] = int(authorisation.code)
    compact = json.dumps(data, separators=(",", ":"))
    return f"{url}?p={base64.b64encode(compact.encode()).decode()}"


def fiscal_qr(invoice: Invoice, authorisation: Authorisation, url: str) -> Markup:
    """Draw the QR code as an SVG of one path, as large as the page's style makes it."""
    drawn = io.BytesIO()
    code = segno.make_qr(fiscal_qr_text(invoice, authorisation, url), error="m")
    code.save(
        drawn,
        kind="svg",
        border=4,
        xmldecl=False,
        omitsize=True,
        svgclass="qr",
        light="#fff",
        title=f"Código QR fiscal, con el {authorisation.kind} {authorisation.code} y la factura",
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704  # the library's drawing of modules


def _json_number(amount: Decimal) -> int | float:
    """12100 or 12100.5; up to 13 integer digits and cents, which a float writes exactly."""
    return int(amount) if amount == int(amount) else float(amount)
