"""The digital invoice's ledger, on both engines."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.messages import Mail, Note
from domain.subscriptions import Accepted
from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.notices.subscriptions import StoredSubscriptions
from storage.outbox import StoredOutbox

BY_EMAIL = Accepted("0001", "v1", True, False)
BY_TELEGRAM = Accepted("0001", "v1", False, True)
MAIL = Mail("anapaz@example.com", "Factura digital", "Listo")
TOLD = Note("Vuelve el papel")


@pytest.fixture
async def town(world: Any) -> Any:
    """Ana in chat 1 and Beto in chat 2 share the account 0001; the outbox is empty."""
    await world.account("0001")
    await world.user(1, "anapaz")
    await world.user(2, "beto")
    for chat in (1, 2):
        await StoredDesk().link_account(chat, "0001", world.now)
    await StoredOutbox().claim(50, world.now)
    return world


async def subscribe(
    town: Any, accepted: Accepted = BY_EMAIL, chat_id: int = 1, key: str = "s1"
) -> bool:
    return await StoredSubscriptions().subscribe(chat_id, accepted, MAIL, key=key, now=town.now)


async def owed(town: Any) -> list[tuple[int | None, Mail | Note]]:
    return [(one.chat_id, one.content) for one in await StoredOutbox().claim(50, town.now)]


async def test_what_was_accepted_is_kept_with_its_moment(town: Any) -> None:
    assert await subscribe(town)
    kept = await town.office().subscription("0001")
    assert kept is not None
    assert (kept.accepted_at, kept.terms_version) == (town.now, "v1")
    assert (kept.by_email, kept.by_telegram, kept.active, kept.mine) == (True, False, True, True)
    assert await owed(town) == [(None, MAIL)]


async def test_repeated_with_its_key_it_happens_once(town: Any) -> None:
    assert await subscribe(town)
    assert await subscribe(town)
    assert await tables.Subscription.all().count() == 1
    assert len(await owed(town)) == 1


async def test_who_shares_the_account_sees_it_and_cannot_subscribe_too(town: Any) -> None:
    assert await subscribe(town)
    seen = await town.office(2).subscription("0001")
    assert seen is not None
    assert (seen.active, seen.mine) == (True, False)
    await owed(town)
    assert not await subscribe(town, chat_id=2, key="s2")
    assert await owed(town) == []


async def test_of_two_who_subscribe_at_once_one_does(database: str, town: Any) -> None:
    async def one(chat_id: int) -> bool:
        async with open_database(database):
            return await subscribe(town, chat_id=chat_id, key=f"s{chat_id}")

    assert sorted(await asyncio.gather(one(1), one(2))) == [False, True]
    assert await tables.Subscription.filter(suspended_on__isnull=True).count() == 1


async def test_other_ways_keep_the_ninety_days_and_the_ledger(town: Any) -> None:
    first = town.now
    await subscribe(town)
    town.now += timedelta(days=10)
    assert await subscribe(town, BY_TELEGRAM, key="s2")
    kept = await town.office().subscription("0001")
    assert kept is not None
    assert (kept.accepted_at, kept.by_email, kept.by_telegram) == (first, False, True)
    assert await tables.Subscription.all().count() == 2


async def test_suspending_brings_paper_back(town: Any) -> None:
    await subscribe(town)
    await owed(town)
    for _ in range(2):
        await StoredSubscriptions().suspend(1, "0001", MAIL, TOLD, key="x", now=town.now)
    kept = await town.office().subscription("0001")
    assert kept is not None
    assert kept.suspended_on == town.now.date()
    assert await owed(town) == [(None, MAIL)]
    assert await subscribe(town, key="s2"), "it can be subscribed again"


async def test_who_had_subscribed_is_told_when_the_other_suspends(town: Any) -> None:
    await subscribe(town)
    await owed(town)
    await StoredSubscriptions().suspend(2, "0001", MAIL, TOLD, key="x", now=town.now)
    assert await owed(town) == [(None, MAIL), (1, TOLD)]
