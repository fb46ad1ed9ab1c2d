"""What an invoice's notices prove, and whether any was due."""

from datetime import date, datetime, timedelta

import pytest

from domain.clock import ZONE
from domain.notice_proof import Outcome, ProvenNotice, ProvenSubscription
from domain.notices import Channel, NoticeKind, in_time_until

ISSUED, DUE = date(2026, 11, 20), date(2026, 12, 10)
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


def notice(
    answered: datetime | None = None, failed: datetime | None = None, *, kept: bool = True
) -> ProvenNotice:
    return ProvenNotice(
        NoticeKind.NEW_INVOICE, Channel.EMAIL, None, "", NOON, in_time_until(DUE), answered,
        answered, failed, "", 1, "", "", "", kept,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (notice(), Outcome.WAITING),
        (notice(NOON), Outcome.DELIVERED),
        (notice(NOON, NOON + timedelta(hours=1)), Outcome.RETURNED),
        (notice(None, NOON), Outcome.FAILED),
        (notice(kept=False), Outcome.UNKNOWN),
    ],
)
def test_what_became_of_a_notice_follows_from_its_moments(
    one: ProvenNotice, outcome: Outcome
) -> None:
    assert one.outcome is outcome


def test_only_what_was_delivered_may_be_in_time_and_only_before_the_last_day_is_over() -> None:
    last = datetime(2026, 12, 5, 23, 59, 59, tzinfo=ZONE)
    assert notice(last).in_time is True
    assert notice(last + timedelta(seconds=1)).in_time is False
    assert notice().in_time is None
    assert notice(NOON, NOON).in_time is None, "what came back told nobody"


@pytest.mark.parametrize(
    ("accepted", "suspended", "covered"),
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 12, 5), None, True),
        (date(2026, 12, 6), None, False),
        (date(2026, 1, 1), date(2026, 11, 20), False),
        (date(2026, 1, 1), date(2026, 11, 21), True),
    ],
)
def test_a_notice_is_due_to_who_was_subscribed_while_it_could_be_in_time(
    accepted: date, suspended: date | None, covered: bool
) -> None:
    at = datetime(accepted.year, accepted.month, accepted.day, 12, tzinfo=ZONE)
    one = ProvenSubscription(None, at, "1", True, False, suspended)
    assert one.covers(ISSUED, DUE) is covered
