"""A turn is one transaction: the deed, the row with its replies, the updates taken; or nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from domain.access import NewLink
from domain.claims import NewClaim
from domain.messages import Mail
from domain.outcomes import NewUser
from storage import tables
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.engine.database import is_sqlite, run
from tests.handlers.town import CLAIM, REGISTRATION, Town, fails, unanswered

pytestmark = pytest.mark.slow


@dataclass
class FailingClaims(StoredClaims):
    """Keeps claims, and fails after that so many times."""

    times: int = 1
    row_changes: bool = False

    async def open(
        self,
        chat_id: int,
        claim: NewClaim,
        *,
        key: str,
        now: datetime,
        mail: Callable[[int], Mail] | None = None,
    ) -> int:
        number = await super().open(chat_id, claim, key=key, now=now, mail=mail)
        if self.times > 0:
            self.times -= 1
            if not self.row_changes:
                raise ConnectionError("something else failed")
            await run("UPDATE dialogues SET version = version + 1 WHERE chat_id = ?", [chat_id])
        return number


class RivalDesk(StoredDesk):
    """Where somebody else has taken the name just before."""

    async def register(
        self, chat_id: int, new_user: NewUser, link: NewLink, mail: Mail, *, key: str, now: datetime
    ) -> None:
        if not await tables.User.all().exists():
            await tables.User.create(
                first_names="Eva",
                surnames="Luna",
                document="25708060",
                email="eva@example.org",
                email_key="eva@example.org",
                username=new_user.username,
                username_key=new_user.username,
                registered_at=now,
                confirmed_at=now,
            )
        await super().register(chat_id, new_user, link, mail, key=key, now=now)


class TestDeeds:
    async def test_a_deed_is_done_once_and_its_update_taken(self, town: Town) -> None:
        await town.say(*REGISTRATION)
        before = await town.heard()
        [told] = await town.say("sí")
        assert "Te mandé un mail" in told
        assert (await town.count("users"), await town.count("outbox")) == (1, 1)
        assert town.replica.nudges == 1, "the mail is not waited for"
        assert await town.work() is None
        assert await town.heard() == [*before, told]

    async def test_a_deed_whose_turn_fails_afterwards_is_undone(self, town: Town) -> None:
        await town.say(*CLAIM)
        town.restart(FailingClaims(times=1))
        await town.write("sí")
        await town.take_in()
        with pytest.raises(ConnectionError):
            await town.work()
        assert await town.count("claims") == 0
        assert (await town.answered())["name"] == "Ana Gómez"
        assert town.replica.nudges == 0

        await town.work()
        assert await town.count("claims") == 1, "the update was not taken, and is tried again"
        assert "N.º" in (await town.heard())[-1]

    async def test_a_deed_of_a_row_that_somebody_changed_meanwhile_is_undone_and_done_anew(
        self, town: Town
    ) -> None:
        await town.say(*CLAIM)
        town.restart(FailingClaims(times=1, row_changes=True))
        before = len(await town.heard())
        await town.say("sí")
        assert await town.count("claims") == 1
        assert len(await town.heard()) == before + 1

    async def test_two_replicas_over_one_update_do_its_deed_once(self, town: Town) -> None:
        await town.say(*CLAIM)
        before = len(await town.heard())
        await town.write("sí")
        await town.take_in()
        others = [town.replica, town.another_replica()]
        await asyncio.gather(*(one.work(town.ana.chat_id) for one in others))
        await town.work_on()
        assert await town.count("claims") == 1
        if not is_sqlite():  # there one process takes all the chats, so a reply may come twice
            assert len(await town.heard()) == before + 1

    async def test_what_is_reported_on_the_way_is_kept_once(self, town: Town) -> None:
        await town.say("¿cómo viene el clima en la luna?")
        assert await town.count("unanswered") == 1
        assert await town.work() is None
        assert await town.count("unanswered") == 1

    async def test_one_that_must_wait_loses_no_answer(self, town: Town) -> None:
        """Registering sends mails, and only a few an hour go to one address."""
        for _ in range(3):
            await town.say(*REGISTRATION, "sí")
        told = "\n".join(await town.say(*REGISTRATION, "sí"))
        assert "esta vez no mando otro" in told
        assert "Fijate si está todo bien" in told, "the summary is put again"
        assert (await town.answered())["username"] == "ana.gomez"

    async def test_a_name_that_goes_to_somebody_else_in_the_same_moment_is_asked_for_again(
        self, town: Town
    ) -> None:
        await town.say(*REGISTRATION)
        town.restart(desk=RivalDesk())
        told = "\n".join(await town.say("sí"))
        assert "ana.gomez" in told
        assert "usuario" in told
        answered = await town.answered()
        assert answered["email"] == "ana@example.org"
        assert (await town.count("users"), await town.count("outbox")) == (1, 0)
        assert "Te mandé un mail" in "\n".join(await town.say("ana.gomez.2"))
        assert await town.count("users") == 2


class TestLateReplies:
    """While a reply is outstanding, what is written is meant for the question seen last."""

    async def asked_for_the_name(self, town: Town) -> None:
        await town.say("/crear")
        town.goes_wrong(fails("sendMessage", 500, times=None))
        await town.say("Ana María")
        assert await town.owes()

    async def test_the_same_words_again_are_passed_over(self, town: Town) -> None:
        await self.asked_for_the_name(town)
        await town.write("ana  maría")
        town.goes_well()
        await town.take_in()
        await town.work_on()
        assert await town.answered() == {"first_names": "Ana María"}
        assert sum("apellido?" in text for text in await town.heard()) == 1
        assert town.replica.told[-1].outcome == "repeated"

    async def test_other_words_are_another_answer_to_the_question_before(self, town: Town) -> None:
        await self.asked_for_the_name(town)
        await town.write("Ana Inés")
        town.goes_well()
        await town.take_in()
        await town.work_on()
        assert await town.answered() == {"first_names": "Ana Inés"}
        assert "apellido?" in (await town.heard())[-1]

    async def test_what_is_written_once_it_came_answers_it(self, town: Town) -> None:
        await self.asked_for_the_name(town)
        town.goes_well()
        town.clock.move(60)
        await town.work()
        await town.say("Gómez")
        assert await town.answered() == {"first_names": "Ana María", "surnames": "Gómez"}

    async def test_the_same_words_are_an_answer_once_the_late_question_was_seen(
        self, town: Town
    ) -> None:
        await self.asked_for_the_name(town)
        town.goes_well()
        town.clock.move(60)
        await town.work()
        await town.say("Ana María")
        assert await town.answered() == {"first_names": "Ana María", "surnames": "Ana María"}

    async def test_where_it_may_have_been_seen_they_are_meant_for_it(self, town: Town) -> None:
        await town.say("/crear")
        town.goes_wrong(unanswered("sendMessage", arrives=True))
        await town.say("Ana María")
        await town.write("Gómez")
        await town.take_in()
        await town.work_on()
        assert await town.answered() == {"first_names": "Ana María", "surnames": "Gómez"}

    async def test_a_command_is_never_read_as_an_answer_to_it(self, town: Town) -> None:
        await self.asked_for_the_name(town)
        await town.write("/ayuda")
        town.goes_well()
        await town.take_in()
        await town.work_on()
        assert (await town.answered())["first_names"] == "Ana María"

    async def test_a_deed_is_not_taken_back_by_what_was_written_meanwhile(self, town: Town) -> None:
        await town.say(*CLAIM)
        town.goes_wrong(fails("sendMessage", 500, times=None))
        await town.say("sí")
        await town.write("sí", "dale")
        town.goes_well()
        await town.take_in()
        await town.work_on()
        assert await town.count("claims") == 1
        assert sum("N.º" in text for text in await town.heard()) == 1

    async def test_a_reply_in_time_leaves_nothing_to_be_read_otherwise(self, town: Town) -> None:
        await town.say("/crear", "Ana María", "Ana María")
        assert await town.answered() == {"first_names": "Ana María", "surnames": "Ana María"}
