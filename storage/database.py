"""Opens the database and brings its tables up to date.

`sqlite://oficina.sqlite3` is a file relative to the current folder, `sqlite:///srv/oficina.sqlite3`
an absolute one; `postgres://user:password@host:port/name` (or `postgresql://`) a server's database.
"""

import asyncio
import logging
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.context import (
    TortoiseContext,
    get_current_context,
    require_context,
    set_global_context,
)
from tortoise.exceptions import BaseORMException
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from domain.clock import ZONE

BUSY_MILLISECONDS = 30_000
CONNECT_SECONDS = 10
ANSWER_SECONDS = 3  # less than a probe of the health waits
POOL = 10
UPGRADE_LOCK = 0x0F1C1A  # PostgreSQL's advisory lock: replicas that start together wait in line


# Their debugging lines carry each statement's values: codes, addresses, password hashes.
for _name in ("tortoise.db_client", "aiosqlite"):
    logging.getLogger(_name).setLevel(logging.INFO)

CUT_OFF = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a query on a connection that the server is about to close
)
"""What PostgreSQL's connections raise when the server is away, or has ended them."""
_UNREACHABLE = (*CUT_OFF, ValueError, sqlite3.Error, BaseORMException)


class DatabaseUnreachable(Exception):
    """The database can't be opened; the message says which and why, without the password."""


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[None]:
    """Connect the tables to a database for as long as the context lasts.

    The first database a process opens serves every task, also those started later by a server or
    a loop; another one opened meanwhile serves the task that opened it, and its children.

    Raises:
        DatabaseUnreachable: the address is wrong or nothing answers there.
    """
    context = TortoiseContext()
    first = get_current_context() is None
    if first:
        set_global_context(context)
    with nullcontext() if first else context:
        try:
            await _connect(context, url)
            yield
        finally:
            await context.close_connections()


async def upgrade(url: str) -> None:
    """Bring the tables up to date; replicas that start together do it once.

    Raises:
        DatabaseUnreachable: the address is wrong or nothing answers there.
    """
    async with open_database(url), _one_at_a_time(url):
        await _migrations().migrate()


async def upgrade_to(url: str, migrations: Sequence[str]) -> bool:
    """Make the tables of an empty database as they were after exactly these migrations.

    Returns whether this program knows them; nothing is made where it doesn't.
    """
    async with open_database(url):
        executor = _migrations()
        steps = [step.migration.name for step in await executor.plan()]
        last = max((steps.index(name) for name in migrations if name in steps), default=-1)
        if set(migrations) != set(steps[: last + 1]) or last < 0:
            return False
        await executor.migrate([MigrationTarget("office", steps[last])])
    return True


async def pending_migrations() -> tuple[str, ...]:
    """The migrations that the open database still lacks."""
    steps = await _migrations().plan()
    return tuple(step.migration.name for step in steps)


def tortoise_config(settings: dict[str, Any]) -> dict[str, Any]:
    """Tortoise's configuration for one database.

    The connection has its engine's name: Tortoise keeps statements that it has written by a
    connection's name, and they differ between engines.
    """
    name = settings["engine"]
    return {"connections": {name: settings}, "apps": _apps(name)}


def connection() -> BaseDBAsyncClient:
    """The open database, or the transaction under way in it."""
    return require_context().db()


def is_sqlite() -> bool:
    """Whether the open database is SQLite."""
    return connection().capabilities.dialect == "sqlite"


async def run(statement: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
    """Run SQL whose values stand as `?`; returns the rows that it selects or returns."""
    return await connection().execute_query_dict(numbered(statement), list(values))


def numbered(statement: str) -> str:
    """Write each `?` as the open database wants it: `$1`, `$2`, … for PostgreSQL."""
    if is_sqlite():
        return statement
    first, *rest = statement.split("?")
    return first + "".join(f"${place}{text}" for place, text in enumerate(rest, 1))


async def own_connection(url: str) -> asyncpg.Connection:
    """A connection to PostgreSQL beside the pool: for locks that last as long as it, and copies."""
    credentials = _settings(url)["credentials"]
    names = ("host", "port", "user", "password", "database", "ssl")
    schema = credentials.get("schema")
    return await asyncpg.connect(
        **{name: credentials.get(name) for name in names},
        server_settings={"search_path": schema} if schema else None,
        timeout=CONNECT_SECONDS,
    )


async def answers() -> bool:
    """Whether the open database answers, within `ANSWER_SECONDS` in any case."""
    asking = asyncio.ensure_future(run("SELECT 1"))
    await asyncio.wait({asking}, timeout=ANSWER_SECONDS)
    if not asking.done():
        asking.cancel()  # not awaited: a server that stands still has that wait as well
        return False
    error = asking.exception()
    if error is not None and not isinstance(error, _UNREACHABLE):
        raise error
    return error is None


@contextmanager
def unreachable(url: str) -> Iterator[None]:
    """Tell what a connection raises as `DatabaseUnreachable`."""
    try:
        yield
    except _UNREACHABLE as error:
        reason = str(error) or type(error).__name__
        raise DatabaseUnreachable(f"{without_password(url)}: {reason}") from error


def sqlite_file(url: str) -> Path | None:
    """The file that an SQLite address names; None for a server's."""
    scheme, _, path = url.partition("://")
    if scheme != "sqlite" or not path:
        return None
    return Path("/" + path.lstrip("/") if path.startswith("/") else path)


def without_password(url: str) -> str:
    """The address as it may be shown."""
    return re.sub(r"(://[^:/@]*:).*@", r"\1***@", url)


def _apps(connection_name: str) -> dict[str, dict[str, Any]]:
    office = {
        "models": ["storage.tables"],
        "migrations": "storage.migrations",
        "default_connection": connection_name,
    }
    return {"office": office}


def _migrations() -> MigrationExecutor:
    database = connection()
    return MigrationExecutor(database, _apps(database.connection_name))


async def _connect(context: TortoiseContext, url: str) -> None:
    with unreachable(url):
        await context.init(tortoise_config(_settings(url)), timezone=ZONE.key)
        await run("SELECT 1")


def _try(file: Path) -> None:
    """Make the file's folder and see that SQLite can open it.

    aiosqlite, when it can't, leaves a thread that may end with a traceback on the screen.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as trial:
        trial.execute("PRAGMA schema_version")


@asynccontextmanager
async def _one_at_a_time(url: str) -> AsyncIterator[None]:
    """Wait for another replica's upgrade. SQLite's is one process's own."""
    if is_sqlite():
        yield
        return
    guard = await own_connection(url)
    try:
        await guard.execute(f"SELECT pg_advisory_lock({UPGRADE_LOCK})")
        yield
    finally:
        await guard.close()


def _settings(url: str) -> dict[str, Any]:
    if (file := sqlite_file(url)) is not None:
        _try(file)
        credentials = {"file_path": str(file), "busy_timeout": BUSY_MILLISECONDS}
        return {"engine": "storage.sqlite", "credentials": credentials}
    if url.partition("://")[0] not in ("postgres", "postgresql"):
        raise ValueError("it has to begin with sqlite:// or postgres://")
    try:
        settings = expand_db_url(url)
    except ValueError:  # its words may quote the password
        raise ValueError(
            "it is no address; is a sign in the password not quoted (@ as %40)?"
        ) from None
    settings["credentials"] |= {"maxsize": POOL, "timeout": CONNECT_SECONDS}
    return settings
