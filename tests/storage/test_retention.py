"""What is kept, for how long, and what is left when it is pruned."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tortoise import Tortoise
from tortoise.transactions import in_transaction

from domain.dialogues import Dialogue
from domain.inbox import Received
from domain.messages import Mail, Note
from domain.notice_proof import ProvenNotice
from storage import tables
from storage.dialogues import StoredDialogues
from storage.engine.compacting import compact
from storage.engine.database import is_sqlite, open_database, run
from storage.inbox import StoredInbox
from storage.notices.ledger import StoredLedger
from storage.notices.planning import plan_notices
from storage.notices.proof import proof_of
from storage.outbox import StoredOutbox
from storage.retention import BATCH, RULES, Pruned, prune_batches
from tests.contracts.dialogues import claimed, kept
from tests.storage.conftest import NOON, World
from tests.storage.notices.test_planning import invoice, subscribe

QUARTER = timedelta(days=90)
LATER = NOON + timedelta(days=91)


@pytest.mark.usefixtures("database")
async def test_every_table_has_one_rule() -> None:
    ruled = [rule.table for rule in RULES]
    assert sorted(ruled) == sorted(
        model._meta.db_table for model in Tortoise.apps["office"].values()
    )
    assert all(rule.why for rule in RULES)


async def proved(receipt: str) -> tuple[ProvenNotice, ...]:
    """What can be proved of an invoice's notices."""
    proof = await proof_of(receipt)
    assert proof is not None
    return proof.notices


async def told(world: World) -> int:
    """Ana was told of an invoice by both ways."""
    await world.account("0001")
    user = await world.user()
    await subscribe(user)
    await invoice(world)
    await plan_notices(NOON)
    outbox = StoredOutbox()
    for one in await outbox.claim(100, NOON):
        await outbox.settle(one.id, NOON)
    return user


async def test_the_texts_of_what_was_sent_go_and_the_proof_stays(world: World) -> None:
    await told(world)
    before = await proved("A1")
    figures = await StoredLedger().figures(LATER)
    assert await prune_batches(NOON + QUARTER, QUARTER) == {}, "not a day too early"
    assert (await prune_batches(LATER, QUARTER))["outbox"] == await tables.OutboxItem.all().count()

    assert {row.content for row in await tables.OutboxItem.all()} == {""}
    assert await proved("A1") == before
    assert await StoredLedger().figures(LATER) == figures
    assert "outbox" not in await prune_batches(LATER, QUARTER)


async def test_what_is_pruned_is_not_told_again(world: World) -> None:
    await told(world)
    await prune_batches(LATER, QUARTER)
    await tables.Notice.all().delete()  # even so: the outbox knows the key
    await plan_notices(NOON)
    assert await StoredOutbox().claim(10, LATER) == ()
    again = Note("Hola"), Mail("ana@example.com", "Hola", "Hola")
    assert not await StoredOutbox().plan(again[1], key="register anapaz", now=LATER)


async def test_what_is_still_owed_keeps_its_text(world: World) -> None:
    outbox = StoredOutbox()
    await outbox.plan(Note("Hola"), key="owed", now=NOON, chat_id=1)
    await prune_batches(LATER, QUARTER)
    [owed] = await outbox.claim(1, LATER)
    assert owed.content == Note("Hola")


async def test_a_mail_that_comes_back_after_its_text_is_gone_is_left_alone(world: World) -> None:
    outbox = StoredOutbox()
    await outbox.plan(Mail("ana@example.com", "Hola", "Hola"), key="m", now=NOON)
    [mail] = await outbox.claim(1, NOON)
    await outbox.settle(mail.id, NOON)
    assert await outbox.delivered_mail(mail.id) is not None
    await prune_batches(LATER, QUARTER)
    assert await outbox.delivered_mail(mail.id) is None


