"""No turn reads a whole table of those that grow with the utility, on either engine.

The statements are those that the flows really run, over a city of thousands: PostgreSQL scans
tables that are small, and SQLite those that it has no index for.
"""

import pytest

from storage.engine.database import is_sqlite, open_database, run
from storage.sample import Sample
from tests.statements.crowd import SMALL, crowded_tables
from tests.statements.flows import flows
from tests.statements.plans import plan, plan_for_any_values, whole_tables
from tests.statements.recorder import Statement
from tests.statements.walking import Walker
from tests.storage.filled import models

ACCEPTED = {
    "SELECT q.chat_id FROM ( SELECT chat_id FROM inbox": "no turn's, but once a second: all that"
    " waits, in any chat, from an index of what waits and nothing else",
    'DELETE FROM "documents" WHERE CAST("key" AS VARCHAR) LIKE': "a person's own documents go when"
    " it has its data erased; the table keeps three months",
}
"""The statements that may read a whole table, and why."""


async def test_every_turn_goes_by_the_keys(office: Walker, town_sample: Sample) -> None:
    for flow in flows(town_sample):
        await office.walk(flow)
    seen = {one.text: one for one in office.statements.all}
    assert len(seen) > len(flows(town_sample))
    statements = list(seen.values())
    assert await scans(statements) == {}
    if is_sqlite():
        await forget_what_was_measured()
        assert await scans(statements) == {}


async def scans(statements: list[Statement]) -> dict[str, set[str]]:
    """Of these statements those that read whole tables, and which."""
    found: dict[str, set[str]] = {}
    for one in statements:
        read = whole_tables(one, await plan(one))
        if not is_sqlite():
            read |= whole_tables(one, await plan_for_any_values(one))
        if read and not one.on_one_line.startswith(tuple(ACCEPTED)):
            found[one.on_one_line] = read
    return found


async def forget_what_was_measured() -> None:
    """An office's SQLite file plans without ANALYZE."""
    await run("DELETE FROM sqlite_stat1")
    await run("ANALYZE sqlite_schema")


@pytest.mark.parametrize(
    ("text", "values", "tables"),
    [
        (
            "SELECT * FROM linked_accounts l WHERE l.last_used_at > '2020-01-02'",
            (),
            {"linked_accounts"},
        ),
        ("SELECT COUNT(*) FROM users", (), {"users"}),
        ("DELETE FROM claims WHERE text LIKE '%x'", (), {"claims"}),
        ("UPDATE chats SET blocked_at = NULL WHERE settings = 'x'", (), {"chats"}),
        ("SELECT * FROM rates", (), set()),
        ("SELECT * FROM accounts WHERE number = 'x'", (), set()),
        ("SELECT 1 FROM chats c JOIN users u ON u.id = c.user_id WHERE c.id = 1000001", (), set()),
    ],
)
async def test_what_is_read_whole_is_found(
    city_url: str, text: str, values: tuple[object, ...], tables: set[str]
) -> None:
    async with open_database(city_url):
        statement = Statement(text, values, None)
        assert whole_tables(statement, await plan(statement)) == tables


@pytest.mark.usefixtures("office")
async def test_every_table_is_filled_or_stays_small() -> None:
    assert crowded_tables() | SMALL == set(models())
    assert crowded_tables() & SMALL == set()
