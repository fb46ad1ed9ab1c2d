"""When an alert begins and ends, and what is a reason for one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.alerts import (
    AlertKind,
    Condition,
    Episode,
    Rule,
    Subject,
    certificate_ends,
    disk_is_low,
    follow,
    is_silent,
    updates_wait,
)
from domain.clock import ZONE
from domain.interest import Rate, covered_until
from domain.overdue import Overdue, worth_telling

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
RULE = Rule(hold=timedelta(minutes=3), clear=timedelta(minutes=5))
MAIL = Subject(AlertKind.MAIL_AWAY)


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def seen(looks: Iterable[tuple[float, bool]], episode: Episode | None = None) -> Episode | None:
    """What a mail server's episode comes to after these looks: (minute, whether it is away)."""
    for minute, away in looks:
        episode = follow(RULE, episode, Condition(MAIL, away, "no answer"), after(minute))
        if episode is not None and episode.ended_at is not None:
            return episode
    return episode


def test_what_holds_is_told_once_it_has_held() -> None:
    pending = seen([(0, True), (1, True), (2, True)])
    assert pending is not None
    assert pending.told_at is None
    told = seen([(3, True)], pending)
    assert told is not None
    assert (told.since, told.told_at, told.detail) == (after(0), after(3), "no answer")
    assert seen([(4, True), (5, True)], told) == told, "it is told once"


def test_what_ends_before_it_is_told_is_forgotten() -> None:
    assert seen([(0, True), (1, True), (2, False)]) is None


def test_it_is_over_when_it_has_been_away_for_a_while_and_lasted_until_it_went() -> None:
    over = seen([(0, True), (3, True), (10, False), (12, False), (15, False)])
    assert over is not None
    assert over.ended_at == after(10)


def test_what_comes_and_goes_is_one_alert() -> None:
    flapping = [(minute, minute % 4 != 0) for minute in range(5, 60)]
    still = seen([(0, True), (3, True), *flapping])
    assert still is not None
    assert (still.told_at, still.ended_at) == (after(3), None)


def test_what_nobody_looked_at_for_long_has_to_hold_anew() -> None:
    pending = seen([(0, True), (1, True)])
    again = seen([(60, True)], pending)
    assert again is not None
    assert (again.since, again.told_at) == (after(60), None)
    assert seen([(61, True), (63, True)], again) is not None


@pytest.mark.parametrize(
    ("last", "now", "silent"),
    [
        ((24, 6), (24, 12), False),  # of the day, four hours
        ((24, 6), (24, 14), True),
        ((23, 21), (24, 9), False),  # a quiet night
        ((23, 18), (24, 10), True),
        ((20, 12), (24, 7), False),  # nobody is woken for it
        ((20, 12), (24, 23), False),
        ((20, 12), (24, 8), True),
    ],
)
def test_silence_counts_the_hours_of_the_day(
    last: tuple[int, int], now: tuple[int, int], silent: bool
) -> None:
    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=ZONE)

    assert is_silent(at(*last), at(*now), timedelta(hours=6)) is silent
    assert not is_silent(at(*last), at(*now), timedelta(0)), "0 hours look at nothing"


def test_before_the_first_message_there_is_no_silence() -> None:
    assert not is_silent(None, NOON, timedelta(hours=6))


def test_updates_that_wait() -> None:
    assert updates_wait(100, None, NOON)
    assert not updates_wait(99, None, NOON)
    assert updates_wait(1, after(-9), NOON)
    assert not updates_wait(1, after(-11), NOON), "an old error is over"
    assert not updates_wait(0, after(-1), NOON)


def test_a_disk_almost_full() -> None:
    assert disk_is_low(400_000_000, 4_000_000_000)
    assert disk_is_low(40_000_000_000, 1_000_000_000_000)
    assert not disk_is_low(60_000_000_000, 1_000_000_000_000)


@pytest.mark.parametrize(
    ("life", "left", "ends"), [(90, 15, False), (90, 13, True), (6, 2, False), (6, 1, True)]
)
def test_a_certificate_that_nobody_renewed(life: int, left: int, ends: bool) -> None:
    begins = NOON - timedelta(days=life - left)
    assert certificate_ends(begins, NOON + timedelta(days=left), NOON) is ends


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 10, 1), date(2026, 11, 30)),
        (date(2026, 10, 31), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2027, 1, 31)),
        (date(2028, 1, 15), date(2028, 2, 29)),
    ],
)
def test_a_rate_is_meant_for_payments_until_the_end_of_the_next_month(
    since: date, until: date
) -> None:
    older = Rate(date(2020, 1, 1), Decimal(1), Decimal(1))
    assert covered_until([older, Rate(since, Decimal(50), Decimal(30))]) == until
    assert covered_until([]) is None


def test_a_full_mailbox_is_no_reason_to_wake_anybody() -> None:
    full = Overdue("mail", 1, NOON, "452 4.2.2 mailbox full")
    busy = Overdue("mail", 3, NOON, "421 4.3.2 system not accepting messages")
    note = Overdue("note", 1, NOON, "TimedOut")
    assert worth_telling([full, busy, note], "mail") == (busy,)
    assert worth_telling([full], "mail") == ()
