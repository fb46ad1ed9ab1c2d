"""What any inbox must do (`domain.inbox.Inbox`), beside the chats' rows."""

from datetime import UTC, datetime, timedelta

from domain.dialogues import Dialogue, Dialogues
from domain.inbox import Inbox, Received
from tests.contracts.dialogues import NOW, claimed, kept, numbers, receive


class InboxContract:
    """Mix into a test class with the fixtures `inbox` and `dialogues`."""

    async def test_an_update_that_is_stored_twice_is_one(
        self, inbox: Inbox, dialogues: Dialogues
    ) -> None:
        assert await inbox.store([Received(9, 5, '{"n": 1}')], NOW) == {9}
        assert await inbox.store([Received(9, 5, '{"n": 2}')], NOW) == frozenset()
        [waiting] = (await claimed(dialogues, 5)).waiting
        assert waiting.content == '{"n": 1}', "as it came first"

    async def test_of_several_those_that_are_new_are_told(self, inbox: Inbox) -> None:
        await receive(inbox, 5, 2, 4)
        updates = [Received(number, 5, "{}") for number in range(1, 6)]
        assert await inbox.store(updates, NOW) == {1, 3, 5}

    async def test_any_number_of_them_is_stored(self, inbox: Inbox, dialogues: Dialogues) -> None:
        updates = [Received(number, 5, "{}") for number in range(250)]
        assert len(await inbox.store(updates, NOW)) == 250
        assert await inbox.store([], NOW) == frozenset()

    async def test_what_is_of_no_chat_waits_nowhere_and_is_known(self, inbox: Inbox) -> None:
        assert await inbox.store([Received(9, None, '{"n": 1}')], NOW) == {9}
        assert await inbox.idle_chats() == ()
        assert await inbox.store([Received(9, None, '{"n": 1}')], NOW) == frozenset()

    async def test_letters_of_all_kinds_come_back(self, inbox: Inbox, dialogues: Dialogues) -> None:
        content = '{"text": "ñ 😀 \\u0000 \\ud800 \\" \'"}'
        await inbox.store([Received(2**62, 2**52 - 1, content)], NOW)
        [waiting] = (await claimed(dialogues, 2**52 - 1)).waiting
        assert (waiting.update_id, waiting.content) == (2**62, content)

    async def test_chats_where_an_update_waits_are_found_until_it_is_taken(
        self, inbox: Inbox, dialogues: Dialogues
    ) -> None:
        await receive(inbox, 5, 1, 2)
        await receive(inbox, 6, 3)
        assert sorted(await inbox.idle_chats()) == [5, 6]
        line = await claimed(dialogues, 5)
        await dialogues.save(line.dialogue, taken=numbers(line.waiting), now=NOW, release=True)
        assert await inbox.idle_chats() == (6,)

    async def test_chats_that_are_owed_something_are_found_when_it_is_due(
        self, inbox: Inbox, dialogues: Dialogues
    ) -> None:
        now = datetime.now(UTC)
        due = Dialogue(5, owed="{}", next_try_at=now - timedelta(seconds=1))
        later = Dialogue(6, owed="{}", next_try_at=now + timedelta(hours=1))
        for dialogue in (due, later):
            await kept(dialogues, dialogue)
            await dialogues.release(dialogue.chat_id)
        await receive(inbox, 6, 1)
        assert await inbox.idle_chats() == (5,), "nothing newer goes before what is owed"
