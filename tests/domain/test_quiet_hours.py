"""The quiet hours, and which notices keep them."""

from datetime import datetime, timedelta

import pytest

from domain.clock import ZONE
from domain.notices import only_by_day
from domain.quiet_hours import next_morning, quiet_until


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(24, 20, 59), None),
        (at(24, 21), at(25, 8)),
        (at(24, 23, 59), at(25, 8)),
        (at(25, 0), at(25, 8)),
        (at(25, 7, 59), at(25, 8)),
        (at(25, 8), None),
    ],
)
def test_chats_are_left_in_peace_from_21_to_8(now: datetime, until: datetime | None) -> None:
    assert quiet_until(now) == until


def test_by_day_the_next_morning_is_tomorrows() -> None:
    assert next_morning(at(24, 12)) == at(25, 8)
    assert next_morning(at(24, 3)) == at(24, 8)


def test_the_hours_are_those_of_catamarca() -> None:
    utc = datetime.fromisoformat("2026-11-25T00:30:00+00:00")
    assert quiet_until(utc) == at(25, 8)


@pytest.mark.parametrize("now", [at(24, 12), at(24, 22)])
def test_a_notice_that_would_be_late_in_the_morning_may_go_at_night(now: datetime) -> None:
    midnight = at(25, 0)
    assert not only_by_day(now, at_night_too=False, in_time=midnight)
    assert only_by_day(now, at_night_too=False, in_time=midnight + timedelta(days=1))
    assert only_by_day(now, at_night_too=False)
    assert not only_by_day(now, at_night_too=True)


def test_what_is_late_already_keeps_the_quiet_hours() -> None:
    assert only_by_day(at(24, 22), at_night_too=False, in_time=at(24, 0))
