"""The pace: turns spread evenly, room made for answers, turns given back."""

import asyncio

import pytest

from outbox.pace import Pace

PATIENT = 60.0


async def elapsed(pace: Pace, turns: int) -> float:
    """Seconds that so many turns took, one after another."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(turns):
        assert await pace.turn(PATIENT)
    return loop.time() - began


async def test_turns_keep_the_pace() -> None:
    assert await elapsed(Pace(50), 11) >= 10 / 50


async def test_what_went_out_without_a_turn_is_part_of_the_pace() -> None:
    pace = Pace(50)
    await pace.turn(PATIENT)
    pace.spend(10)
    assert await elapsed(pace, 1) >= 10 / 50


async def test_answers_over_an_idle_while_cost_no_more_than_themselves() -> None:
    pace = Pace(1000)
    for _ in range(100):
        await asyncio.sleep(0.002)
        pace.spend()
    assert pace.paused_for() == 0
    assert await pace.turn(PATIENT)


async def test_a_turn_that_served_nothing_is_given_back() -> None:
    giving_back, keeping = Pace(20), Pace(20)
    for pace in (giving_back, keeping):
        await pace.turn(PATIENT)
    giving_back.spend(-1)
    first, second = await asyncio.gather(elapsed(giving_back, 5), elapsed(keeping, 5))
    assert first < second


async def test_closed_it_gives_no_turn_until_it_is_opened() -> None:
    pace = Pace(50)
    pace.close()
    assert not await pace.turn(PATIENT)
    pace.open()
    assert await pace.turn(PATIENT)


def test_a_pace_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="more than 0"):
        Pace(0)
