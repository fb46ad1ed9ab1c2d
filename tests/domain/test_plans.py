"""Which instalment of a payment plan may be paid here."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.invoices import State
from domain.plans import (
    AllPaid,
    Instalment,
    Overdue,
    Payable,
    instalment_voucher,
    next_instalment,
)
from domain.vouchers import VoucherKind

TODAY = date(2026, 11, 24)
FIRST = Instalment("P1", "1", 1, date(2026, 11, 24), Decimal("500.00"))
SECOND = replace(FIRST, number=2, due=date(2026, 12, 24))


def test_the_first_unpaid_one_in_order() -> None:
    assert next_instalment([SECOND, FIRST], TODAY) == Payable(FIRST), "on its due date still"
    paid = replace(FIRST, paid_on=TODAY)
    assert paid.state is State.PAID
    assert next_instalment([SECOND, paid], TODAY) == Payable(SECOND)


def test_an_overdue_one_stands_before_the_others() -> None:
    assert next_instalment([SECOND, FIRST], date(2026, 11, 25)) == Overdue(FIRST)


def test_nothing_left_to_pay() -> None:
    assert next_instalment([replace(FIRST, paid_on=TODAY)], TODAY) == AllPaid()
    assert next_instalment([], TODAY) == AllPaid()


def test_its_voucher_falls_due_with_it_and_bears_no_interest() -> None:
    voucher = instalment_voucher(SECOND)
    assert voucher.kind is VoucherKind.PLAN_INSTALMENT
    assert voucher.pay_on == SECOND.due
    assert voucher.total == 500
    assert voucher.interest == 0
    assert voucher.lines[0].reference == "P1/2"
