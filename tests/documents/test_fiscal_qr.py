"""The fiscal QR code's text, against the official example's form and a second computation."""

import base64
import json
from datetime import date
from decimal import Decimal

import pytest

from documents.fiscal_qr import fiscal_qr_text
from domain.invoice_detail import Authorisation, AuthorisationKind
from domain.invoices import Invoice, Period

URL = "https://www.afip.gob.ar/fe/qr/"


def invoice(amount: str) -> Invoice:
    return Invoice(
        "1", "1", Period(2020, 5), date(2020, 10, 13), date(2020, 11, 1), Decimal(amount)
    )


def said(text: str) -> str:
    """The JSON text within a QR code."""
    address, data = text.split("?p=")
    assert address == URL
    return base64.b64decode(data, validate=True).decode()


def test_it_is_laid_out_as_the_official_example_in_pesos() -> None:
    authorisation = Authorisation(
        AuthorisationKind.CAE,
        "70417054367476",
        "30000000007",
        10,
        1,
        94,
        customer_document_type=80,
        customer_document="20000000001",
    )
    assert said(fiscal_qr_text(invoice("12100.00"), authorisation, URL)) == (
        '{"ver":1,"fecha":"2020-10-13","cuit":30000000007,"ptoVta":10,"tipoCmp":1,"nroCmp":94,'
        '"importe":12100,"moneda":"PES","ctz":1,"tipoDocRec":80,"nroDocRec":20000000001,'
        '"tipoCodAut":"E","codAut":70417054367476}'
    )


def test_a_caea_is_told_by_its_letter_and_an_unknown_customer_is_left_out() -> None:
    authorisation = Authorisation(
        AuthorisationKind.CAEA, "21064126523746", "30000000007", 3, 18, 1234599
    )
    data = json.loads(said(fiscal_qr_text(invoice("24318.58"), authorisation, URL)))
    assert data["tipoCodAut"] == "A"
    assert not {"tipoDocRec", "nroDocRec"} & set(data)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0.00", "0"), ("0.10", "0.1"), ("24318.58", "24318.58"), ("9999999999999.99",) * 2],
)
def test_the_amount_is_written_exactly(amount: str, written: str) -> None:
    authorisation = Authorisation(AuthorisationKind.CAE, "70417054367476", "30000000007", 1, 6, 1)
    text = said(fiscal_qr_text(invoice(amount), authorisation, URL))
    assert f'"importe":{written},' in text
