"""What any keeper of links and log-ins must do (`domain.access.Access`)."""

from datetime import datetime, timedelta
from typing import Protocol

from domain.access import LIFETIME, PASSWORD_REST, WRONG_PASSWORDS_ALLOWED, Access, Purpose
from domain.clock import ZONE
from domain.messages import Note

NOW = datetime(2026, 11, 24, 12, tzinfo=ZONE)
NOTE = Note("Listo")


class Town(Protocol):
    """An access, and the means to put people and links behind it and to see what came of it."""

    @property
    def access(self) -> Access: ...

    async def user(self, username: str) -> int:
        """An unconfirmed user `username`, whose e-mail is `username`@example.com; its id."""

    async def link(
        self, purpose: Purpose, token_hash: str, chat_id: int, user_id: int | None
    ) -> None:
        """A link made at NOW."""

    async def logged_in(self, chat_id: int) -> int | None:
        """The id of the user logged in at the chat."""

    async def notes(self, chat_id: int) -> list[Note]:
        """The notes planned for the chat."""


class AccessContract:
    """Mix into a test class with a fixture `town`."""

    async def confirmed(self, town: Town, username: str = "anapaz", chat_id: int = 1) -> int:
        user_id = await town.user(username)
        await town.link(Purpose.CONFIRM, f"confirm {username}", chat_id, user_id)
        user = await town.access.set_password(f"confirm {username}", "a hash", NOTE, NOW)
        assert user is not None
        assert user.confirmed
        return user_id

    async def test_an_unknown_token_opens_nothing(self, town: Town) -> None:
        assert await town.access.open_link("unknown", NOW) is None
        assert await town.access.set_password("unknown", "a hash", NOTE, NOW) is None
        assert not await town.access.log_in("unknown", 1, NOTE, NOW)

    async def test_an_open_link_tells_whose_it_is(self, town: Town) -> None:
        user_id = await town.user("anapaz")
        await town.link(Purpose.CONFIRM, "confirm", 7, user_id)
        link = await town.access.open_link("confirm", NOW)
        assert link is not None
        assert (link.purpose, link.chat_id) == (Purpose.CONFIRM, 7)
        assert link.user is not None
        assert (link.user.id, link.user.confirmed) == (user_id, False)
        await town.link(Purpose.LOG_IN, "log in", 8, None)
        link = await town.access.open_link("log in", NOW)
        assert link is not None
        assert link.user is None

    async def test_looking_at_a_link_does_not_use_it_up(self, town: Town) -> None:
        await town.link(Purpose.LOG_IN, "log in", 8, None)
        for _ in range(3):
            assert await town.access.open_link("log in", NOW) is not None

    async def test_a_link_ends(self, town: Town) -> None:
        await town.link(Purpose.LOG_IN, "log in", 8, None)
        end = NOW + LIFETIME[Purpose.LOG_IN]
        assert await town.access.open_link("log in", end - timedelta(seconds=1)) is not None
        assert await town.access.open_link("log in", end) is None

    async def test_confirming_sets_the_password_and_logs_the_chat_in(self, town: Town) -> None:
        user_id = await self.confirmed(town, chat_id=7)
        assert await town.logged_in(7) == user_id
        assert await town.notes(7) == [NOTE]
        assert await town.access.open_link("confirm anapaz", NOW) is None
        assert await town.access.set_password("confirm anapaz", "other", NOTE, NOW) is None
        assert await town.notes(7) == [NOTE]

    async def test_credentials_are_found_by_name_or_e_mail(self, town: Town) -> None:
        await self.confirmed(town)
        for name in ("anapaz", "AnaPaz", "ANAPAZ@example.com"):
            found = await town.access.credentials(name)
            assert found is not None
            assert (found[0].username, found[1]) == ("anapaz", "a hash")
        assert await town.access.credentials("other") is None

    async def test_an_unconfirmed_user_has_no_credentials(self, town: Town) -> None:
        await town.user("anapaz")
        assert await town.access.credentials("anapaz") is None

    async def test_a_log_in_is_the_chats_that_asked_and_happens_once(self, town: Town) -> None:
        user_id = await self.confirmed(town)
        await town.link(Purpose.LOG_IN, "log in", 8, None)
        assert await town.access.log_in("log in", user_id, NOTE, NOW)
        assert not await town.access.log_in("log in", user_id, NOTE, NOW)
        assert await town.logged_in(8) == user_id
        assert await town.notes(8) == [NOTE]

    async def test_wrong_passwords_rest_their_name_alone(self, town: Town) -> None:
        for number in range(WRONG_PASSWORDS_ALLOWED):
            assert await town.access.password_rests_until("anapaz", NOW) is None, number
            await town.access.record_wrong_password("anapaz", NOW)
        until = NOW + PASSWORD_REST
        assert await town.access.password_rests_until("anapaz", NOW) == until
        assert await town.access.password_rests_until("anapaz", until) is None
        assert await town.access.password_rests_until("other", NOW) is None
