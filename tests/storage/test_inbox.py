"""The inbox in the database: what is left of an update that was taken, and of whom it is."""

from datetime import timedelta

import pytest

from domain.dialogues import Dialogues
from domain.inbox import Inbox, Received
from storage import tables
from storage.dialogues import StoredDialogues
from storage.inbox import StoredInbox
from tests.contracts.dialogues import NOW, claimed, receive
from tests.contracts.inbox import InboxContract


@pytest.fixture
def dialogues(database: str) -> Dialogues:
    return StoredDialogues()


@pytest.fixture
def inbox(database: str) -> Inbox:
    return StoredInbox()


class TestStoredInbox(InboxContract):
    pass


async def test_a_taken_update_keeps_its_number_and_nothing_of_what_it_said(
    dialogues: Dialogues, inbox: Inbox
) -> None:
    await receive(inbox, 5, 9)
    line = await claimed(dialogues, 5)
    later = NOW + timedelta(minutes=1)
    await dialogues.save(line.dialogue, taken=[9], now=later)
    [kept] = await tables.InboxItem.all()
    assert (kept.update_id, kept.content) == (9, "")
    assert (kept.received_at, kept.taken_at) == (NOW, later)


async def test_of_what_belongs_to_no_chat_the_number_alone_is_kept(inbox: Inbox) -> None:
    await inbox.store([Received(9, None, '{"a": "secret"}')], NOW)
    [kept] = await tables.InboxItem.all()
    assert (kept.chat_id, kept.content, kept.taken_at) == (None, "", NOW)


@pytest.mark.usefixtures("postgres_database")
async def test_a_chat_that_a_replica_works_on_is_not_idle() -> None:
    inbox, replica = StoredInbox(), StoredDialogues()
    await receive(inbox, 5, 9)
    await claimed(replica, 5)
    assert await inbox.idle_chats() == ()
    await replica.release(5)
    assert await inbox.idle_chats() == (5,)


@pytest.mark.usefixtures("postgres_database")
async def test_a_chat_of_a_replica_that_died_is_idle_once_its_lease_lapsed() -> None:
    inbox = StoredInbox()
    await receive(inbox, 5, 9)
    await claimed(StoredDialogues(lease=timedelta(0)), 5)
    assert await inbox.idle_chats() == (5,)
