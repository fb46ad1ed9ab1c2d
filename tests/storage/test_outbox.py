"""The outbox in the database: the contract, its transactions and its ledger."""

import asyncio
from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domain.outbox import Delivery, Outbox
from storage import tables
from storage.engine.database import open_database
from storage.outbox import StoredOutbox, plan
from tests.contracts.outbox import MAIL, NOTE, NOW, OutboxContract


@pytest.fixture
def outbox(database: str) -> Outbox:
    return StoredOutbox()


class TestStoredOutbox(OutboxContract):
    pass


async def test_what_a_broken_deed_planned_is_not_owed(outbox: Outbox) -> None:
    async def broken_deed() -> None:
        async with in_transaction():
            assert await plan(NOTE, key="k", now=NOW, chat_id=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken_deed()
    assert await outbox.claim(1, NOW) == ()


async def test_the_ledger_tells_what_became_of_each(outbox: Outbox) -> None:
    for key in ("sent", "failed"):
        await outbox.plan(NOTE, key=key, now=NOW, chat_id=1)
    sent, failed = await outbox.claim(2, NOW)
    later = NOW + timedelta(seconds=1)
    await outbox.settle(sent.id, later)
    await outbox.give_up(failed.id, later, "403 blocked")
    row = await tables.OutboxItem.get(key="sent")
    assert (row.planned_at, row.sent_at, row.failed_at) == (NOW, later, None)
    row = await tables.OutboxItem.get(key="failed")
    assert (row.sent_at, row.failed_at, row.last_error) == (None, later, "403 blocked")


async def test_what_proves_the_sending_is_kept_with_it(outbox: Outbox) -> None:
    await outbox.plan(MAIL, key="mail", now=NOW)
    [owed] = await outbox.claim(1, NOW)
    delivery = Delivery(NOW, "correo.example.org", f"<{'x' * 300}@example.org>", "250 2.0.0 Ok 4F2")
    await outbox.settle(owed.id, NOW + timedelta(seconds=2), delivery)
    row = await tables.OutboxItem.get(key="mail")
    kept = Delivery(row.handed_at, row.carrier or "", row.message_id or "", row.reply or "")
    assert (row.recipient, kept) == (MAIL.to, delivery)


async def test_two_replicas_share_the_work_and_repeat_none(database: str) -> None:
    for number in range(60):
        await StoredOutbox().plan(NOTE, key=f"k{number}", now=NOW, chat_id=1)

    async def sender() -> list[int]:
        taken: list[int] = []
        async with open_database(database):
            while owed := await StoredOutbox().claim(3, NOW):
                taken += [one.id for one in owed]
                for one in owed:
                    await StoredOutbox().settle(one.id, NOW)
        return taken

    one, other = await asyncio.gather(sender(), sender())
    assert len(one) + len(other) == len({*one, *other}) == 60
