"""Invoices: paid or not, overdue or not, and the periods they are for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invoices import Invoice, Period, State, parse_period, statement

DUE = date(2026, 11, 10)
BILL = Invoice("00001-00000001", "1", Period(2026, 5), date(2026, 10, 20), DUE, Decimal("1000.00"))


@pytest.mark.parametrize(
    ("paid", "state", "owed"),
    [
        ("0", State.UNPAID, "1000.00"),
        ("999.99", State.UNPAID, "0.01"),
        ("1000.00", State.PAID, "0"),
        ("1000.01", State.PAID, "0"),
    ],
)
def test_paid_once_the_whole_amount_is_paid(paid: str, state: State, owed: str) -> None:
    invoice = replace(BILL, paid=Decimal(paid))
    assert invoice.state is state
    assert invoice.owed == Decimal(owed)


@pytest.mark.parametrize(
    ("today", "overdue"),
    [(date(2026, 11, 9), False), (DUE, False), (date(2026, 11, 11), True)],
)
def test_on_its_due_date_it_is_in_time(today: date, overdue: bool) -> None:
    assert BILL.overdue(today) is overdue
    assert BILL.printable(today) is not overdue


def test_a_paid_one_is_never_overdue_and_may_be_printed() -> None:
    paid = replace(BILL, paid=BILL.amount)
    assert not paid.overdue(date(2030, 1, 1))
    assert paid.printable(date(2030, 1, 1))


def test_a_statement_is_newest_first_and_its_overdue_part_oldest_first() -> None:
    old = replace(BILL, receipt="2", due=date(2026, 9, 10), amount=Decimal("200.00"))
    paid = replace(BILL, receipt="3", due=date(2026, 7, 10), paid=Decimal(1000))
    coming = replace(BILL, receipt="4", due=date(2026, 12, 10), amount=Decimal("50.50"))
    shown = statement("1", [old, coming, paid, BILL], date(2026, 11, 24))
    assert shown.invoices == (coming, BILL, old, paid)
    assert shown.overdue == (old, BILL)
    assert shown.overdue_total == 1200
    assert shown.owed == Decimal("1250.50")


def test_an_account_without_invoices_owes_nothing() -> None:
    shown = statement("1", [], DUE)
    assert shown.owed == shown.overdue_total == 0


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2026-05", Period(2026, 5)),
        ("2026-5", Period(2026, 5)),
        ("2026/05", Period(2026, 5)),
        ("5/2026", Period(2026, 5)),
        ("05-2026", Period(2026, 5)),
        ("  2026   5 ", Period(2026, 5)),
        ("2026-05-1", Period(2026, 5, 1)),
        ("2026-05 1/2", Period(2026, 5, 1, 2)),
        ("2026-06 2/2", Period(2026, 6, 2, 2)),
        ("6/2026 02/02", Period(2026, 6, 2, 2)),
        ("2026-01 12/12", Period(2026, 1, 12, 12)),
    ],
)
def test_periods(written: str, period: Period) -> None:
    assert parse_period(written) == period


@pytest.mark.parametrize(
    "written",
    ["", "2026", "2026-0", "2026-07", "2026-12", "26-05", "mayo", "2026-05 3/2", "2026-05 0/2",
     "2026-05-0", "2026-05 1/2/3"],
)  # fmt: skip
def test_no_periods(written: str) -> None:
    with pytest.raises(ValueError, match="^" + written.replace("/", r"\/") + "$"):
        parse_period(written)


@given(st.integers(1000, 9999), st.integers(1, 6), st.integers(1, 24), st.integers(0, 24))
def test_a_period_written_down_is_read_again(
    year: int, bimester: int, part: int, more: int
) -> None:
    written = f"{year}-{bimester:02} {part}/{part + more}"
    assert parse_period(written) == Period(year, bimester, part, part + more)


def test_periods_go_by_year_then_bimester_then_part() -> None:
    periods = [Period(2026, 2), Period(2025, 6, 2, 2), Period(2025, 6, 1, 2), Period(2026, 1)]
    assert sorted(periods) == [periods[2], periods[1], periods[3], periods[0]]
