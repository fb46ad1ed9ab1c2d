"""What any keeper of dialogues must do (`domain.dialogues.Dialogues`)."""

import asyncio
from dataclasses import replace
from datetime import datetime

from domain.clock import ZONE
from domain.dialogues import Dialogue, Dialogues, Thread

BIG_CHAT = -(2**52) + 1  # Telegram's ids need 52 bits
THREAD = Thread("overdue_voucher", 12, (("account", "0001"), ("pay_on", "mañana 😀 \0 <b>")))


class DialoguesContract:
    """Mix into a test class with a fixture `dialogues`."""

    async def test_a_chat_never_heard_of_has_a_fresh_row(self, dialogues: Dialogues) -> None:
        assert await dialogues.load(5) == Dialogue(5)

    async def test_what_was_saved_is_loaded(self, dialogues: Dialogues) -> None:
        dialogue = Dialogue(
            chat_id=BIG_CHAT,
            thread=THREAD,
            asking="pay_on",
            view=2,
            misses=1,
            message_id=77,
            set_aside=Thread("link_account", 3),
            seen=(10, 2**40),
            replied=False,
            touched_at=datetime(2026, 11, 24, 22, 30, 15, 123456, ZONE),
        )
        saved = await dialogues.save(dialogue)
        assert saved == replace(dialogue, version=1)
        assert await dialogues.load(BIG_CHAT) == saved

    async def test_each_save_makes_a_version(self, dialogues: Dialogues) -> None:
        first = await dialogues.save(Dialogue(5, thread=THREAD))
        assert first is not None
        second = await dialogues.save(replace(first, thread=None))
        assert second == Dialogue(5, version=2)
        assert await dialogues.load(5) == second

    async def test_a_stale_version_is_not_saved(self, dialogues: Dialogues) -> None:
        stale = await dialogues.load(5)
        assert await dialogues.save(replace(stale, asking="first")) is not None
        assert await dialogues.save(replace(stale, asking="second")) is None
        assert (await dialogues.load(5)).asking == "first"

    async def test_chats_do_not_mix(self, dialogues: Dialogues) -> None:
        await dialogues.save(Dialogue(5, asking="five"))
        await dialogues.save(Dialogue(6, asking="six"))
        assert (await dialogues.load(5)).asking == "five"

    async def test_of_many_that_race_one_wins(self, dialogues: Dialogues) -> None:
        for _ in range(3):
            current = await dialogues.load(5)
            racers = [replace(current, asking=f"racer {number}") for number in range(8)]
            results = await asyncio.gather(*map(dialogues.save, racers))
            [winner] = [result for result in results if result is not None]
            assert await dialogues.load(5) == winner
