"""What a voucher of overdue invoices costs on a date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.interest import Rate, RateUnknown
from domain.invoices import Invoice, Period
from domain.vouchers import (
    Voucher,
    VoucherKind,
    overdue_voucher,
    payment_days,
)

TODAY = date(2026, 11, 24)
TABLE = (
    Rate(date(2026, 1, 1), Decimal("36.5"), Decimal(100)),
    Rate(date(2026, 12, 1), Decimal(73), Decimal(100)),
)


def bill(amount: str, late: int, paid: str = "0") -> Invoice:
    due = TODAY - timedelta(days=late)
    return Invoice(
        f"00001-{late:08}",
        "1",
        Period(2026, 4, 1, 2),
        due - timedelta(days=20),
        due,
        Decimal(amount),
        Decimal(paid),
    )


def test_today_and_the_fifteen_days_after_it() -> None:
    days = payment_days(TODAY)
    assert days[0] == TODAY
    assert days[-1] == date(2026, 12, 9)
    assert len(days) == 16


def test_each_invoice_is_rounded_and_then_summed() -> None:
    voucher = overdue_voucher("1", [bill("5.00", 1), bill("5.00", 1)], TABLE, TODAY)
    assert [line.interest for line in voucher.lines] == [Decimal("0.01")] * 2
    assert voucher.amount == Decimal("10.00")
    assert voucher.interest == Decimal("0.02"), "half a cent each, not one cent together"
    assert voucher.total == Decimal("10.02")


def test_what_was_paid_of_an_invoice_bears_no_interest() -> None:
    (line,) = overdue_voucher("1", [bill("1500.00", 10, paid="500.00")], TABLE, TODAY).lines
    assert line.amount == 1000
    assert line.interest == 10
    assert line.total == 1010
    assert line.days_late == 10
    assert line.period == Period(2026, 4, 1, 2)


def test_the_rate_changes_within_the_fifteen_days() -> None:
    invoice = [bill("1000.00", 10)]
    before = overdue_voucher("1", invoice, TABLE, date(2026, 11, 30))
    after = overdue_voucher("1", invoice, TABLE, date(2026, 12, 1))
    assert before.interest == 16
    assert after.interest == 34, "17 days, all at the rate known on the payment date"
    assert before.rate != after.rate


def test_no_rate_no_voucher() -> None:
    with pytest.raises(RateUnknown):
        overdue_voucher("1", [bill("1000.00", 10)], (), TODAY)


def test_nothing_on_it_costs_nothing() -> None:
    voucher = Voucher(VoucherKind.OVERDUE_INVOICES, "1", TODAY, ())
    assert voucher.total == voucher.amount == voucher.interest == 0


@given(
    st.lists(st.tuples(st.integers(1, 9_999_999), st.integers(1, 900)), min_size=1, max_size=12),
    st.integers(0, 14),
)
def test_a_later_day_never_costs_less_and_sums_agree(
    bills: list[tuple[int, int]], ahead: int
) -> None:
    invoices = [bill(str(Decimal(cents).scaleb(-2)), late) for cents, late in bills]
    flat = TABLE[:1]
    first = overdue_voucher("1", invoices, flat, TODAY + timedelta(days=ahead))
    second = overdue_voucher("1", invoices, flat, TODAY + timedelta(days=ahead + 1))
    assert first.total <= second.total
    assert first.total == first.amount + first.interest
    assert first.amount * 100 == sum(cents for cents, _ in bills)
