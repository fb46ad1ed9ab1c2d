"""How amounts, dates and periods are written."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import ZONE
from domain.invoices import Period
from texts.common import formats

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "$ 0,00"),
        ("0.05", "$ 0,05"),
        ("999.9", "$ 999,90"),
        ("1000", "$ 1.000,00"),
        ("12345.67", "$ 12.345,67"),
        ("1234567.89", "$ 1.234.567,89"),
        ("-12.5", "-$ 12,50"),
    ],
)
def test_money(amount: str, written: str) -> None:
    text = formats.money(Decimal(amount))
    assert text == written.replace(" ", "\N{NO-BREAK SPACE}")


@given(st.integers(0, 10**12))
def test_money_says_every_cent(cents: int) -> None:
    text = formats.money(Decimal(cents).scaleb(-2))
    assert int("".join(sign for sign in text if sign.isdigit())) == cents
    assert text[-3] == ","


@pytest.mark.parametrize(
    ("value", "written"),
    [("45.82", "45,82 %"), ("45.50", "45,5 %"), ("45", "45 %"), ("0", "0 %"), ("100.0", "100 %")],
)
def test_percent(value: str, written: str) -> None:
    assert formats.percent(Decimal(value)).replace("\N{NO-BREAK SPACE}", " ") == written


def test_days_and_moments() -> None:
    assert formats.day(TUESDAY) == "24/11/2026"
    assert formats.short_day(date(2026, 3, 4)) == "04/03"
    assert formats.weekday(TUESDAY) == "martes 24/11"
    assert formats.long_day(date(2025, 3, 4)) == "4 de marzo de 2025"
    assert formats.moment(datetime(2026, 11, 24, 8, 5, tzinfo=ZONE)) == "24/11/2026 a las 08:05"


@pytest.mark.parametrize(
    ("period", "long", "short"),
    [
        (Period(2026, 5), "5.º bimestre 2026", "5/2026"),
        (Period(2026, 1, 1), "1.º bimestre 2026, parte 1", "1/2026 (1)"),
        (Period(2026, 6, 2, 2), "6.º bimestre 2026, parte 2 de 2", "6/2026 (2/2)"),
    ],
)
def test_periods(period: Period, long: str, short: str) -> None:
    assert formats.period(period) == long
    assert formats.short_period(period) == short


def test_one_and_many() -> None:
    assert formats.plural(1, "factura", "facturas") == "1 factura"
    assert formats.plural(0, "factura", "facturas") == "0 facturas"
    assert formats.plural(3, "factura", "facturas") == "3 facturas"
