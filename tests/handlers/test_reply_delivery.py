"""A reply is owed until it is delivered: when it is tried again, and what is given up."""

import pytest

from storage.engine.database import run
from tests.handlers.town import CLAIM, Town, fails, unanswered

pytestmark = pytest.mark.slow

AWAY = fails("sendMessage", 500, times=None)
EMPTY = fails("sendMessage", 400, "Bad Request: message text is empty")
"""What a probe is answered."""


class TestSurelyNotSent:
    async def test_it_is_tried_with_growing_waits_until_it_is_taken(self, town: Town) -> None:
        town.goes_wrong(AWAY)
        await town.write("/start")
        await town.take_in()
        waits = []
        for _ in range(7):
            wait = await town.work()
            assert wait is not None
            waits.append(round(wait, 3))
            town.clock.move(wait)
        assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
        town.goes_well()
        assert await town.work() is None
        assert len(await town.heard()) == 1
        assert not await town.owes()

    async def test_it_is_not_tried_before_its_time(self, town: Town) -> None:
        town.goes_wrong(AWAY)
        await town.say("/start")
        town.goes_well()
        assert 0 < (await town.work() or 0) <= 0.5
        assert await town.heard() == []

    @pytest.mark.parametrize("trouble", ["429", "500", "502", "403_html", "401"])
    async def test_an_error_of_whatever_form_costs_nothing(self, town: Town, trouble: str) -> None:
        town.goes_wrong(failing_share=1, troubles=[trouble], retry_after=2)
        await town.say("/start")
        assert await town.owes()
        town.goes_well()
        await town.work_on()
        assert len(await town.heard()) == 1

    async def test_after_a_restart_it_goes_out_before_anything_newer_and_in_order(
        self, town: Town
    ) -> None:
        await town.say("/crear")
        before = len(await town.heard())
        town.goes_wrong(AWAY)
        await town.say("Ana María")
        await town.write("/ayuda", "/privacidad")
        await town.take_in()
        town.restart()
        town.goes_well()
        await town.work_on()
        asked, helped, *privacy = (await town.heard())[before:]
        assert "apellido?" in asked
        assert "Así se usa" in helped
        assert "Ley 25.326" in "".join(privacy)

    async def test_what_went_out_of_several_replies_does_not_go_out_again(self, town: Town) -> None:
        """The document of a voucher, say, and what is offered after it: here a pause's two."""
        await town.say("/crear", "Ana")
        await town.say("/reclamo")
        await town.say("Otra cosa", "Me cobraron dos veces el quinto bimestre", "Ana Gómez")
        await town.say("Solo por este chat")
        town.goes_wrong(fails("sendMessage", 500, times=1))
        before = len(await town.heard())
        await town.say("sí")
        assert len(await town.heard()) == before
        await town.work_on()
        after = (await town.heard())[before:]
        assert len(after) == len(set(after)) >= 2
        assert "N.º" in after[0]


class TestFloodWait:
    async def test_it_is_obeyed_in_its_chat_alone(self, town: Town) -> None:
        line = fails("sendMessage", 429, "Too Many Requests: retry after 40", retry_after=40)
        town.goes_wrong(line | {"chat_id": town.ana.chat_id})
        await town.write("/start")
        await town.take_in()
        wait = await town.work()
        assert wait == pytest.approx(40, abs=0.5)
        town.clock.move(30)
        assert await town.work() == pytest.approx(10, abs=0.5)
        assert await town.heard() == [], "Telegram isn't asked meanwhile"

        async with town.another_person() as eva:
            assert len(await town.say("/start", who=eva)) == 1

        town.clock.move(10)
        await town.work()
        assert len(await town.heard()) == 1


