"""The figures of notices come from an index alone, and are those of the whole ledger."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from domain.announcements import To
from domain.invoices import Period
from domain.notices import Figures, in_time_until
from storage import tables
from storage.engine.codec import read_period, write_period
from storage.engine.database import is_sqlite, run
from storage.engine.moments import stored
from storage.notices.announcements import announce, announced, recipients
from storage.notices.figures_backfill import count_batch
from storage.notices.ledger import _FIGURES, _LATE, StoredLedger
from storage.notices.planning import plan_notices
from storage.outbox import StoredOutbox
from tests.storage.conftest import NOON, World
from tests.storage.notices.test_planning import subscribe


async def test_they_equal_a_count_of_the_whole_ledger(world: World) -> None:
    """Notices of several periods, kinds and ways, with every kind of end, seen twice later."""
    chance = random.Random(7)
    await world.account("0001")
    user = await world.user()
    await subscribe(user)
    await tables.Chat.all().update(wants_reminders=True, wants_payments=True, at_night_too=True)
    await tables.LinkedAccount.create(
        user_id=user, account_id="0001", linked_at=NOON, last_used_at=NOON
    )
    for number in range(40):
        receipt, due = f"A{number}", date(2026, 11, 26) + timedelta(days=chance.randint(0, 20))
        await world.invoice(receipt, "0001", due=due)
        await tables.Invoice.filter(receipt=receipt).update(
            issued=date(2026, 11, 20), bimester=1 + number % 6, part=number % 3, parts=number % 2
        )
        if chance.random() < 0.4:
            await world.pay(receipt, date(2026, 11, 23), "100")
    await plan_notices(NOON)
    outbox = StoredOutbox()
    for item in await outbox.claim(1000, NOON):
        at = NOON + timedelta(days=chance.randint(0, 20))
        end = chance.choice(("settle", "settle", "give up", "came back", "wait"))
        if end in ("settle", "came back"):
            await outbox.settle(item.id, at)
        if end == "came back":
            await outbox.came_back(item.id, at, "no such address")
        if end == "give up":
            await outbox.give_up(item.id, at, "blocked")
    for now in (NOON + timedelta(days=20), NOON + timedelta(days=40)):
        figures = await StoredLedger().figures(now, periods=4)
        assert {_cells(one) for one in figures} == await counted(now, periods=4)
        assert list(figures) == sorted(figures, key=_order), "the newest period first"
        late = await StoredLedger().late(now, limit=1000)
        assert len(late) == sum(one.late for one in await StoredLedger().figures(now, periods=99))
        assert [one.due for one in late] == sorted((one.due for one in late), reverse=True)
        assert all(one.late for one in late)


def _cells(one: Figures) -> tuple[object, ...]:
    period = (one.period.year, one.period.bimester, one.period.part)
    return (*period, one.kind, one.channel, one.planned, one.sent, one.failed, one.late)


def _order(one: Figures) -> tuple[object, ...]:
    period = one.period
    return (-period.year, -period.bimester, -period.part, one.kind, one.channel)


async def test_what_an_earlier_version_planned_is_counted_in_batches(world: World) -> None:
    await world.account("0001")
    await subscribe(await world.user())
    await world.invoice("A1", "0001", due=date(2026, 12, 10))
    await tables.Invoice.all().update(issued=date(2026, 11, 20))
    await plan_notices(NOON)
    await announce("Corte", "De 8 a 12", await recipients(To.ALL), NOON)
    figures, announcements = await StoredLedger().figures(NOON), await announced()
    assert (len(figures), len(announcements)) == (2, 1)
    await tables.OutboxItem.all().update(about=None, period=None, in_time_until=None)
    assert await StoredLedger().figures(NOON) == ()
    assert (await count_batch(), await count_batch()) == (3, 0)
    assert await StoredLedger().figures(NOON) == figures
    assert await announced() == announcements


async def counted(now: datetime, periods: int) -> set[tuple[object, ...]]:
    """The same figures, counted row by row from the ledger joined with what became of each."""
    rows = await tables.Notice.all().prefetch_related("invoice")
    items = {item.key: item for item in await tables.OutboxItem.all()}
    counts: dict[tuple[object, ...], Counter[str]] = {}
    for row in rows:
        item, invoice = items[row.key], row.invoice
        group = (invoice.year, invoice.bimester, invoice.part, row.kind, row.channel)
        failed, sent = item.failed_at is not None, item.sent_at is not None
        told = item.sent_at or now
        late = row.in_time_until is not None and not failed and told >= row.in_time_until
        counts.setdefault(group, Counter()).update(
            planned=1, sent=sent and not failed, failed=failed, late=late
        )
    newest = sorted({group[:3] for group in counts}, reverse=True)[:periods]
    return {
        (*group, *(count[name] for name in ("planned", "sent", "failed", "late")))
        for group, count in counts.items()
        if group[:3] in newest
    }


@pytest.mark.parametrize("period", [Period(2026, 5), Period(2026, 6, 2, 12), Period(1999, 1, 99)])
def test_a_period_reads_as_it_was_written(period: Period) -> None:
    assert read_period(write_period(period)) == period


async def test_no_statement_of_the_staffs_page_reads_through_a_table_that_grows(
    world: World,
) -> None:
    await world.account("0001")
    await world.user()
    now = stored(NOON + timedelta(days=30))
    statements = ((_FIGURES, [now, write_period(Period(2026, 1))]), (_LATE, [now, 100, now]))
    for statement, values in statements:
        if is_sqlite():
            plan = await run(f"EXPLAIN QUERY PLAN {statement}", values)
            text = "\n".join(str(row["detail"]) for row in plan)
            assert not any(f"SCAN {name}" in text for name in ("outbox", "n", "i", "o")), text
    assert await announced() == ()
    assert in_time_until(date(2026, 12, 10)) > NOON
