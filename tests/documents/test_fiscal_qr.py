"""The fiscal QR code's text, against the official example's form and a second computation."""

import base64
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from documents.fiscal_qr import fiscal_qr_text
from domain.invoice_detail import Authorisation, AuthorisationKind
from domain.invoices import Invoice, Period

URL = "https://www.afip.gob.ar/fe/qr/"
OFFICIAL = Authorisation(
    AuthorisationKind.CAE,
    "70417054367476",
    "30000000007",
    10,
    1,
    94,
    customer_document_type=80,
    customer_document="20000000001",
)


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
    assert said(fiscal_qr_text(invoice("12100.00"), OFFICIAL, URL)) == (
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


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("30-70751234-9", 30707512349),
        ("20.111.222", 20111222),
        (" 20 111 222 ", 20111222),
        ("08123456", 8123456),
        ("0", 0),
        ("9" * 20, int("9" * 20)),
    ],
)
def test_a_customers_document_is_told_by_its_digits_however_it_is_written(
    written: str, number: int
) -> None:
    authorisation = replace(OFFICIAL, customer_document=written)
    data = json.loads(said(fiscal_qr_text(invoice("1.00"), authorisation, URL)))
    assert (data["tipoDocRec"], data["nroDocRec"]) == (80, number)


@pytest.mark.parametrize("written", ["S/D", "M-1234567", "٣٤٥", "-", "", "9" * 21, "²", None])
def test_a_document_that_is_no_number_is_left_out_of_the_code(written: str | None) -> None:
    authorisation = replace(OFFICIAL, customer_document=written)
    data = json.loads(said(fiscal_qr_text(invoice("1.00"), authorisation, URL)))
    assert not {"tipoDocRec", "nroDocRec"} & set(data)
    assert data["codAut"] == 70417054367476


def test_a_document_without_its_type_is_left_out_of_the_code() -> None:
    authorisation = replace(OFFICIAL, customer_document_type=None)
    assert "nroDocRec" not in said(fiscal_qr_text(invoice("1.00"), authorisation, URL))


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "7041705436747"},
        {"code": ""},
        {"code": "7041705436747X"},
        {"cuit": "30-00000000-7"},
        {"point_of_sale": 0},
        {"receipt_type": 1000},
        {"receipt_number": 10**8},
    ],
)
def test_data_that_no_code_can_carry_are_known_beforehand(wrong: dict[str, Any]) -> None:
    assert OFFICIAL.fills_the_qr
    assert not replace(OFFICIAL, **wrong).fills_the_qr
