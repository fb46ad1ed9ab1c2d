"""Deeds are transactions of their own, and parts of the one in which they are done, if there is."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domain.access import NewLink, Purpose
from domain.messages import Mail
from domain.office import Taken
from domain.outcomes import NewUser
from storage import tables
from storage.desk import StoredDesk


async def register(username: str, world: Any) -> None:
    link = NewLink(Purpose.CONFIRM, f"token of {username}", 7, world.now + timedelta(days=1))
    mail = Mail("ana@example.org", "Confirmá", "Hola")
    new_user = NewUser("Ana", "Paz", "30111222", "ana@example.org", username)
    await StoredDesk().register(7, new_user, link, mail, key="registered twice", now=world.now)


async def teach(phrasing: str) -> None:
    async with in_transaction():
        await tables.Phrasing.create(label="menu", phrasing=phrasing, added_at="2026-11-24")


async def teach_what_is_known(phrasing: str) -> None:
    """Fails at the second of its two statements."""
    async with in_transaction():
        await teach("new")
        await tables.Phrasing.create(label="menu", phrasing=phrasing, added_at="2026-11-24")


async def fail_after(deed: Awaitable[None]) -> None:
    async with in_transaction():
        await deed
        raise ZeroDivisionError


async def taught() -> list[str]:
    return [row.phrasing for row in await tables.Phrasing.all().order_by("id")]


@pytest.mark.usefixtures("database")
async def test_what_failed_inside_is_undone_and_the_rest_goes_on() -> None:
    async with in_transaction():
        await teach("first")
        with pytest.raises(IntegrityError):
            await teach_what_is_known("first")
        await teach("last")
    assert await taught() == ["first", "last"]


@pytest.mark.usefixtures("database")
async def test_what_succeeded_inside_goes_with_the_whole() -> None:
    with pytest.raises(ZeroDivisionError):
        await fail_after(teach("first"))
    assert await taught() == []


async def test_a_deed_that_comes_too_late_leaves_the_turn_its_transaction(world: Any) -> None:
    await world.user(chat_id=1, username="anapaz")
    async with in_transaction():
        with pytest.raises(Taken):
            await register("ANAPAZ", world)
        await StoredDesk().mark_blocked(7, True, world.now)
    chat = await tables.Chat.get(id=7)
    assert chat.blocked_at == world.now
    assert await tables.OutboxItem.filter(key="registered twice").count() == 0


async def test_a_deed_that_is_undone_with_its_turn_can_be_done_again(world: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        await fail_after(register("anapaz", world))
    await register("anapaz", world)
    assert await tables.User.all().count() == 1
    assert await tables.OutboxItem.filter(key="registered twice").count() == 1
