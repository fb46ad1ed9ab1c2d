"""Links that serve once, passwords and log-ins."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.access import LIFETIME, PASSWORD_REST, NewLink, Purpose
from domain.messages import Note
from storage.desk import StoredDesk
from storage.engine.codec import read_content
from storage.engine.database import open_database
from storage.outbox import StoredOutbox
from storage.people.access import StoredAccess
from storage.tables import OutboxItem, User
from tests.contracts.access import NOW, AccessContract, Town

NOTE = Note("Listo")


class StoredTown:
    """The database, with people and links in it."""

    access = StoredAccess()

    async def user(self, username: str) -> int:
        user = await User.create(
            first_names="Ana",
            surnames="Paz",
            document="30111222",
            email=f"{username}@example.com",
            email_key=f"{username}@example.com",
            username=username,
            username_key=username,
            registered_at=NOW,
        )
        return int(user.id)

    async def link(
        self, purpose: Purpose, token_hash: str, chat_id: int, user_id: int | None
    ) -> None:
        link = NewLink(purpose, token_hash, chat_id, NOW + LIFETIME[purpose], user_id)
        await StoredDesk().open_link(link, None, key=f"key of {token_hash}", now=NOW)

    async def logged_in(self, chat_id: int) -> int | None:
        user = await User.filter(chats__id=chat_id).first()
        return None if user is None else user.id

    async def notes(self, chat_id: int) -> list[Note]:
        rows = await OutboxItem.filter(chat_id=chat_id, kind="note")
        contents = [read_content(row.kind, row.content) for row in rows]
        return [content for content in contents if isinstance(content, Note)]


class TestStoredAccess(AccessContract):
    @pytest.fixture
    def town(self, database: str) -> Town:
        return StoredTown()


async def new_link(
    world: Any, purpose: Purpose, token: str, chat_id: int, user_id: int | None = None
) -> None:
    link = NewLink(purpose, token, chat_id, world.now + LIFETIME[purpose], user_id)
    await StoredDesk().open_link(link, None, key=f"key of {token}", now=world.now)


async def test_confirming_logs_the_chat_in_and_owes_it_a_note(world: Any) -> None:
    await world.user(chat_id=7, username="anapaz")
    user = await world.office(7).user()
    assert user is not None
    assert user.confirmed
    assert await StoredAccess().credentials("ANAPAZ") == (user, "a hash")
    assert await StoredAccess().credentials("anapaz@EXAMPLE.com") == (user, "a hash")
    owed = await StoredOutbox().claim(10, world.now)
    assert [one.chat_id for one in owed if isinstance(one.content, Note)] == [7]


async def test_a_link_sets_a_password_once(world: Any) -> None:
    user_id = await world.user()
    await new_link(world, Purpose.RESET, "reset", 1, user_id)
    access = StoredAccess()
    assert await access.set_password("reset", "new hash", NOTE, world.now) is not None
    assert await access.set_password("reset", "thief's hash", NOTE, world.now) is None
    credentials = await access.credentials("anapaz")
    assert credentials is not None
    assert credentials[1] == "new hash"
    assert await access.open_link("reset", world.now) is None


async def test_of_two_requests_with_one_link_one_sets_the_password(
    database: str, world: Any
) -> None:
    user_id = await world.user()
    await new_link(world, Purpose.RESET, "reset", 1, user_id)

    async def request(number: int) -> bool:
        async with open_database(database):
            done = await StoredAccess().set_password("reset", f"h{number}", NOTE, world.now)
            return done is not None

    assert sum(await asyncio.gather(*map(request, range(4)))) == 1


async def test_a_reset_logs_the_other_chats_out(world: Any) -> None:
    user_id = await world.user(chat_id=1)
    access = StoredAccess()
    await new_link(world, Purpose.LOG_IN, "log in", 2)
    assert await access.log_in("log in", user_id, NOTE, world.now)
    await new_link(world, Purpose.RESET, "reset", 1, user_id)
    await access.set_password("reset", "new hash", NOTE, world.now)
    assert await world.office(1).user() is not None
    assert await world.office(2).user() is None


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_a_link_ends_at_its_moment(world: Any, purpose: Purpose) -> None:
    user_id = await world.user()
    await new_link(world, purpose, "link", 1, user_id)
    end = world.now + LIFETIME[purpose]
    access = StoredAccess()
    assert await access.open_link("link", end - timedelta(microseconds=1)) is not None
    assert await access.open_link("link", end) is None
    assert await access.set_password("link", "hash", NOTE, end) is None
    assert not await access.log_in("link", user_id, NOTE, end)


async def test_a_link_serves_its_own_purpose_only(world: Any) -> None:
    user_id = await world.user()
    await new_link(world, Purpose.LOG_IN, "log in", 2)
    await new_link(world, Purpose.RESET, "reset", 2, user_id)
    access = StoredAccess()
    assert await access.set_password("log in", "hash", NOTE, world.now) is None
    assert not await access.log_in("reset", user_id, NOTE, world.now)


async def test_an_unconfirmed_user_has_no_credentials(world: Any) -> None:
    assert await StoredAccess().credentials("nobody") is None
    assert await StoredAccess().credentials("\0" * 10 + "x" * 1000) is None


async def test_five_wrong_passwords_rest_the_name_by_either_of_its_spellings(world: Any) -> None:
    await world.user()
    access = StoredAccess()
    for name in ("anapaz", "ANAPAZ", "anapaz@example.com", "anapaz "):
        await access.record_wrong_password(name, world.now)
    assert await access.password_rests_until("anapaz", world.now) is None
    fifth = world.now + timedelta(minutes=14)
    await access.record_wrong_password("anapaz", fifth)
    until = fifth + PASSWORD_REST
    for name in ("anapaz", "Anapaz@Example.com"):
        assert await access.password_rests_until(name, fifth) == until
    assert await access.password_rests_until("anapaz", until) is None
    assert await access.password_rests_until("other", fifth) is None


async def test_slow_mistakes_do_not_rest_a_name(world: Any) -> None:
    access = StoredAccess()
    for number in range(8):
        moment = world.now + number * timedelta(minutes=4)
        await access.record_wrong_password("nadie", moment)
        assert await access.password_rests_until("nadie", moment) is None


async def test_a_log_in_forgives_the_mistakes_before_it(world: Any) -> None:
    user_id = await world.user()
    access = StoredAccess()
    for _ in range(4):
        await access.record_wrong_password("anapaz", world.now)
    await new_link(world, Purpose.LOG_IN, "log in", 1)
    assert await access.log_in("log in", user_id, NOTE, world.now)
    await access.record_wrong_password("anapaz", world.now)
    assert await access.password_rests_until("anapaz", world.now) is None
