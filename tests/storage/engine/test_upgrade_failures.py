"""An upgrade that can't be made says why and what to do, and leaves everything as it was."""

import os
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import asyncpg
import pytest

from storage.engine import database, upgrades
from storage.engine.database import DatabaseMissing, DatabaseUnreachable, open_database, run
from storage.engine.program_version import PROGRAM_VERSION
from storage.engine.schema import read_schema
from storage.engine.upgrades import (
    DatabaseNewer,
    TablesBehind,
    UpgradeFailed,
    check_tables,
    upgrade,
)
from tests.storage.engine.table_states import (
    STATES,
    contents,
    definitions,
    fill,
    later_version,
    make,
)

pytestmark = pytest.mark.slow

THIRD = STATES[2]
NOBODY = 65534


@asynccontextmanager
async def refused(url: str, *words: str) -> AsyncIterator[None]:
    """A filled database of the third step, whose upgrade is refused and changes nothing."""
    await make(url, THIRD)
    async with open_database(url):
        await fill()
        before = await contents(), await definitions()
    with pytest.raises(UpgradeFailed) as raised:
        yield
    for word in (*words, "quedaron como estaban"):
        assert word in str(raised.value)
    async with open_database(url):
        assert (await contents(), await definitions()) == before
        assert (await read_schema()).applied == tuple(STATES[:3])


@pytest.mark.slow
async def test_an_empty_database_that_could_not_keep_emoji_is_refused(
    fresh_postgres_url: str,
) -> None:
    """What createdb makes where PostgreSQL was installed without a locale."""
    async with open_database(fresh_postgres_url):
        await run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    latin = fresh_postgres_url.rpartition("/")[0] + "/latin"
    with pytest.raises(UpgradeFailed, match="LATIN1, y la oficina necesita UTF8"):
        await upgrade(latin)
    async with open_database(latin):
        assert not (await read_schema()).applied
    async with open_database(fresh_postgres_url):
        await run("DROP DATABASE latin")


async def test_a_step_that_does_not_fit_the_tables_undoes_those_before_it(
    database_url: str,
) -> None:
    """Somebody made a table of his own that has a later step's name."""
    async with open_database(database_url, create=True):
        await run("CREATE TABLE announcements (note TEXT NOT NULL)")
    async with refused(database_url, "0007_announcements", "already exists", "versión anterior"):
        await upgrade(database_url)


@pytest.mark.slow
async def test_a_table_that_another_session_holds(
    fresh_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrades, "LOCK_SECONDS", 1)
    async with refused(fresh_postgres_url, "0004_notices", "otro proceso la tiene ocupada"):
        backup = await asyncpg.connect(fresh_postgres_url)
        try:
            async with backup.transaction():
                await backup.execute("SELECT count(*) FROM chats")
                await upgrade(fresh_postgres_url)
        finally:
            await backup.close()


async def test_a_file_that_another_process_writes(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    async with refused(sqlite_url, "otro proceso la tiene ocupada"):
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as other:
            other.execute("BEGIN IMMEDIATE")
            await upgrade(sqlite_url)


@pytest.mark.slow
async def test_a_user_who_may_not_change_the_tables(fresh_postgres_url: str) -> None:
    async with refused(fresh_postgres_url, "no tiene permiso", "GRANT"):
        url = await another_user(fresh_postgres_url)
        await upgrade(url)


@pytest.mark.slow
async def test_a_user_who_may_not_make_tables(fresh_postgres_url: str) -> None:
    url = await another_user(fresh_postgres_url)
    with pytest.raises(UpgradeFailed, match="no tiene permiso"):
        await upgrade(url)


async def test_a_file_that_may_only_be_read(locked_folder: Path) -> None:
    url = f"sqlite://{locked_folder / 'oficina.sqlite3'}"
    await make(url, THIRD)
    with read_only(locked_folder), pytest.raises(DatabaseUnreachable) as raised:
        await upgrade(url)
    assert "solo lectura" in str(raised.value)
    async with open_database(url):
        assert (await read_schema()).applied == tuple(STATES[:3])


async def test_a_database_of_a_later_version_is_refused_by_name(database_url: str) -> None:
    await upgrade(database_url)
    async with open_database(database_url):
        await later_version("9.9.0")
        before = await contents()

    for deed in (upgrade, checked):
        with pytest.raises(DatabaseNewer) as raised:
            await deed(database_url)
        assert "versión 9.9.0" in str(raised.value)
        assert f"la {PROGRAM_VERSION}," in str(raised.value)
        assert "9999_later" in str(raised.value)
    async with open_database(database_url):
        assert await contents() == before


async def test_tables_that_lack_steps_are_told_from_none(database_url: str) -> None:
    with pytest.raises(DatabaseMissing):
        await upgrade(database_url, create=False)
    await make(database_url, THIRD)
    with pytest.raises(TablesBehind, match=r"0004_notices.*oficina db upgrade"):
        await checked(database_url)
    await upgrade(database_url, create=False)
    await checked(database_url)


@pytest.mark.slow
async def test_a_database_of_somebody_else_holds_no_office(fresh_postgres_url: str) -> None:
    async with open_database(fresh_postgres_url):
        await run("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(DatabaseMissing) as raised:
        await upgrade(fresh_postgres_url, create=False)
    assert fresh_postgres_url.rpartition("@")[2] in str(raised.value)


async def test_a_missing_file_is_named_with_its_whole_path_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatabaseMissing, match=str(tmp_path / "data" / "oficina.sqlite3")):
        await upgrade("sqlite://data/oficina.sqlite3", create=False)
    assert not (tmp_path / "data").exists()


async def checked(url: str) -> None:
    async with open_database(url):
        await check_tables(url)


async def another_user(url: str) -> str:
    """The address of the same database for a user who may read and write, and change no table."""
    owner = await asyncpg.connect(url)
    try:
        name = url.rpartition("/")[2]
        await owner.execute(f"CREATE ROLE clerk_{name} LOGIN PASSWORD 'secreto'")
        await owner.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk_{name}")
    finally:
        await owner.close()
    return f"postgres://clerk_{name}:secreto@{url.rpartition('@')[2]}"


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that other users may see into, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder and its files can't be written; root is somebody else meanwhile."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    privileged = os.geteuid() == 0
    if privileged:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if privileged:
            os.seteuid(0)
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o644)
