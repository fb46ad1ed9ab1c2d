"""Waits before another try."""

from datetime import timedelta

import pytest

from domain.retry import growing_wait, in_seconds


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 0.5), (2, 1.0), (3, 2.0), (6, 15.0), (10_000, 15.0)]
)
def test_each_wait_is_twice_the_one_before_up_to_the_longest(failures: int, seconds: float) -> None:
    assert growing_wait(failures, 0.5, 15.0) == seconds


@pytest.mark.parametrize("asked", [7, 7.0, timedelta(seconds=7)])
def test_a_wait_is_asked_for_in_several_forms(asked: int | float | timedelta) -> None:
    assert in_seconds(asked) == 7.0
