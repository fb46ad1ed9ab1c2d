"""What any keeper of chats' rows must do (`domain.dialogues.Dialogues`), beside an inbox."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from domain.clock import ZONE
from domain.dialogues import (
    ChatLine,
    Dialogue,
    Dialogues,
    LastTurn,
    Saved,
    Thread,
    WaitingUpdate,
)
from domain.inbox import Inbox, Received
from domain.office import ChatView

NOW = datetime(2026, 11, 24, 22, 30, 15, 123456, ZONE)
BIG_CHAT = 2**52 - 1  # Telegram's ids need 52 bits
THREAD = Thread("overdue_voucher", 12, (("account", "0001"), ("pay_on", "mañana 😀 \0 <b>")))
FULL = Dialogue(
    chat_id=BIG_CHAT,
    thread=THREAD,
    asking="pay_on",
    view=2,
    misses=1,
    message_id=77,
    set_aside=Thread("link_account", 3),
    touched_at=NOW,
    album="13579",
    last_turn=LastTurn(
        said="0a1b",
        deed=True,
        perhaps_seen=True,
        thread=THREAD,
        asking="account",
        view=1,
        misses=2,
        set_aside=Thread("claim", 4, (("topic", "other"),)),
    ),
    owed='{"replies": ["ñ 😀"]}',
    next_try_at=NOW,
)


async def claimed(dialogues: Dialogues, chat_id: int) -> ChatLine:
    """The chat's line; nobody else holds it."""
    line = await dialogues.claim(chat_id)
    assert line is not None
    return line


async def row(dialogues: Dialogues, chat_id: int) -> Dialogue:
    return (await claimed(dialogues, chat_id)).dialogue


async def kept(dialogues: Dialogues, dialogue: Dialogue) -> Saved:
    """The chat's row, saved for the first time by who claimed it."""
    await claimed(dialogues, dialogue.chat_id)
    saved = await dialogues.save(dialogue, now=NOW)
    assert saved is not None
    return saved


async def receive(inbox: Inbox, chat_id: int, *numbers: int) -> None:
    """Updates of the chat come in."""
    await inbox.store([Received(one, chat_id, f'{{"n": {one}}}') for one in numbers], NOW)


def numbers(waiting: Sequence[WaitingUpdate]) -> list[int]:
    return [one.update_id for one in waiting]


class DialoguesContract:
    """Mix into a test class with the fixtures `dialogues` and `inbox`."""

    async def test_a_chat_never_heard_of_has_a_fresh_row(self, dialogues: Dialogues) -> None:
        assert await dialogues.claim(5) == ChatLine(Dialogue(5), ChatView())

    async def test_what_was_saved_is_read_with_the_next_claim(self, dialogues: Dialogues) -> None:
        saved = await kept(dialogues, FULL)
        assert saved == Saved(replace(FULL, version=1), waiting=0)
        assert await row(dialogues, BIG_CHAT) == saved.dialogue

    async def test_what_is_empty_again_is_read_as_empty(self, dialogues: Dialogues) -> None:
        saved = await kept(dialogues, FULL)
        emptied = Dialogue(BIG_CHAT, version=saved.dialogue.version)
        assert await dialogues.save(emptied, now=NOW) is not None
        assert await row(dialogues, BIG_CHAT) == Dialogue(BIG_CHAT, version=2)

    async def test_a_claim_that_nothing_follows_changes_nothing(self, dialogues: Dialogues) -> None:
        await claimed(dialogues, 5)
        await dialogues.release(5)
        first = await row(dialogues, 5)
        saved = await dialogues.save(replace(first, asking="first"), now=NOW)
        assert saved is not None
        assert saved.dialogue.version == 1

    async def test_a_stale_version_is_not_saved(self, dialogues: Dialogues) -> None:
        stale = await row(dialogues, 5)
        assert await dialogues.save(replace(stale, asking="first"), now=NOW) is not None
        assert await dialogues.save(replace(stale, asking="second"), now=NOW) is None
        newer = await row(dialogues, 5)
        assert await dialogues.save(replace(newer, asking="third"), now=NOW) is not None
        assert await dialogues.save(replace(newer, asking="fourth"), now=NOW) is None
        assert (await row(dialogues, 5)).asking == "third"

    async def test_chats_do_not_mix(self, dialogues: Dialogues, inbox: Inbox) -> None:
        await receive(inbox, 5, 1)
        await kept(dialogues, Dialogue(5, asking="five"))
        await kept(dialogues, Dialogue(6, asking="six"))
        five, six = await claimed(dialogues, 5), await claimed(dialogues, 6)
        assert (five.dialogue.asking, numbers(five.waiting)) == ("five", [1])
        assert (six.dialogue.asking, numbers(six.waiting)) == ("six", [])

    async def test_of_many_that_race_one_wins(self, dialogues: Dialogues) -> None:
        for _ in range(3):
            current = await row(dialogues, 5)
            racers = [replace(current, asking=f"racer {number}") for number in range(8)]
            results = await asyncio.gather(*(dialogues.save(one, now=NOW) for one in racers))
            [winner] = [result for result in results if result is not None]
            assert await row(dialogues, 5) == winner.dialogue

    async def test_what_waits_is_claimed_in_order_as_it_came(
        self, dialogues: Dialogues, inbox: Inbox
    ) -> None:
        await receive(inbox, 5, 12, 9)
        await receive(inbox, 5, 11)
        line = await claimed(dialogues, 5)
        assert line.waiting == tuple(WaitingUpdate(n, f'{{"n": {n}}}') for n in (9, 11, 12))

    async def test_what_was_taken_waits_no_longer(self, dialogues: Dialogues, inbox: Inbox) -> None:
        await receive(inbox, 5, 9, 11, 12)
        line = await claimed(dialogues, 5)
        saved = await dialogues.save(line.dialogue, taken=[9, 12], now=NOW)
        assert saved is not None
        assert saved.waiting == 1
        assert numbers((await claimed(dialogues, 5)).waiting) == [11]
        assert await inbox.store([Received(9, 5, "{}")], NOW) == frozenset(), "it is remembered"

    async def test_an_update_is_taken_once_and_with_its_row_or_not_at_all(
        self, dialogues: Dialogues, inbox: Inbox
    ) -> None:
        await receive(inbox, 5, 9, 11)
        line = await claimed(dialogues, 5)
        first = await dialogues.save(line.dialogue, taken=[9], now=NOW)
        assert first is not None
        again = replace(first.dialogue, asking="again")
        assert await dialogues.save(again, taken=[9, 11], now=NOW) is None, "9 was taken"
        stale = replace(line.dialogue, asking="stale")
        assert await dialogues.save(stale, taken=[11], now=NOW) is None
        after = await claimed(dialogues, 5)
        assert after.dialogue == first.dialogue
        assert numbers(after.waiting) == [11]

    async def test_what_fails_in_a_turn_is_undone_with_all_of_it(
        self, dialogues: Dialogues, inbox: Inbox
    ) -> None:
        await receive(inbox, 5, 9)
        line = await claimed(dialogues, 5)

        async def turn() -> None:
            async with dialogues.together():
                saved = await dialogues.save(
                    replace(line.dialogue, asking="other"), taken=[9], now=NOW
                )
                assert saved is not None
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await turn()
        after = await claimed(dialogues, 5)
        assert after.dialogue == line.dialogue
        assert numbers(after.waiting) == [9]
