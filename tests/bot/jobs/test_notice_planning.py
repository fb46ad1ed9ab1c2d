"""When the passes are made, and what staff is told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.jobs.notice_planning import NoticeJob, next_run
from bot.monitoring.alert_messages import AlertMessages
from storage import tables
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from tests.bot.subscriber import add_subscriber, at

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(24, 7), at(24, 8)),
        (at(24, 8), at(24, 11)),
        (at(24, 13, 59), at(24, 14)),
        (at(24, 22), at(25, 8)),
    ],
)
def test_the_next_pass_is_at_the_next_of_the_fixed_hours(now: datetime, then: datetime) -> None:
    assert next_run(now) == then


@pytest.fixture
async def late_invoice(sqlite_url: str) -> AsyncIterator[None]:
    """An invoice of a subscribed account that falls due in two days and nobody was told of."""
    await upgrade(sqlite_url)
    async with open_database(sqlite_url):
        await add_subscriber(due=at(26, 9).date())
        yield


async def test_by_day_it_begins_with_a_pass_and_tells_staff_of_what_is_late(
    late_invoice: None,
) -> None:
    planned = asyncio.Event()
    over = asyncio.Event()
    schedule = NoticeJob(
        lambda: at(24, 12), planned.set, AlertMessages(staff_mail="personal@example.org")
    )
    running = asyncio.create_task(schedule.run(over))
    await planned.wait()
    over.set()
    await running
    contents = [row.content async for row in tables.OutboxItem.all().order_by("id")]
    assert len(contents) == 2
    assert "ana@example.com" in contents[0]
    assert "personal@example.org" in contents[1]


async def test_at_night_it_begins_with_nothing(late_invoice: None) -> None:
    over = asyncio.Event()
    schedule = NoticeJob(lambda: at(24, 23), lambda: None)
    running = asyncio.create_task(schedule.run(over))
    await asyncio.sleep(0.2)
    over.set()
    await running
    assert await tables.OutboxItem.all().count() == 0
