"""The figures by which the office is watched, on each engine."""

from datetime import datetime, timedelta

import pytest
from tortoise.transactions import in_transaction

from domain.claims import NewClaim
from domain.clock import ZONE
from domain.health import AWAY
from domain.messages import Mail, Note
from storage import tables
from storage.claims import StoredClaims
from storage.engine.database import is_sqlite, run
from storage.monitoring import health
from storage.monitoring.health import health_figures, updates_are_coming
from storage.outbox import StoredOutbox

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
MAIL = Mail("ana@example.org", "Hola", "Hola")
NOTE = Note("Hola")

pytestmark = pytest.mark.usefixtures("database")


async def test_an_office_at_rest_owes_nothing() -> None:
    figures = await health_figures(NOON)
    assert [(one.owed, one.oldest, one.overdue) for one in figures.owed] == [(0, None, None)] * 2
    assert (figures.claims.open, figures.claims.oldest, figures.last_update) == (0, None, None)
    assert figures.imports == ()


async def test_what_is_owed_is_counted_by_kind_until_it_is_sent() -> None:
    outbox = StoredOutbox()
    await outbox.plan(MAIL, key="a mail", now=NOON - 9 * MINUTE)
    await outbox.plan(NOTE, key="a note", now=NOON - 4 * MINUTE, chat_id=1)
    await outbox.plan(NOTE, key="another", now=NOON, chat_id=1)

    figures = await health_figures(NOON)
    assert (figures.mails.owed, figures.mails.oldest) == (1, NOON - 9 * MINUTE)
    assert (figures.notes.owed, figures.notes.oldest) == (2, NOON - 4 * MINUTE)

    for item in await outbox.claim(10, NOON):
        await outbox.settle(item.id, NOON)
    figures = await health_figures(NOON)
    assert (figures.mails.owed, figures.notes.owed, figures.notes.oldest) == (0, 0, None)


async def test_what_a_sender_has_taken_up_or_put_off_is_not_overdue() -> None:
    outbox = StoredOutbox()
    await outbox.plan(MAIL, key="a mail", now=NOON - 9 * MINUTE)
    assert (await health_figures(NOON)).mails.overdue == NOON - 9 * MINUTE
    [item] = await outbox.claim(10, NOON)
    assert (await health_figures(NOON)).mails.overdue is None
    await outbox.postpone(item.id, NOON + MINUTE, "451 come back later")
    assert (await health_figures(NOON)).mails.overdue is None
    assert (await health_figures(NOON + 3 * MINUTE)).mails.overdue == NOON + MINUTE


async def test_a_server_that_is_away_is_told_from_one_message_that_fails() -> None:
    outbox = StoredOutbox()
    for number, reason in enumerate(("452 mailbox full", f"{AWAY}ConnectionRefusedError")):
        await outbox.plan(MAIL, key=f"mail {number}", now=NOON - 9 * MINUTE)
        [item] = await outbox.claim(1, NOON)
        await outbox.postpone(item.id, NOON + MINUTE, reason)
    mails = (await health_figures(NOON)).mails
    assert (mails.failing, mails.failing_since, mails.away) == (2, NOON - 9 * MINUTE, 1)
    assert mails.last_error == f"{AWAY}ConnectionRefusedError"


async def test_a_broadcast_and_a_full_mailbox_are_no_delay() -> None:
    outbox = StoredOutbox()
    await outbox.plan(MAIL, key="full", now=NOON - 9 * MINUTE)
    [item] = await outbox.claim(1, NOON)
    await outbox.postpone(item.id, NOON + MINUTE, "452 mailbox full")
    await outbox.plan(MAIL, key="broadcast", now=NOON - 9 * MINUTE, bulk=True)
    mails = (await health_figures(NOON)).mails
    assert (mails.owed, mails.bulk, mails.oldest, mails.overdue) == (2, 1, None, None)

    await outbox.plan(MAIL, key="own", now=NOON - MINUTE)
    mails = (await health_figures(NOON)).mails
    assert (mails.oldest, mails.overdue) == (NOON - MINUTE, NOON - MINUTE)


