"""The dates of the digital invoice (manual, terms 3 and 4)."""

from datetime import date, datetime

from domain.clock import ZONE
from domain.digital_invoice import Subscription, latest_notice_day


def test_it_may_be_suspended_ninety_days_after_it_was_accepted() -> None:
    accepted = datetime(2026, 11, 24, 23, 59, tzinfo=ZONE)
    subscription = Subscription("0001", accepted, "1", by_email=True, by_telegram=False)
    assert subscription.may_suspend_from == date(2027, 2, 22)
    assert subscription.active


def test_a_notice_is_in_time_five_days_before_the_due_date() -> None:
    assert latest_notice_day(date(2026, 12, 3)) == date(2026, 11, 28)