class TestPerhapsSent:
    """Nobody knows whether it arrived: it comes once more at most."""

    async def test_it_is_sent_again_only_once_telegram_answers_a_probe(self, town: Town) -> None:
        silence = unanswered("sendMessage", arrives=False, times=3)
        town.goes_wrong(unanswered("sendMessage", arrives=True), silence)
        await town.say("/start")
        assert len(await town.heard()) == 1, "it had arrived"
        for _ in range(3):
            town.clock.move(10)
            await town.work()
            assert len(await town.heard()) == 1, "only probes go out while Telegram is silent"
        town.clock.move(10)
        assert await town.work() is None
        assert len(await town.heard()) == 2
        assert not await town.owes()

    async def test_what_did_not_arrive_comes_once(self, town: Town) -> None:
        town.goes_wrong(unanswered("sendMessage", arrives=False))
        await town.say("/start")
        assert await town.heard() == []
        await town.work_on()
        assert len(await town.heard()) == 1

    async def test_it_is_given_up_after_the_second_time(self, town: Town) -> None:
        town.goes_wrong(
            unanswered("sendMessage", arrives=True), EMPTY, unanswered("sendMessage", arrives=True)
        )
        await town.say("/start")
        await town.work_on()
        assert len(await town.heard()) == 2
        assert not await town.owes()

    @pytest.mark.parametrize("trouble", ["lost", "html", "no_result", "half", "empty", "reset"])
    async def test_an_answer_that_is_not_telegrams_leaves_it_unknown(
        self, town: Town, trouble: str
    ) -> None:
        town.goes_wrong(failing_share=1, troubles=[trouble])
        await town.say("/start")
        town.clock.move(60)
        await town.work()
        town.goes_well()
        await town.work_on()
        assert len(await town.heard()) == (2 if trouble == "lost" else 1)


class TestBlocked:
    async def test_who_blocked_the_bot_is_owed_nothing_and_remembered(
        self, town: Town, caplog: pytest.LogCaptureFixture
    ) -> None:
        await town.say("/crear")
        await town.write("Ana María")
        await town.ana.block()
        town.simulator.world.updates.pending.pop()  # the news of it comes later
        await town.take_in()
        assert await town.work() is None
        assert not await town.owes()
        [row] = await run("SELECT blocked_at FROM chats WHERE id = ?", [town.ana.chat_id])
        assert row["blocked_at"] is not None
        assert town.replica.told[-1].outcome == "blocked"
        assert not [one for one in caplog.records if one.levelname == "ERROR"]

    async def test_the_conversation_goes_on_where_it_was_once_it_is_unblocked(
        self, town: Town
    ) -> None:
        await town.say("/crear")
        await town.write("Ana María")
        await town.ana.block()
        await town.take_in()
        await town.work_on()
        await town.ana.unblock()
        await town.say("Gómez")
        assert await town.answered() == {"first_names": "Ana María", "surnames": "Gómez"}


class TestRefused:
    async def test_after_three_tries_the_person_is_told_and_the_question_is_open_again(
        self, town: Town, caplog: pytest.LogCaptureFixture
    ) -> None:
        await town.say("/crear")
        town.goes_wrong(fails("sendMessage", 400, "Bad Request: can't parse entities", times=3))
        before = len(await town.heard())
        await town.say("Ana María")
        await town.work_on()
        [told] = (await town.heard())[before:]
        assert "tuve un problema" in told
        assert await town.answered() == {}
        assert [one.levelname for one in caplog.records if "given up" in one.message] == ["ERROR"]
        assert "apellido?" in (await town.say("Ana Inés"))[-1]
        assert await town.answered() == {"first_names": "Ana Inés"}

    async def test_one_refusal_is_tried_again(self, town: Town) -> None:
        town.goes_wrong(fails("sendMessage", 400, "Bad Request: something"))
        await town.say("/start")
        await town.work_on()
        [told] = await town.heard()
        assert "Soy la" in told

    async def test_a_deed_that_was_done_stays_done(self, town: Town) -> None:
        await town.say(*CLAIM)
        town.goes_wrong(fails("sendMessage", 400, "Bad Request: can't parse entities", times=3))
        await town.say("sí")
        await town.work_on()
        assert "tuve un problema" in (await town.heard())[-1]
        assert await town.count("claims") == 1
        assert await town.answered() == {}

    async def test_what_tells_of_trouble_is_not_told_of_again(self, town: Town) -> None:
        town.goes_wrong(fails("sendMessage", 400, "Bad Request: no", times=None))
        await town.say("/start")
        await town.work_on()
        assert not await town.owes()
        assert await town.heard() == []