async def test_a_note_put_off_without_a_try_has_not_failed() -> None:
    outbox = StoredOutbox()
    await outbox.plan(NOTE, key="a note", now=NOON, chat_id=1)
    [item] = await outbox.claim(1, NOON)
    await outbox.postpone(item.id, NOON + MINUTE, "")
    assert (await health_figures(NOON)).notes.failing == 0


async def test_what_was_given_up_within_the_hour_is_counted() -> None:
    outbox = StoredOutbox()
    for hours in (2, 0):
        await outbox.plan(MAIL, key=f"{hours}", now=NOON)
        [item] = await outbox.claim(1, NOON)
        await outbox.give_up(item.id, NOON - timedelta(hours=hours), "550 no such user")
    assert (await health_figures(NOON)).mails.given_up == 1


async def test_a_night_in_which_a_note_may_not_go_out_is_no_delay() -> None:
    outbox, evening = StoredOutbox(), NOON.replace(hour=20, minute=50)
    await outbox.plan(NOTE, key="by day", now=evening, chat_id=1, by_day=True)
    assert (await health_figures(evening + 5 * MINUTE)).notes.oldest == evening
    assert (await health_figures(evening + timedelta(hours=5))).notes.oldest is None
    morning = NOON.replace(hour=8) + timedelta(days=1)
    assert (await health_figures(morning + 5 * MINUTE)).notes.oldest == morning


async def test_claims_wait_until_they_are_answered_and_closed() -> None:
    claims = StoredClaims()
    said = NewClaim("agua", "No sale agua", "Ana", "por acá")
    first = await claims.open(1, said, key="1", now=NOON - 9 * MINUTE)
    await claims.open(2, said, key="2", now=NOON)
    figures = (await health_figures(NOON)).claims
    assert (figures.open, figures.oldest) == (2, NOON - 9 * MINUTE)
    assert (figures.unanswered, figures.oldest_unanswered) == (2, NOON - 9 * MINUTE)

    await claims.answer(first, "Ya va", NOTE, None, NOON)
    figures = (await health_figures(NOON)).claims
    assert (figures.open, figures.unanswered, figures.oldest_unanswered) == (2, 1, NOON)

    await claims.close(first, NOON)
    assert (await health_figures(NOON)).claims.oldest == NOON


async def test_the_newest_update_of_any_replica_counts() -> None:
    await updates_are_coming(NOON)
    await updates_are_coming(NOON - MINUTE)  # a replica whose clock is behind
    assert (await health_figures(NOON)).last_update == NOON


async def test_of_the_imports_the_newest_and_the_newest_that_was_loaded_are_told() -> None:
    for minutes, refused in ((9, 0), (6, 0), (3, 2)):
        await tables.Import.create(
            kind="pagos", file="pagos.csv", lines=5, refused=refused, at=NOON - minutes * MINUTE
        )
    imports = (await health_figures(NOON)).imports
    assert [(one.kind, one.at, one.refused) for one in imports] == [
        ("pagos", NOON - 6 * MINUTE, 0),
        ("pagos", NOON - 3 * MINUTE, 2),
    ]


@pytest.mark.parametrize(
    ("statement", "values", "table", "index"),
    [
        (health._OWED, ("x", NOON, NOON, "x"), "outbox", "idx_outbox_owed"),
        (health._GIVEN_UP, (NOON,), "outbox", "idx_outbox_failed"),
        (health._CLAIMS, (), "claims", "closed_at"),
        (health._IMPORTS, ("pagos", "pagos"), "imports", "kind"),
    ],
)
async def test_no_figure_is_read_from_a_whole_table(
    statement: str, values: tuple[object, ...], table: str, index: str
) -> None:
    """Whatever the table grows to: PostgreSQL, which scans small tables, is told to scan none."""
    if is_sqlite():
        rows = await run(f"EXPLAIN QUERY PLAN {statement}", values)
        steps = [str(row["detail"]) for row in rows if table in str(row["detail"])]
        assert all("INDEX" in step or "PRIMARY KEY" in step for step in steps), steps
        assert any(index in step for step in steps), steps
        return
    async with in_transaction():
        await run("SET LOCAL enable_seqscan = off")
        rows = await run(f"EXPLAIN {statement}", values)
    plan = "\n".join(str(row["QUERY PLAN"]) for row in rows)
    assert "Seq Scan" not in plan, plan
    assert index in plan, plan
