"""What Telegram delivers is stored, and then worked on: over a real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import pytest

from bot.telegram.intake import Intake
from domain.clock import ZONE
from domain.inbox import Received
from storage import tables
from storage.engine.database import open_database
from storage.inbox import StoredInbox

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


def message(number: int, chat_id: int = 5) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat_id}, "text": "hola"}}


class Door(StoredInbox):
    """The stored inbox; `batches` tells what was stored at once, and it can be out of order."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.broken = False
        self.woken: list[int] = []
        self.others: list[object] = []
        self.intake = Intake(self, lambda: NOON, self.woken.append, self.others.append)

    async def store(self, updates: Sequence[Received], now: datetime) -> frozenset[int]:
        self.batches.append(len(updates))
        if self.broken:
            raise ConnectionError("the database is away")
        return await super().store(updates, now)


@pytest.fixture
async def door(upgraded_database_url: str) -> AsyncIterator[Door]:
    async with open_database(upgraded_database_url):
        yield Door()


async def kept() -> list[int]:
    return [row.update_id for row in await tables.InboxItem.all().order_by("update_id")]


async def test_updates_are_stored_before_their_chats_are_woken(door: Door) -> None:
    assert await door.intake.receive([message(7), message(9, chat_id=6)]) == 9
    assert await kept() == [7, 9]
    assert door.woken == [5, 6]


async def test_one_that_comes_again_wakes_nobody(door: Door) -> None:
    await door.intake.receive([message(7)])
    assert await door.intake.receive([message(7)]) == 7, "it may be confirmed all the same"
    assert door.woken == [5]


async def test_those_posted_at_the_same_moment_are_stored_together(door: Door) -> None:
    numbers = await asyncio.gather(*(door.intake.receive([message(n)]) for n in range(40)))
    assert numbers == list(range(40)), "each hears of its own"
    assert door.batches == [40]
    assert await kept() == list(range(40))


async def test_those_that_come_while_others_are_stored_go_together_after_them(door: Door) -> None:
    first = asyncio.create_task(door.intake.receive([message(1)]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(door.intake.receive([message(n)])) for n in range(2, 12)]
    await asyncio.gather(first, *others)
    assert sum(door.batches) == 11
    assert len(door.batches) <= 2
    assert await kept() == list(range(1, 12))


async def test_one_without_a_number_is_passed_over(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    odd: list[object] = [
        {"message": {"text": "un secreto"}},
        "un secreto",
        None,
        [],
        {"update_id": "un secreto"},
    ]
    assert await door.intake.receive([*odd, message(7)]) == 7
    assert await kept() == [7]
    assert "5 updates have no number" in caplog.text
    assert "secreto" not in caplog.text


async def test_of_nothing_but_such_no_number_is_told(door: Door) -> None:
    assert await door.intake.receive([{}, 5]) is None


async def test_what_is_of_no_person_joins_no_line(door: Door) -> None:
    group = message(8, chat_id=-100)
    poll = {"update_id": 9, "poll": {"id": "1"}}
    await door.intake.receive([group, poll])
    assert door.woken == []
    assert door.others == [group, poll]
    await door.intake.receive([group])
    assert door.others == [group, poll], "and comes once"


async def test_while_nothing_can_be_stored_nothing_is_confirmed(door: Door) -> None:
    door.broken = True
    with pytest.raises(ConnectionError):
        await door.intake.receive([message(7)])
    door.broken = False
    assert await door.intake.receive([message(7)]) == 7
    assert door.woken == [5]
    assert await kept() == [7]


async def test_a_post_that_is_given_up_is_stored_with_the_others(door: Door) -> None:
    waiting = asyncio.create_task(door.intake.receive([message(1)]))
    other = asyncio.create_task(door.intake.receive([message(2)]))
    await asyncio.sleep(0)
    waiting.cancel()
    assert await other == 2
    assert await kept() == [1, 2]
