"""Conversations kept in the database, and two replicas that race over them."""

import asyncio
from dataclasses import replace

import pytest

from domain.dialogues import Dialogue, Dialogues
from storage.dialogues import StoredDialogues
from storage.engine.database import open_database
from tests.contracts.dialogues import DialoguesContract


@pytest.fixture
def dialogues(database: str) -> Dialogues:
    return StoredDialogues()


class TestStoredDialogues(DialoguesContract):
    pass


async def test_of_two_replicas_exactly_one_wins_each_version(database: str) -> None:
    """Each replica has connections of its own, as two processes would."""
    ready = asyncio.Barrier(2)

    async def replica(name: str) -> int:
        won = 0
        async with open_database(database):
            for turn in range(20):
                await ready.wait()
                current = await StoredDialogues().load(5)
                assert current.version == turn
                await ready.wait()
                won += await StoredDialogues().save(replace(current, asking=name)) is not None
        return won

    one, other = await asyncio.gather(replica("one"), replica("other"))
    assert one + other == 20
    assert (await StoredDialogues().load(5)).version == 20


async def test_tasks_started_later_share_the_open_database(database: str) -> None:
    saved = await asyncio.create_task(StoredDialogues().save(Dialogue(5, asking="late")))
    assert saved is not None
    assert (await StoredDialogues().load(5)).asking == "late"