async def test_what_serves_no_more_goes_and_the_rest_stays(world: World) -> None:
    await told(world)
    await kept(StoredDialogues(), Dialogue(1, asking="text", touched_at=NOON))
    await kept(StoredDialogues(), Dialogue(2, asking="text", touched_at=LATER))
    await tables.AskedMail.create(key="a", chat_id=1, address="x", at=NOON)
    await tables.WrongPassword.create(name_key="x", at=NOON)
    unconfirmed = await tables.User.create(
        first_names="Beto", surnames="Paz", document="1", email="b@example.com",
        email_key="b@example.com", username="beto", username_key="beto", registered_at=NOON,
    )  # fmt: skip
    await tables.Link.create(
        token_hash="t", purpose="confirm", chat_id=9, user_id=unconfirmed.id, key="l",
        expires_at=NOON + timedelta(days=3),
    )  # fmt: skip
    first = await prune_batches(LATER, QUARTER)
    assert first["one_time_links"] == 1
    assert "users" not in first, "not while one of its links is there"
    second = await prune_batches(LATER, QUARTER)
    assert second == {"users": 1}
    assert [row.chat_id for row in await tables.Dialogue.all()] == [2]
    assert await tables.AskedMail.all().count() + await tables.WrongPassword.all().count() == 0
    assert [user.username for user in await tables.User.all()] == ["anapaz"]
    for left in (tables.Notice, tables.Subscription, tables.Chat, tables.Invoice):
        assert await left.all().count() > 0


@pytest.mark.usefixtures("database")
async def test_an_updates_number_is_kept_for_days_after_it_was_taken() -> None:
    inbox, dialogues = StoredInbox(), StoredDialogues()
    await inbox.store([Received(number, 5, "{}") for number in (1, 2)], NOON)
    await claimed(dialogues, 5)
    await dialogues.save(Dialogue(5, touched_at=LATER), taken=[1], now=NOON)
    days = timedelta(days=4)
    assert await prune_batches(NOON + days, QUARTER) == {}
    assert await prune_batches(NOON + days + timedelta(seconds=1), QUARTER) == {"inbox": 1}
    assert [row.update_id for row in await tables.InboxItem.all()] == [2], "what waits stays"


async def test_a_batch_is_small_and_the_oldest_go_first(world: World) -> None:
    rows = [
        tables.WrongPassword(name_key=str(n), at=NOON - timedelta(days=n)) for n in range(BATCH + 5)
    ]
    await tables.WrongPassword.bulk_create(rows)
    assert (await prune_batches(LATER, QUARTER))["wrong_passwords"] == BATCH
    assert {row.name_key for row in await tables.WrongPassword.all()} == {"0", "1", "2", "3", "4"}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "rule", [one for one in RULES if isinstance(one, Pruned)], ids=lambda rule: rule.table
)
async def test_pruning_looks_only_at_what_is_old_enough(rule: Pruned) -> None:
    """The plan of each choice uses an index; a table that grows is not read through."""
    more = f" AND {rule.only}" if rule.only else ""
    chosen = f"SELECT {rule.key} FROM {rule.table} WHERE {rule.since} < ?{more}"
    if is_sqlite():
        plan = await run(f"EXPLAIN QUERY PLAN {chosen} ORDER BY {rule.since}", ["2026-11-24"])
    else:
        async with in_transaction():
            await run("SET LOCAL enable_seqscan = off")
            plan = await run(f"EXPLAIN {chosen} ORDER BY {rule.since}", [NOON])
    text = " ".join(str(row) for row in plan)
    assert f"SCAN {rule.table}" not in text, text
    assert "Seq Scan on " + rule.table not in text, text


async def test_an_sqlite_file_shrinks_when_it_is_compacted_beside_a_running_office(
    sqlite_url: str, upgraded_sqlite: Path
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite://"))
    shutil.copy(upgraded_sqlite, file)
    async with open_database(sqlite_url):
        rows = [
            tables.OutboxItem(
                key=str(n), kind="note", content="x" * 1000, planned_at=NOON, sent_at=NOON
            )
            for n in range(2 * BATCH)
        ]
        await tables.OutboxItem.bulk_create(rows)
        while await prune_batches(LATER, QUARTER):
            pass
        before, after = await asyncio.to_thread(compact, file)
        assert after < before - 500_000
        assert await tables.OutboxItem.filter(content="").count() == 2 * BATCH
