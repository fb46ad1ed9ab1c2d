"""A chat's line: its updates in order, one a turn; albums and backlogs; turns that fail."""

import json
from typing import Any

import pytest

from domain.dialogues import ChatLine
from handlers.chat_handler import BACKLOG, HELD_ELSEWHERE, TRIES
from storage.engine.database import run
from tests.handlers.test_turn import FailingClaims
from tests.handlers.town import CLAIM, Town, fails

pytestmark = pytest.mark.slow


async def waiting(town: Town) -> int:
    """How many updates were not taken yet."""
    [row] = await run("SELECT COUNT(*) AS n FROM inbox WHERE taken_at IS NULL")
    return int(row["n"])


class TestOrder:
    async def test_what_was_written_at_once_is_answered_in_order(self, town: Town) -> None:
        await town.write("/crear", "Ana María", "Gómez", "25708059")
        await town.take_in()
        await town.work()
        assert await town.answered() == {
            "first_names": "Ana María",
            "surnames": "Gómez",
            "document": "25708059",
        }
        assert [turn.outcome for turn in town.replica.told] == ["asked"] * 4
        assert await waiting(town) == 0

    async def test_an_update_that_comes_again_at_any_time_is_known(self, town: Town) -> None:
        await town.say("/crear", "Ana María")
        before = await town.heard()
        for update in list(town.simulator.world.updates._recent):
            await town.receive(update)
        town.restart()
        await town.work()
        assert await town.heard() == before
        assert await town.answered() == {"first_names": "Ana María"}

    async def test_a_chat_that_another_replica_holds_is_left_to_it(
        self, postgres_town: Town
    ) -> None:
        town = postgres_town
        other = town.another_replica()
        line = await other.dialogues.claim(town.ana.chat_id)
        assert isinstance(line, ChatLine)
        await town.write("/start")
        await town.take_in()
        assert await town.work() == HELD_ELSEWHERE
        assert await town.heard() == []
        await other.dialogues.release(town.ana.chat_id)
        assert await town.work() is None
        assert len(await town.heard()) == 1

    async def test_nothing_to_do_leaves_the_chat_free(self, postgres_town: Town) -> None:
        town = postgres_town
        assert await town.work() is None
        assert await town.another_replica().dialogues.claim(town.ana.chat_id) is not None


class TestBacklog:
    async def test_more_than_twenty_messages_are_answered_with_one_sentence(
        self, town: Town
    ) -> None:
        await town.say("/crear")
        before = len(await town.heard())
        await town.write(*(f"mensaje {number}" for number in range(BACKLOG + 1)))
        await town.take_in()
        await town.work()
        [told] = (await town.heard())[before:]
        assert f"Me llegaron {BACKLOG + 1} mensajes juntos" in told
        assert "nombre?" in told, "the question is put again"
        assert await town.answered() == {}
        assert await waiting(town) == 0

    async def test_twenty_are_answered_one_by_one(self, town: Town) -> None:
        await town.write(*["/start"] * BACKLOG)
        await town.take_in()
        await town.work()
        assert len(await town.heard()) == BACKLOG

    async def test_what_waits_behind_a_block_is_taken_with_it(self, town: Town) -> None:
        await town.write(*["hola"] * BACKLOG)
        await town.ana.block()
        await town.take_in()
        await town.work()
        [row] = await run("SELECT blocked_at FROM chats WHERE id = ?", [town.ana.chat_id])
        assert row["blocked_at"] is not None
        assert await waiting(town) == 0


class TestAlbum:
    async def test_it_is_one_message(self, town: Town) -> None:
        await album(town, 5)
        await town.take_in()
        await town.work()
        [told] = await town.heard()
        assert "no puedo leer fotos" in told
        assert await waiting(town) == 0

    async def test_parts_that_come_late_are_passed_over(self, town: Town) -> None:
        await album(town, 4)
        updates = await town.bot.fetch_updates(None, 100, 0)
        for update in updates:
            await town.receive(update)
            await town.work()
        assert len(await town.heard()) == 1
        assert await waiting(town) == 0

    async def test_another_album_is_another_message(self, town: Town) -> None:
        for _ in range(2):
            await album(town, 2)
            await town.take_in()
        await town.work()
        assert len(await town.heard()) == 2

    async def test_what_comes_between_its_parts_is_heard(self, town: Town) -> None:
        await album(town, 2)
        await town.write("/ayuda")
        first, second, help_ = await town.bot.fetch_updates(None, 100, 0)
        await town.receive(first, help_, second)
        await town.work()
        assert len([one for one in await town.heard() if "Así se usa" in one]) == 1
        assert len([one for one in await town.heard() if "fotos" in one]) == 1


