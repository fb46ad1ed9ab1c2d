"""Databases of every earlier version come through an upgrade with all they hold."""

import asyncio
import signal
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tortoise.context import require_context

from storage.engine.database import is_sqlite, open_database, run
from storage.engine.program_version import PROGRAM_VERSION
from storage.engine.schema import HISTORY, read_schema
from storage.engine.upgrades import upgrade
from storage.tables import ProgramVersion
from tests.postgres_server import PostgresServer
from tests.storage.engine.table_states import (
    STATES,
    Contents,
    columns_of,
    contents,
    definitions,
    fill,
    make,
    required,
    write,
)

pytestmark = pytest.mark.slow

WITHOUT_DEFAULT: dict[str, tuple[str, ...]] = import_module(
    "storage.engine.migrations.0007_program_version"
).WITHOUT_DEFAULT
TREE = Path(__file__).parents[3]
FIRST_VERSION = STATES[: STATES.index("0007_announcements") + 1]
"""The steps of version 0.1.0."""


@pytest.fixture
def new_tables(database_url: str, request: pytest.FixtureRequest) -> dict[str, object]:
    """What a new database of the same engine is made of."""
    if database_url.startswith("sqlite"):
        url = f"sqlite://{request.getfixturevalue('upgraded_sqlite')}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.url(request.getfixturevalue("upgraded_postgres"))

    async def read() -> dict[str, object]:
        async with open_database(url):
            return await definitions()

    return asyncio.run(read())


@pytest.mark.parametrize("state", STATES)
async def test_a_database_of_every_earlier_version_comes_through(
    database_url: str, state: str, new_tables: dict[str, object]
) -> None:
    await make(database_url, state)
    async with open_database(database_url):
        before = await fill()
        known = required({table: await columns_of(table) for table in before})

    await upgrade(database_url)

    async with open_database(database_url):
        assert await kept(before) == before, "every value is still there"
        assert await readable_rows() >= 2 * len(before), "the program of today reads the rows"
        assert await definitions() == new_tables, "the tables are those of a new database"
        await write(9, known)  # as a replica of the earlier version does, that still runs


@pytest.mark.parametrize("state", [FIRST_VERSION[0], FIRST_VERSION[3], FIRST_VERSION[5]])
async def test_a_step_that_was_made_and_not_recorded_is_not_made_again(
    database_url: str, state: str
) -> None:
    """Version 0.1.0, killed between the two, left this."""
    await make(database_url, state)
    async with open_database(database_url):
        before = await fill()
        await run(f"DELETE FROM {HISTORY} WHERE name = ?", [state])

    await upgrade(database_url)

    async with open_database(database_url):
        assert await kept(before) == before
        assert (await read_schema()).pending == ()


async def test_columns_that_the_first_version_added_get_their_default(
    database_url: str, new_tables: dict[str, object]
) -> None:
    await make(database_url, FIRST_VERSION[-1])
    async with open_database(database_url):
        before = await fill()
        await forget_defaults()

    await upgrade(database_url)

    async with open_database(database_url):
        assert await definitions() == new_tables
        assert await kept(before) == before


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 12, "the end"])
async def test_killed_in_the_middle_nothing_is_lost_and_the_next_upgrade_comes_through(
    database_url: str, at: int | str
) -> None:
    await make(database_url, STATES[2])
    async with open_database(database_url):
        before = await fill()
        tables_before = await definitions()

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.engine.killed_upgrade", database_url, str(at)),
        cwd=TREE,
    )
    assert await process.wait() == -signal.SIGKILL

    async with open_database(database_url):
        assert (await read_schema()).applied == tuple(STATES[:3])
        assert await definitions() == tables_before
        assert await kept(before) == before
    await upgrade(database_url)
    async with open_database(database_url):
        assert (await read_schema()).pending == ()
        assert await kept(before) == before


async def test_the_database_tells_which_versions_used_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upgrade(database_url)
    await upgrade(database_url)
    assert await versions(database_url) == [PROGRAM_VERSION]

    for module in ("program_version", "schema"):
        monkeypatch.setattr(f"storage.engine.{module}.PROGRAM_VERSION", "9.9.0")
    await upgrade(database_url)  # the steps are the same, the version is another

    assert await versions(database_url) == [PROGRAM_VERSION, "9.9.0"]


@pytest.mark.slow
async def test_replicas_that_start_together_upgrade_a_filled_database_once(
    fresh_postgres_url: str,
) -> None:
    await make(fresh_postgres_url, STATES[2])
    async with open_database(fresh_postgres_url):
        before = await fill()

    async def replica() -> None:
        await upgrade(fresh_postgres_url)

    await asyncio.gather(*(asyncio.create_task(replica()) for _ in range(3)))

    async with open_database(fresh_postgres_url):
        assert await kept(before) == before
    assert await versions(fresh_postgres_url) == [PROGRAM_VERSION]


async def versions(url: str) -> list[str]:
    async with open_database(url):
        return [one.version for one in await ProgramVersion.all().order_by("id")]


async def readable_rows() -> int:
    """How many rows the program of today can read, of all tables."""
    apps = require_context().apps
    assert apps is not None
    return sum([len(await model.all()) for model in apps["office"].values()])


async def forget_defaults() -> None:
    """Make the open database's columns what version 0.1.0 made them."""
    if not is_sqlite():
        for table, columns in WITHOUT_DEFAULT.items():
            for column in columns:
                await run(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')
        return
    await run("PRAGMA writable_schema = ON")
    await run(
        "UPDATE sqlite_schema SET sql = replace(sql, ' INT NOT NULL DEFAULT 0', ' INT NOT NULL')"
    )
    await run("PRAGMA writable_schema = RESET")


async def kept(before: Contents) -> Contents:
    """What the tables and columns of an earlier state hold now, in the rows there were."""
    now = await contents()
    return {
        table: [
            {column: value for column, value in row.items() if column in rows[0]}
            for row in now[table][: len(rows)]
        ]
        for table, rows in before.items()
    }
