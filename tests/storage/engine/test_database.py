"""Opening a database, bringing it up to date, and saying clearly when that can't be."""

import asyncio
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.exceptions import TransactionManagementError
from tortoise.transactions import in_transaction

from storage.engine.database import (
    DatabaseUnreachable,
    answers,
    open_database,
    run,
    without_password,
)
from storage.engine.schema import read_schema
from storage.engine.upgrades import upgrade
from storage.tables import Document, Instalment
from tests.database_relay import relay


async def test_a_new_database_lacks_all_migrations_until_it_is_upgraded(database_url: str) -> None:
    async with open_database(database_url, create=True):
        assert (await read_schema()).pending[0] == "0001_initial"
    await upgrade(database_url)
    await upgrade(database_url)
    async with open_database(database_url):
        assert (await read_schema()).pending == ()
        assert await Document.all().count() == 0


@pytest.mark.slow
async def test_replicas_that_start_together_upgrade_once(fresh_postgres_url: str) -> None:
    async def replica() -> None:
        await upgrade(fresh_postgres_url)

    await asyncio.gather(*(asyncio.create_task(replica()) for _ in range(3)))
    async with open_database(fresh_postgres_url):
        assert (await read_schema()).pending == ()


@pytest.mark.slow
async def test_a_server_that_stands_still_does_not_answer_and_later_does(
    fresh_postgres_url: str,
) -> None:
    flows = asyncio.Event()
    flows.set()
    async with relay(fresh_postgres_url, flows) as url, open_database(url):
        assert await answers()
        flows.clear()
        async with asyncio.timeout(5):
            assert not await answers()
        flows.set()
        assert await answers()


async def test_it_serves_tasks_that_know_nothing_of_who_opened_it(database: str) -> None:
    from contextvars import Context

    loop = asyncio.get_running_loop()
    task = Context().run(loop.create_task, Document.create(key="k", file_id="f"))
    await task
    assert (await Document.get(key="k")).file_id == "f"


async def test_sqlite_waits_for_writers_and_keeps_references(sqlite_url: str) -> None:
    async with open_database(sqlite_url, create=True):
        assert await run("PRAGMA journal_mode") == [{"journal_mode": "wal"}]
        assert await run("PRAGMA foreign_keys") == [{"foreign_keys": 1}]
        [row] = await run("PRAGMA busy_timeout")
        assert row["timeout"] >= 10_000


async def test_sqlite_goes_on_after_a_transaction_that_could_not_begin(sqlite_url: str) -> None:
    await upgrade(sqlite_url)
    async with open_database(sqlite_url):
        await run("PRAGMA busy_timeout = 50")
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(TransactionManagementError, match="locked"):
                async with in_transaction():
                    pass
            waiting = asyncio.create_task(_nothing())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.wait([waiting])
            other.rollback()
        async with in_transaction():
            await run("DELETE FROM accounts")
        assert await answers()


async def test_sqlite_goes_on_after_a_transaction_that_could_not_commit(sqlite_url: str) -> None:
    await upgrade(sqlite_url)
    async with open_database(sqlite_url):
        with pytest.raises(sqlite3.IntegrityError):
            await _instalment_of_no_account()
        async with in_transaction():
            assert await Instalment.all().count() == 0


async def _instalment_of_no_account() -> None:
    async with in_transaction():
        await run("PRAGMA defer_foreign_keys = ON")
        await run(
            "INSERT INTO instalments (account_id, plan, number, due, amount)"
            " VALUES (?, ?, 1, ?, 1)",
            ["nobody's", "P", "2026-01-01"],
        )


async def _nothing() -> None:
    async with in_transaction():
        pass


async def test_a_relative_sqlite_file_stands_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await upgrade("sqlite://data/oficina.sqlite3")
    assert (tmp_path / "data" / "oficina.sqlite3").exists()


@pytest.mark.parametrize("slashes", ["//", "///"])
async def test_an_absolute_sqlite_file_stands_where_it_says(tmp_path: Path, slashes: str) -> None:
    await upgrade(f"sqlite:{slashes}{tmp_path}/oficina.sqlite3")
    assert (tmp_path / "oficina.sqlite3").exists()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:secreto@127.0.0.1/name",
        "postgres://user:secre/to@127.0.0.1/name",
        "postgres://user:secreto@127.0.0.1:{free}/name",
        "sqlite://{folder}",
        "sqlite://",
        "oficina.sqlite3",
    ],
)
async def test_what_can_not_be_reached_is_named_without_its_password(
    url: str, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    address = url.format(free=free, folder=tmp_path)
    with pytest.raises(DatabaseUnreachable) as raised:
        async with open_database(address):
            pytest.fail("nothing is there to be opened")
    assert "secre" not in str(raised.value)
    assert address.partition("://")[0] in str(raised.value)


@pytest.mark.slow
async def test_a_wrong_password_is_told_but_not_shown(fresh_postgres_url: str) -> None:
    password = fresh_postgres_url.split(":")[2].split("@")[0]
    wrong = fresh_postgres_url.replace(password, "equivocada")
    with pytest.raises(DatabaseUnreachable) as raised:
        await upgrade(wrong)
    assert "rechaza el usuario o la contraseña" in str(raised.value)
    assert "equivocada" not in str(raised.value)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "oficina.sqlite3"
    file.write_text("not a database" * 100)
    with pytest.raises(DatabaseUnreachable, match="no es una base SQLite"):
        await upgrade(f"sqlite://{file}")


@pytest.mark.slow
async def test_a_server_without_that_database_is_told_from_one_that_is_away(
    fresh_postgres_url: str,
) -> None:
    with pytest.raises(DatabaseUnreachable, match="no tiene una base con ese nombre"):
        await upgrade(f"{fresh_postgres_url}_of_others")
    with pytest.raises(DatabaseUnreachable, match="el servidor no contesta"):
        await upgrade("postgres://user:secreto@127.0.0.1:1/name")


async def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(DatabaseUnreachable, match="no se puede abrir el archivo"):
        await upgrade(f"sqlite://{tmp_path}/data/oficina.sqlite3")


async def test_no_log_carries_what_is_kept(database: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await Document.create(key="clave secreta", file_id="f")
    assert await Document.filter(key="clave secreta").exists()
    assert await run("SELECT * FROM documents WHERE key = ?", ["clave secreta"])
    assert "secreta" not in caplog.text


def test_a_password_with_signs_is_hidden_whole() -> None:
    hidden = without_password("postgres://ana:a@b:c/d@host/name")
    assert hidden == "postgres://ana:***@host/name"