class TestTurnsThatFail:
    async def test_the_third_time_the_person_is_told_and_the_chat_goes_on(
        self, town: Town, caplog: pytest.LogCaptureFixture
    ) -> None:
        await town.say(*CLAIM)
        town.restart(FailingClaims(times=TRIES))
        await town.write("sí")
        await town.take_in()
        for _ in range(TRIES - 1):
            with pytest.raises(ConnectionError):
                await town.work()
            assert "tuve un problema" not in (await town.heard())[-1]
        assert await town.work() is None
        assert "tuve un problema" in (await town.heard())[-1]
        assert await town.count("claims") == 0
        assert await waiting(town) == 0
        assert [one for one in caplog.records if "is given up" in one.getMessage()]
        assert [turn.outcome for turn in town.replica.told] == ["failed"] * TRIES

        await town.say("sí")
        assert await town.count("claims") == 1, "the conversation stands where it stood"

    async def test_one_that_succeeds_at_last_is_told_nothing_of_it(self, town: Town) -> None:
        await town.say(*CLAIM)
        town.restart(FailingClaims(times=TRIES - 1))
        await town.write("sí")
        await town.take_in()
        for _ in range(TRIES - 1):
            with pytest.raises(ConnectionError):
                await town.work()
        await town.work()
        assert "N.º" in (await town.heard())[-1]
        assert await town.count("claims") == 1


class TestPresses:
    async def test_a_choice_is_written_under_its_question_and_its_buttons_go(
        self, town: Town
    ) -> None:
        await town.say("/reclamo")
        await town.press("Otra cosa")
        await town.take_in()
        await town.work()
        chosen = next(one for one in await town.said() if "Otra cosa" in one.text)
        assert chosen.labels == []
        assert "Contame qué pasa" in (await town.heard())[-1]

    @pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
    async def test_what_fails_beside_the_reply_costs_it_nothing(
        self, town: Town, method: str
    ) -> None:
        await town.say("/reclamo")
        town.goes_wrong(fails(method, 400, "Bad Request: query is too old", times=None))
        await town.press("Otra cosa")
        await town.take_in()
        assert await town.work() is None
        assert "Contame qué pasa" in (await town.heard())[-1]

    async def test_a_button_of_nobody_gets_its_toast(self, town: Town) -> None:
        await town.say("/start")
        message = (await town.said())[-1]
        about = {"message_id": message.id, "data": "x:no es nuestro"}
        await town.ana.ask("POST", f"sim/chats/{town.ana.chat_id}/press", about)
        await town.take_in()
        await town.work()
        assert await town.ana.alerts() == ["Ese botón es de antes"]
        assert len(await town.heard()) == 1


class TestOtherUpdates:
    async def test_one_that_cannot_be_read_is_passed_over_and_the_next_heard(
        self, town: Town, caplog: pytest.LogCaptureFixture
    ) -> None:
        await town.write("/start")
        [start] = await town.bot.fetch_updates(None, 100, 0)
        broken: dict[str, Any] = json.loads(json.dumps(start))
        broken["update_id"] -= 1
        broken["message"]["reply_to_message"] = "un secreto"
        await town.receive(broken, start)
        await town.work()
        assert len(await town.heard()) == 1
        assert await waiting(town) == 0
        assert "can't be read" in caplog.text
        assert "secreto" not in caplog.text

    async def test_a_group_is_told_once_where_people_are_attended_to(self, town: Town) -> None:
        group = await town.ana.ask(
            "POST", "sim/groups", {"title": "Vecinos", "members": [town.ana.chat_id]}
        )
        content = {"kind": "text", "text": "/start@oficina_virtual_bot"}
        await town.ana.ask("POST", f"sim/chats/{group['id']}/send", content)
        await town.take_in()
        await town.replica.delivery.drain()
        seen = await town.ana.ask("GET", f"sim/chats/{group['id']}")
        told = [one["text"] for one in seen["messages"] if one["from_bot"]]
        assert len(told) == 1
        assert "t.me/oficina_virtual_bot" in told[0]
        assert await town.count("dialogues") == 0
        assert town.woken == set()

    async def test_a_password_is_taken_out_of_the_chat(self, town: Town) -> None:
        await town.say("mi clave es Perro.Azul-77")
        assert "borré tu mensaje" in (await town.heard())[-1]
        assert all(one.from_bot for one in await town.ana.messages())


async def album(town: Town, count: int) -> None:
    """Ana sends so many photos at once."""
    await town.ana.ask("POST", f"sim/chats/{town.ana.chat_id}/album", {"count": count})
