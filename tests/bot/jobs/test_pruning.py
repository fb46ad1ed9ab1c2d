"""The leader's job that prunes and counts, until there is nothing more to do."""

from datetime import timedelta

import pytest

from bot.jobs import pruning
from bot.jobs.pruning import Pruning
from storage import tables
from storage.engine.database import open_database
from storage.notices.planning import plan_notices
from storage.outbox import StoredOutbox
from storage.retention import BATCH
from tests.bot.subscriber import add_subscriber, at

pytestmark = pytest.mark.slow


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "PAUSE", 0)


@pytest.mark.usefixtures("no_pause")
async def test_it_goes_on_while_a_batch_is_full_and_is_done_then(
    upgraded_database_url: str,
) -> None:
    async with open_database(upgraded_database_url):
        await add_subscriber(at(30, 9).date())
        await plan_notices(at(24, 12))
        [mail] = await StoredOutbox().claim(9, at(24, 12))
        await tables.OutboxItem.all().update(sent_at=at(24, 13), due_at=None, period=None)
        wrong = [tables.WrongPassword(name_key=str(n), at=at(1, 9)) for n in range(BATCH)]
        await tables.WrongPassword.bulk_create(wrong)
        job = Pruning(timedelta(days=7), lambda: at(24, 12) + timedelta(days=30))
        assert await job.run_once(), "there may be more wrong passwords"
        assert not await job.run_once()
        row = await tables.OutboxItem.get(id=mail.id)
        assert (row.content, row.about) == ("", "new_invoice")
        assert await tables.WrongPassword.all().count() == 0
