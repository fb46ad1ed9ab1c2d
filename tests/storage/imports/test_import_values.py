"""How each field of a file is read, and what is refused."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports import identifiers, values
from storage.imports.cells import Refused
from storage.imports.files import plain
from texts.common.formats import day, money

PESOS = st.decimals(min_value=0, max_value=10**12 - 1, places=2)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12345.67", "12345.67"),
        ("12.345,67", "12345.67"),
        ("12,345.67", "12345.67"),
        ("12345,67", "12345.67"),
        ("1 234 567,50", "1234567.50"),
        ("$ 1\N{NO-BREAK SPACE}234,50", "1234.50"),
        ("1.234,50 $", "1234.50"),
        ("$ 12.345,67", "12345.67"),
        ("$12345", "12345.00"),
        ("1.234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("1.234.567,8", "1234567.80"),
        ("0", "0.00"),
        ("0,5", "0.50"),
        ("007,50", "7.50"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, read: str) -> None:
    assert values.amount(written) == (read,)


@pytest.mark.parametrize(
    "written",
    ["1,234", "1.2345", "0.123", "12.34.56", "1.23,4", "12,", ",5", "-1", "1e3", "NaN", "١٢",
     "doce", "1 2.3 4x", "1000000000000", "--1", "12.345,678", "1$2", "12 34", "1 234 5"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        values.amount(written)


@given(PESOS)
def test_every_amount_is_read_back_from_each_form(pesos: Decimal) -> None:
    forms = {f"{pesos}", f"{pesos:.2f}".replace(".", ","), f"{pesos:,.2f}", money(pesos)}
    assert {values.amount(form) for form in forms} == {(f"{pesos:.2f}",)}


@given(PESOS.filter(bool))
def test_negative_amounts_keep_their_sign(pesos: Decimal) -> None:
    assert values.signed_amount(money(-pesos)) == (f"{-pesos:.2f}",)
    with pytest.raises(Refused):
        values.amount(money(-pesos))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_date_is_read_back_from_each_form(written: date) -> None:
    assert values.day(written.isoformat()) == (written.isoformat(),)
    assert values.day(day(written)) == (written.isoformat(),)


@pytest.mark.parametrize(
    "written",
    ["31/02/2026", "2026-13-01", "24/11/26", "11.24.2026", "hoy", "24/11/0226", "٢٤/11/2026"],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        values.day(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("45", "45.0000"), ("45,5", "45.5000"), ("45.125 %", "45.1250"), ("0", "0.0000")],
)
def test_rates_have_their_own_decimals(written: str, read: str) -> None:
    assert values.rate(written) == (read,)


@pytest.mark.parametrize("written", ["-1", "1.234,5", "123456", "45%%", "cuarenta"])
def test_what_is_no_rate_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        values.rate(written)


def test_zeros_before_a_whole_number_do_not_matter_however_many() -> None:
    assert values.whole(4)("0" * 5000) == ("0",)
    assert values.whole(4)("0" * 5000 + "12") == ("12",)
    with pytest.raises(Refused):
        values.whole(4)("12345")


def test_a_spreadsheets_number_is_no_payment_code() -> None:
    with pytest.raises(Refused):
        identifiers.payment_code("1,23457E+18")


@pytest.mark.parametrize(
    ("written", "right"),
    [("30-00000000-7", True), ("20267565393", True), ("30000000008", False), ("123", False)],
)
def test_a_cuit_is_held_to_its_last_digit(written: str, right: bool) -> None:
    if right:
        assert len(identifiers.cuit(written)[0] or "") == 11
    else:
        with pytest.raises(Refused):
            identifiers.cuit(written)


@given(st.text())
def test_any_text_is_kept_or_refused(written: str) -> None:
    readers = (
        values.amount, values.day, values.period, values.rate, identifiers.receipt, values.quantity,
        identifiers.payment_code, identifiers.cuit, identifiers.document, identifiers.identifier(9),
        identifiers.operation, values.whole(), values.text(40), values.concept_kind, values.means,
    )  # fmt: skip
    for read in readers:
        with suppress(Refused):
            assert read(written)


@given(st.dates(max_value=date(1899, 12, 31)) | st.dates(min_value=date(2200, 1, 1)))
def test_years_far_off_are_slips(written: date) -> None:
    with pytest.raises(Refused):
        values.day(written.isoformat())


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (" Fecha  Emisión ", "fecha_emision"),
        ("CÓDIGO_PAGO-ELECTRÓNICO", "codigo_pago_electronico"),
        ("consumo m3", "consumo_m3"),
        ("", ""),
    ],
)
def test_a_columns_name_is_plain(header: str, name: str) -> None:
    assert plain(header) == name
