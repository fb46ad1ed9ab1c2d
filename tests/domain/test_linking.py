"""When linking rests after wrong pairs of codes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import ZONE
from domain.linking import REST, blocked_until

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


def at(*minutes: float) -> list[datetime]:
    return [NOON + timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("wrong", "now", "until"),
    [
        ((), 0, None),
        ((0, 1, 2, 3), 4, None),
        ((0, 1, 2, 3, 4), 4, 64),
        ((4, 2, 0, 1, 3), 4, 64),
        ((0, 1, 2, 3, 4), 63.99, 64),
        ((0, 1, 2, 3, 4), 64, None),
        ((0, 15, 30, 45, 59.99), 60, 119.99),
        ((0, 15, 30, 45, 60), 60, None),
        ((0, 30, 31, 32, 33, 70), 71, 93),
        ((0, 30, 31, 32, 33, 70), 50, 93),
    ],
)
def test_an_hour_from_the_fifth_wrong_pair_within_an_hour(
    wrong: tuple[float, ...], now: float, until: float | None
) -> None:
    expected = None if until is None else at(until)[0]
    assert blocked_until(at(*wrong), at(now)[0]) == expected


@given(st.lists(st.integers(0, 300), max_size=4), st.integers(0, 300))
def test_four_never_block(wrong: list[int], now: int) -> None:
    assert blocked_until(at(*wrong), at(now)[0]) is None


@given(st.lists(st.integers(0, 300), max_size=12), st.integers(0, 400))
def test_a_rest_lies_ahead_and_is_an_hour_at_most(wrong: list[int], now: int) -> None:
    moment = at(now)[0]
    past = [one for one in at(*wrong) if one <= moment]
    until = blocked_until(past, moment)
    assert until is None or moment < until <= moment + REST
