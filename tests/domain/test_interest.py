"""Late interest, against hand-made sums and a second computation in whole numbers."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.interest import AppliedRate, Rate, RateUnknown, late_interest, rate_for

DUE = date(2026, 10, 10)
amounts = st.integers(1, 99_999_999).map(lambda cents: Decimal(cents).scaleb(-2))
rates = st.integers(0, 20_000).map(lambda basis: Decimal(basis).scaleb(-2))
days = st.integers(-400, 4000)


def at(yearly: str) -> AppliedRate:
    return AppliedRate(Decimal(yearly), Decimal(1000))


@pytest.mark.parametrize(
    ("amount", "yearly", "late", "interest"),
    [
        ("1000.00", "36.5", 1, "1.00"),
        ("1000.00", "36.5", 365, "365.00"),
        ("1000.00", "36.5", 0, "0.00"),
        ("1000.00", "36.5", -1, "0.00"),
        ("5.00", "36.5", 1, "0.01"),  # half a cent goes up
        ("4.99", "36.5", 1, "0.00"),
        ("15.00", "36.5", 1, "0.02"),  # up, and not to the even cent
        ("25.00", "36.5", 1, "0.03"),
        ("30483.52", "45.82", 172, "6581.97"),
        ("1000.00", "0", 100, "0.00"),
    ],
)
def test_simple_daily_interest_half_up_to_cents(
    amount: str, yearly: str, late: int, interest: str
) -> None:
    pay_on = DUE + timedelta(days=late)
    assert late_interest(Decimal(amount), DUE, pay_on, at(yearly)) == Decimal(interest)


def test_the_first_day_that_counts_is_the_one_after_the_due_date() -> None:
    assert late_interest(Decimal(1000), DUE, DUE, at("36.5")) == 0
    assert late_interest(Decimal(1000), DUE, DUE + timedelta(days=1), at("36.5")) == 1


def test_a_leap_year_has_365_days_as_well() -> None:
    due = date(2027, 12, 31)
    assert late_interest(Decimal(1000), due, date(2028, 12, 31), at("36.5")) == Decimal(366)


@given(amounts, rates, days)
def test_it_agrees_with_whole_numbers(amount: Decimal, yearly: Decimal, late: int) -> None:
    pay_on = date(2030, 1, 1) + timedelta(days=late)
    exact = Fraction(amount) * Fraction(yearly) * max(late, 0) / 36500
    cents = (exact * 100 + Fraction(1, 2)).__floor__()
    assert late_interest(amount, date(2030, 1, 1), pay_on, at(str(yearly))) * 100 == cents


@given(amounts, rates, st.integers(0, 2000))
def test_a_day_more_never_costs_less(amount: Decimal, yearly: Decimal, late: int) -> None:
    first, second = (
        late_interest(amount, DUE, DUE + timedelta(days=n), at(str(yearly)))
        for n in (late, late + 1)
    )
    assert 0 <= first <= second


TABLE = (
    Rate(date(2026, 11, 1), Decimal(50), Decimal(30)),
    Rate(date(2026, 1, 1), Decimal(40), Decimal(40)),
    Rate(date(2026, 12, 1), Decimal(60), Decimal(20)),
)


@pytest.mark.parametrize(
    ("pay_on", "yearly", "cap"),
    [
        (date(2026, 10, 31), 40, 60),  # the last rate of January; its passive rate x 1.5
        (date(2026, 11, 1), 50, 60),  # a rate of the day; the cap by the month before
        (date(2026, 11, 30), 50, 60),
        (date(2026, 12, 1), 45, 45),  # 60 %, held to 1.5 x November's 30 %
        (date(2027, 1, 1), 30, 30),  # 60 %, held to 1.5 x December's 20 %
    ],
)
def test_the_rate_and_its_cap(pay_on: date, yearly: int, cap: int) -> None:
    rate = rate_for(TABLE, pay_on)
    assert (rate.yearly, rate.cap) == (Decimal(yearly), Decimal(cap))
    assert rate.capped is (yearly == cap)


@pytest.mark.parametrize("pay_on", [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31)])
def test_no_rate_or_no_cap_known(pay_on: date) -> None:
    with pytest.raises(RateUnknown):
        rate_for(TABLE, pay_on)


def test_a_rate_exactly_at_the_cap_is_the_legal_maximum() -> None:
    rate = rate_for([Rate(date(2026, 1, 1), Decimal(60), Decimal(40))], date(2026, 3, 1))
    assert rate == AppliedRate(Decimal(60), Decimal(60))
    assert rate.capped


@given(st.lists(st.builds(Rate, st.dates(date(2020, 1, 1), date(2026, 1, 1)), rates, rates)))
def test_never_above_the_cap_and_the_order_of_lines_is_nothing(table: list[Rate]) -> None:
    pay_on = date(2026, 2, 2)
    by_day = list({rate.since: rate for rate in table}.values())
    if not by_day:
        with pytest.raises(RateUnknown):
            rate_for(by_day, pay_on)
        return
    rate = rate_for(by_day, pay_on)
    assert rate.yearly <= rate.cap
    assert rate == rate_for(reversed(by_day), pay_on)
