"""Chats' rows in the database, and replicas that want the same chat."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.dialogues import Dialogue, Dialogues
from domain.inbox import Inbox, Received
from storage import tables
from storage.desk import StoredDesk
from storage.dialogues import WAITING_AT_ONCE, StoredDialogues
from storage.engine.database import open_database
from storage.inbox import StoredInbox
from storage.office import StoredOffice
from tests.contracts.dialogues import NOW, DialoguesContract, claimed, kept, numbers, receive, row
from tests.storage.conftest import World

WITHIN = 30.0  # seconds
SHORT = timedelta(seconds=0.3)


@pytest.fixture
def dialogues(database: str) -> Dialogues:
    return StoredDialogues()


@pytest.fixture
def inbox(database: str) -> Inbox:
    return StoredInbox()


class TestStoredDialogues(DialoguesContract):
    pass


async def test_of_two_replicas_exactly_one_wins_each_version(database: str) -> None:
    """Each replica has connections of its own, as two processes would."""
    ready = asyncio.Barrier(2)

    async def replica(name: str) -> int:
        won = 0
        async with open_database(database):
            mine = StoredDialogues(lease=timedelta(0))
            for turn in range(20):
                await ready.wait()
                current = await until_claimed(mine, 5)
                assert current.version == turn
                await ready.wait()
                won += await mine.save(replace(current, asking=name), now=NOW) is not None
        return won

    one, other = await asyncio.gather(replica("one"), replica("other"))
    assert one + other == 20
    [found] = await tables.Dialogue.all()
    assert found.version == 20


async def test_tasks_started_later_share_the_open_database(database: str) -> None:
    await asyncio.create_task(kept(StoredDialogues(), Dialogue(5, asking="late")))
    [found] = await tables.Dialogue.all()
    assert found.asking == "late"


async def test_a_claim_tells_who_writes_there(world: World) -> None:
    await world.account("0001")
    await world.user(chat_id=5)
    await StoredDesk().link_account(5, "0001", world.now)
    view = (await claimed(StoredDialogues(), 5)).view
    office: StoredOffice = world.office(5)
    assert view.user == await office.user()
    assert view.accounts == await office.linked_accounts()
    assert [one.number for one in view.accounts] == ["0001"]


async def test_a_flood_is_read_in_parts(dialogues: Dialogues, inbox: Inbox) -> None:
    updates = [Received(n, 5, "{}") for n in range(WAITING_AT_ONCE + 5)]
    await inbox.store(updates, NOW)
    line = await claimed(dialogues, 5)
    assert numbers(line.waiting) == list(range(WAITING_AT_ONCE))
    saved = await dialogues.save(line.dialogue, taken=numbers(line.waiting), now=NOW)
    assert saved is not None
    assert saved.waiting == 5


@pytest.mark.usefixtures("postgres_database")
class TestLeases:
    """On PostgreSQL, where several replicas take chats."""

    async def test_a_chat_that_another_replica_holds_is_not_claimed(self) -> None:
        one, other = StoredDialogues(), StoredDialogues()
        await claimed(one, 5)
        assert await other.claim(5) is None
        assert await one.claim(5) is not None, "who holds it may claim it again"
        assert await other.claim(6) is not None, "and of other chats nothing is held"

    async def test_a_chat_that_was_given_up_can_be_claimed(self) -> None:
        one, other = StoredDialogues(), StoredDialogues()
        await claimed(one, 5)
        await other.release(5)
        assert await other.claim(5) is None, "nobody gives up what another holds"
        await one.release(5)
        line = await claimed(other, 5)
        assert await one.claim(5) is None
        await other.save(line.dialogue, now=NOW, release=True)
        assert await one.claim(5) is not None

    async def test_a_save_on_the_way_holds_it_still(self) -> None:
        one, other = StoredDialogues(), StoredDialogues()
        line = await claimed(one, 5)
        await one.save(line.dialogue, now=NOW)
        assert await other.claim(5) is None

    async def test_a_lease_lapses_unless_it_is_renewed(self) -> None:
        silent, other = StoredDialogues(lease=SHORT), StoredDialogues(lease=timedelta(minutes=5))
        await claimed(silent, 5)
        await until_claimed(other, 5)
        await silent.renew([5])
        assert await silent.claim(5) is None, "what was lost is not taken back"

    async def test_renewing_holds_it_for_longer(self) -> None:
        one = StoredDialogues()
        await claimed(one, 5)
        before = await held_until(5)
        await StoredDialogues().renew([4, 5])
        assert await held_until(5) == before, "another's is not renewed"
        await one.renew([4, 5])
        assert await held_until(5) > before

    async def test_renewing_takes_nothing_that_was_given_up(self) -> None:
        one, other = StoredDialogues(), StoredDialogues()
        await claimed(one, 5)
        await one.release(5)
        await one.renew([5])
        assert await other.claim(5) is not None

    async def test_a_replica_that_outlived_its_lease_cannot_save(self) -> None:
        await receive(StoredInbox(), 5, 9)
        slow, quick = StoredDialogues(lease=timedelta(0)), StoredDialogues()
        late = await claimed(slow, 5)
        line = await claimed(quick, 5)
        saved = await quick.save(replace(line.dialogue, asking="quick"), taken=[9], now=NOW)
        assert saved is not None
        outlived = replace(late.dialogue, asking="slow")
        assert await slow.save(outlived, taken=[9], now=NOW) is None
        assert await slow.save(outlived, now=NOW, release=True) is None
        assert await slow.claim(5) is None, "the other still holds it"
        assert await row(quick, 5) == saved.dialogue


async def until_claimed(dialogues: Dialogues, chat_id: int) -> Dialogue:
    """The chat's row, once nobody else holds it."""
    async with asyncio.timeout(WITHIN):
        while (line := await dialogues.claim(chat_id)) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return line.dialogue


async def held_until(chat_id: int) -> datetime:
    until = (await tables.Dialogue.get(chat_id=chat_id)).leased_until
    assert isinstance(until, datetime)
    return until
