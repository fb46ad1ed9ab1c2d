"""Subscribers' addresses that are refused: pending, ended, held back, decided."""

from datetime import timedelta

import pytest

from domain.messages import Mail, Note
from domain.refused_addresses import Refused
from domain.subscriptions import Accepted
from storage import tables
from storage.notices import refused_addresses as refused
from storage.notices.subscriptions import StoredSubscriptions
from storage.outbox import StoredOutbox
from tests.storage.conftest import World

TOLD = Note("vuelve el papel")
ANA, LUIS = "anapaz@example.com", "luis@example.net"


@pytest.fixture
async def town(world: World) -> World:
    """Two subscribers by mail and one by Telegram, each logged in at a chat."""
    for chat, (name, by_email) in enumerate(
        (("anapaz", True), ("luis", True), ("eva", False)), start=1
    ):
        await world.account(f"000{chat}", f"001234567{chat}")
        await world.user(chat, name)
        accepted = Accepted(f"000{chat}", "v1", by_email=by_email, by_telegram=not by_email)
        mail = Mail(f"{name}@example.com", "Listo", "Listo")
        await StoredSubscriptions().subscribe(chat, accepted, mail, key=f"s{chat}", now=world.now)
    await tables.User.filter(username="luis").update(email=LUIS, email_key=LUIS)
    await StoredOutbox().claim(50, world.now)
    return world


async def owed(town: World) -> list[int | None]:
    return [one.chat_id for one in await StoredOutbox().claim(50, town.now)]


async def active() -> int:
    return await tables.Subscription.filter(by_email=True, suspended_on__isnull=True).count()


async def note(town: World, address: str, key: str = "m1") -> bool:
    return await refused.note_refusal(address, "550 unknown", key=key, now=town.now)


async def test_a_refusal_ends_the_digital_invoice_once_it_has_waited(town: World) -> None:
    assert await note(town, "AnaPaz@Example.com")
    before = town.now - timedelta(minutes=1)
    assert await refused.end_due(before, TOLD, town.now) == 0
    assert await active() == 2
    assert await refused.end_due(town.now, TOLD, town.now) == 1
    assert await active() == 1
    assert await owed(town) == [1]
    assert await refused.end_due(town.now, TOLD, town.now) == 0
    assert await owed(town) == []


async def test_a_mails_refusal_is_written_once(town: World) -> None:
    assert await note(town, ANA)
    assert not await note(town, ANA)
    assert await note(town, ANA, "m2")
    assert await refused.end_due(town.now, TOLD, town.now) == 1
    assert await owed(town) == [1], "she is told once"


async def test_where_no_digital_invoice_goes_nothing_is_written(town: World) -> None:
    assert not await note(town, "eva@example.com")
    assert not await note(town, "nadie@example.com")


async def test_people_are_counted_by_domain_once_each(town: World) -> None:
    await note(town, ANA)
    await note(town, ANA, "m2")
    await note(town, LUIS, "m3")
    since = town.now - timedelta(hours=1)
    assert {(one.domain, one.people) for one in await refused.refused_since(since)} == {
        ("example.com", 1),
        ("example.net", 1),
    }
    assert await refused.refused_since(town.now + timedelta(seconds=1)) == ()


async def test_mails_are_counted_by_domain(town: World) -> None:
    outbox = StoredOutbox()
    for number, (to, refusing) in enumerate(((ANA, False), (ANA, True), (LUIS, False))):
        await outbox.plan(Mail(to, "Hola", "Hola"), key=f"x{number}", now=town.now)
        [item] = await outbox.claim(1, town.now)
        if refusing:
            await outbox.give_up(item.id, town.now, "550")
        else:
            await outbox.settle(item.id, town.now)
    since = town.now - timedelta(hours=1)
    assert await refused.mails_since(since) == 3
    assert await refused.mails_since(since, "example.com") == 2
    assert await refused.mails_since(town.now + timedelta(seconds=1)) == 0


async def test_what_is_held_back_ends_nothing_until_the_staff_decides(town: World) -> None:
    await note(town, ANA)
    await note(town, LUIS, "m2")
    assert await refused.hold_back(town.now) == 2
    assert await refused.end_due(town.now, TOLD, town.now) == 0
    assert await refused.held_back() == (
        Refused("example.com", 1, "550 unknown"),
        Refused("example.net", 1, "550 unknown"),
    )
    assert await refused.refused_since(town.now) == (), "it has been told of"

    assert await refused.end_held("example.NET", TOLD, town.now) == 1
    assert await owed(town) == [2]
    assert await refused.keep_held("", town.now) == 1
    assert await active() == 1
    assert await refused.held_back() == ()
    assert await refused.keep_held("", town.now) == 0


async def test_with_its_person_a_refusal_goes(town: World) -> None:
    await note(town, ANA)
    await tables.User.filter(email_key=ANA).delete()
    assert await refused.end_due(town.now, TOLD, town.now) == 0
