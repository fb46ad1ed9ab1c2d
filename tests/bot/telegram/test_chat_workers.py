"""A chat is worked on by one task at a time, and no chat waits for another."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.telegram.chat_workers import ChatWorkers

WITHIN = 30.0  # seconds


class Inbox:
    """What chats need, as the database would tell; records the renewals of leases."""

    def __init__(self) -> None:
        self.idle: list[int] = []
        self.renewed: list[list[int]] = []
        self.away = 0

    async def idle_chats(self) -> tuple[int, ...]:
        if self.away:
            self.away -= 1
            raise ConnectionError("the database is away")
        return tuple(self.idle)

    async def renew(self, chat_ids: Sequence[int]) -> None:
        self.renewed.append(list(chat_ids))


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(workers: ChatWorkers) -> AsyncIterator[asyncio.Event]:
    """The workers look for chats until the block ends."""
    stop = asyncio.Event()
    task = asyncio.create_task(workers.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await task


class Work:
    """Work on chats that lasts until it is let go."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.at_once: dict[int, int] = {}
        self.most: dict[int, int] = {}
        self.goes_on = asyncio.Event()
        self.waits: list[float] = []

    async def __call__(self, chat_id: int) -> float | None:
        self.begun.append(chat_id)
        self.at_once[chat_id] = self.at_once.get(chat_id, 0) + 1
        self.most[chat_id] = max(self.most.get(chat_id, 0), self.at_once[chat_id])
        await self.goes_on.wait()
        self.at_once[chat_id] -= 1
        return self.waits.pop(0) if self.waits else None


def over(work: Work) -> tuple[ChatWorkers, Inbox]:
    inbox = Inbox()
    return ChatWorkers(work, inbox.idle_chats, inbox.renew), inbox


async def test_a_chat_has_one_task_however_often_it_is_woken() -> None:
    work = Work()
    workers, _ = over(work)
    for _ in range(5):
        workers.wake(1)
        await asyncio.sleep(0)
    assert workers.under_way == 1
    work.goes_on.set()
    await until(lambda: not workers.under_way)
    assert work.most == {1: 1}


async def test_one_woken_while_it_is_worked_on_is_looked_at_again() -> None:
    """It may just have looked when something new came."""
    work = Work()
    workers, _ = over(work)
    workers.wake(1)
    await until(lambda: work.begun == [1])
    workers.wake(1)
    work.goes_on.set()
    await until(lambda: not workers.under_way)
    assert work.begun == [1, 1]


async def test_one_that_hangs_holds_up_no_other() -> None:
    done: list[int] = []
    hangs = asyncio.Event()

    async def work(chat_id: int) -> float | None:
        if chat_id == 1:
            await hangs.wait()
        done.append(chat_id)
        return None

    workers = ChatWorkers(work, Inbox().idle_chats, Inbox().renew)
    for chat_id in range(1, 102):
        workers.wake(chat_id)
    await until(lambda: len(done) == 100)
    assert workers.under_way == 1
    hangs.set()
    await until(lambda: not workers.under_way)
    assert done[-1] == 1


async def test_one_that_asks_to_be_looked_at_again_is() -> None:
    work = Work()
    work.goes_on.set()
    work.waits = [0.01, 0.02]
    workers, _ = over(work)
    workers.wake(1)
    await until(lambda: len(work.begun) == 3 and not workers.under_way)


async def test_work_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    tried: list[int] = []

    async def work(chat_id: int) -> float | None:
        tried.append(chat_id)
        if len(tried) < 3:
            raise ValueError("broken")
        return None

    workers = ChatWorkers(work, Inbox().idle_chats, Inbox().renew)
    workers.wake(1)
    await until(lambda: len(tried) == 3 and not workers.under_way)
    assert [one.levelname for one in caplog.records] == ["ERROR", "ERROR"]


async def test_chats_that_nobody_works_on_are_found_and_leases_renewed() -> None:
    work = Work()
    workers, inbox = over(work)
    inbox.idle = [7, 8]
    async with running(workers):
        await until(lambda: sorted(work.begun) == [7, 8])
        await until(lambda: inbox.renewed and sorted(inbox.renewed[-1]) == [7, 8])
        inbox.idle = []
        work.goes_on.set()
    assert workers.under_way == 0


async def test_a_database_that_is_away_for_a_moment_is_asked_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()
    work.goes_on.set()
    workers, inbox = over(work)
    inbox.idle, inbox.away = [7], 1
    async with running(workers):
        await until(lambda: 7 in work.begun)
    assert "can't be read: ConnectionError" in caplog.text


async def test_the_end_waits_for_what_is_under_way_and_begins_nothing_more() -> None:
    work = Work()
    workers, _ = over(work)
    async with running(workers) as stop:
        workers.wake(1)
        await until(lambda: work.begun == [1])
        stop.set()
        draining = asyncio.create_task(workers.drain())
        await asyncio.sleep(0)
        workers.wake(2)
        assert not draining.done()
        work.waits = [0.0]
        work.goes_on.set()
        await draining
    await asyncio.sleep(0.05)
    assert work.begun == [1], "what it left is in the database"
