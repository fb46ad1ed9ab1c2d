"""Alerts are kept, told once, and listed; what has been owed for too long is found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.alerts import AlertKind, Episode, Subject
from domain.messages import Mail, Note
from domain.overdue import Overdue
from storage import outbox, tables
from storage.monitoring.alerts import Message, StoredAlerts, tell_once
from storage.monitoring.overdue import overdue
from storage.outbox import StoredOutbox
from tests.storage.conftest import NOON

MAIL_AWAY = Subject(AlertKind.MAIL_AWAY)
TOLD = Episode(NOON, NOON, "no answer", told_at=NOON)
WAYS = (
    Message(Mail("sistemas@example.org", "Alerta", "…")),
    Message(Note("⚠️ Alerta"), chat_id=-100200300),
)
pytestmark = pytest.mark.usefixtures("database")


async def planned() -> list[str]:
    return [row.key async for row in tables.OutboxItem.all().order_by("id")]


async def test_an_episode_is_found_again_by_another_leader() -> None:
    alerts = StoredAlerts()
    assert await alerts.save(MAIL_AWAY, TOLD, WAYS, NOON)
    found = (await alerts.going_on())[MAIL_AWAY]
    assert replace(found, id=0) == TOLD
    assert await planned() == [f"alert:{found.id}:begun:mail", f"alert:{found.id}:begun:note"]
    assert not await alerts.save(MAIL_AWAY, TOLD, WAYS, NOON), "two leaders tell of it once"
    assert len(await planned()) == 2


async def test_once_over_it_is_over_for_good_and_the_next_one_is_another() -> None:
    alerts = StoredAlerts()
    await alerts.save(MAIL_AWAY, TOLD, WAYS, NOON)
    found = (await alerts.going_on())[MAIL_AWAY]
    over = replace(found, ended_at=NOON + timedelta(minutes=23))
    assert await alerts.save(MAIL_AWAY, over, WAYS, NOON)
    assert not await alerts.save(MAIL_AWAY, over, WAYS, NOON)
    assert await alerts.going_on() == {}
    assert len(await planned()) == 4
    assert await alerts.save(MAIL_AWAY, TOLD, WAYS, NOON)
    assert len(await planned()) == 6


async def test_what_was_not_told_is_forgotten_and_not_listed() -> None:
    alerts = StoredAlerts()
    await alerts.save(MAIL_AWAY, replace(TOLD, told_at=None), (), NOON)
    found = (await alerts.going_on())[MAIL_AWAY]
    assert await alerts.told(NOON) == ()
    await alerts.forget(found)
    assert await alerts.going_on() == {}


async def test_what_a_newer_program_tells_of_is_left_alone() -> None:
    await tables.Alert.create(
        kind="flood", open_key="flood:", detail="", since=NOON, seen_at=NOON, told_at=NOON
    )
    assert await StoredAlerts().going_on() == {}
    assert await StoredAlerts().told(NOON) == ()
    assert await tables.Alert.filter(ended_at__isnull=True).count() == 1


async def test_the_list_has_the_open_ones_and_the_newest_and_says_how_many_ways_they_went() -> None:
    alerts = StoredAlerts()
    old = NOON - timedelta(days=30)
    await tell_once(Subject(AlertKind.LATE_NOTICES), "3 de 5", WAYS, old)
    await alerts.save(Subject(AlertKind.RATES), replace(TOLD, told_at=old, since=old), (), NOON)
    await tell_once(Subject(AlertKind.LATE_NOTICES), "4 de 5", WAYS, NOON)
    await tables.OutboxItem.filter(planned_at=NOON, kind="mail").update(sent_at=NOON, due_at=None)
    listed = await alerts.told(NOON - timedelta(days=7))
    assert [(one.subject.kind, one.reached) for one in listed] == [
        (AlertKind.LATE_NOTICES, 1),
        (AlertKind.RATES, 0),
    ]


async def owe(key: str, minutes: float, *, bulk: bool = False, by_day: bool = False) -> int:
    now = NOON - timedelta(minutes=minutes)
    await outbox.plan(Note("Hola"), key=key, now=now, chat_id=1, bulk=bulk, by_day=by_day)
    return int((await tables.OutboxItem.get(key=key)).id)


async def fail(item: int, times: int, reason: str) -> None:
    """Its tries failed, and the next is due in an hour."""
    await tables.OutboxItem.filter(id=item).update(attempts=times)
    await StoredOutbox().postpone(item, NOON + timedelta(hours=1), reason)


async def test_what_is_due_and_nobody_takes_up_is_overdue_after_a_quarter_of_an_hour() -> None:
    await owe("young", 14)
    assert await overdue(NOON) == ()
    await owe("old", 16)
    assert await overdue(NOON) == (Overdue("note", 1, NOON - timedelta(minutes=16)),)


async def test_what_keeps_failing_is_overdue_with_its_reason() -> None:
    await fail(await owe("failing", 20), 5, "NetworkError")
    await fail(await owe("failed once", 20), 1, "TimedOut")
    [found] = await overdue(NOON)
    assert (found.items, found.reason) == (1, "NetworkError")


async def test_what_waits_rightly_is_not_overdue() -> None:
    await fail(await owe("the night", 20), 3, "night")
    await fail(await owe("Telegram's pause", 20), 3, "put back")
    await owe("in a long line", 60, bulk=True)
    planned_at_night = NOON.replace(hour=2)
    await outbox.plan(Note("Hola"), key="by day", now=planned_at_night, chat_id=1, by_day=True)
    await tables.OutboxItem.filter(key="by day").update(due_at=NOON + timedelta(hours=1))
    await outbox.plan(Note("¡!"), key="alert:1:begun:note", now=NOON - timedelta(hours=2))
    assert await overdue(NOON) == ()


async def test_a_line_that_does_not_move_is_overdue_after_three_hours() -> None:
    await owe("in a long line", 181, bulk=True)
    [found] = await overdue(NOON)
    assert found.items == 1
