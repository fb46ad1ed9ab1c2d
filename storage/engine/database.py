"""Opens the database.

`sqlite://oficina.sqlite3` is a file relative to the current folder, `sqlite:///srv/oficina.sqlite3`
an absolute one; `postgres://user:password@host:port/name` (or `postgresql://`) a server's database.
"""

import asyncio
import logging
import re
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.context import (
    TortoiseContext,
    get_current_context,
    require_context,
    set_global_context,
)
from tortoise.exceptions import BaseORMException

from domain.clock import ZONE
from storage.engine.failures import explain
from texts.staff import database as texts

BUSY_MILLISECONDS = 30_000
CONNECT_SECONDS = 10
ANSWER_SECONDS = 3  # less than a probe of the health waits
POOL = 10
T = TypeVar("T")


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
DRIVER_ERRORS = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    ConnectionError,
    sqlite3.Error,
    BaseORMException,
)
"""What the use of an open database may raise."""


class DatabaseUnreachable(Exception):
    """The database can't be used; the message says which and why, without the password."""


class DatabaseMissing(DatabaseUnreachable):
    """No office is kept there."""


class PlainConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that goes back to the pool as it is.

    asyncpg has each one reset its session by a statement of its own, which would double those of a
    turn. Nothing here changes a session: what lasts longer than a transaction has `own_connection`.
    """

    def get_reset_query(self) -> str:
        """asyncpg's hook."""
        return ""


@asynccontextmanager
async def open_database(url: str, *, create: bool = False) -> AsyncIterator[None]:
    """Connect the tables to a database for as long as the context lasts.

    The first database a process opens serves every task, also those started later by a server or
    a loop; another one opened meanwhile serves the task that opened it, and its children.
    A SQLite file that isn't there is made only with `create`.

    Raises:
        DatabaseMissing: there is no such file.
        DatabaseUnreachable: the address is wrong or nothing answers there.
    """
    context = TortoiseContext()
    first = get_current_context() is None
    if first:
        set_global_context(context)
    with nullcontext() if first else context:
        try:
            await _connect(context, url, create=create)
            yield
        finally:
            await context.close_connections()


def tortoise_config(settings: dict[str, Any]) -> dict[str, Any]:
    """Tortoise's configuration for one database.

    The connection has its engine's name: Tortoise keeps statements that it has written by a
    connection's name, and they differ between engines.
    """
    name = settings["engine"]
    return {"connections": {name: settings}, "apps": apps(name)}


def apps(connection_name: str) -> dict[str, dict[str, Any]]:
    """Where Tortoise finds the tables and their migrations."""
    office = {
        "models": ["storage.tables"],
        "migrations": "storage.engine.migrations",
        "default_connection": connection_name,
    }
    return {"office": office}


def connection() -> BaseDBAsyncClient:
    """The open database, or the transaction under way in it."""
    return require_context().db()


def is_sqlite() -> bool:
    """Whether the open database is SQLite."""
    return connection().capabilities.dialect == "sqlite"


async def run(statement: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
    """Run SQL whose values stand as `?`; returns the rows that it selects or returns."""
    return await connection().execute_query_dict(numbered(statement), list(values))


def in_transaction_now() -> bool:
    """Whether a transaction is under way."""
    return isinstance(connection(), TransactionalDBClient)


def numbered(statement: str) -> str:
    """Write each `?` as the open database wants it: `$1`, `$2`, … for PostgreSQL."""
    return statement if is_sqlite() else _numbered(statement)


@lru_cache(maxsize=512)
def _numbered(statement: str) -> str:
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
    return await answer(run("SELECT 1")) is not None


async def answer(question: Coroutine[Any, Any, T]) -> T | None:
    """What the open database is asked, or None if it is away, within `ANSWER_SECONDS`."""
    asking = asyncio.ensure_future(question)
    await asyncio.wait({asking}, timeout=ANSWER_SECONDS)
    if not asking.done():
        asking.cancel()  # not awaited: a server that stands still has that wait as well
        return None
    error = asking.exception()
    if error is None:
        return asking.result()
    if not isinstance(error, CUT_OFF + DRIVER_ERRORS):
        raise error
    return None


def sqlite_file(url: str) -> Path | None:
    """The file that the address names; None for other engines' addresses."""
    scheme, _, path = url.partition("://")
    if scheme != "sqlite" or not path:
        return None
    return Path("/" + path.lstrip("/") if path.startswith("/") else path)


def data_folder(url: str) -> Path:
    """The folder of an SQLite file; that of the process where the database is a server's."""
    file = sqlite_file(url)
    return file.parent if file else Path()


def without_password(url: str) -> str:
    """The address as it may be shown: a file's with its whole path."""
    if (file := sqlite_file(url)) is not None:
        return f"sqlite://{file.absolute()}"
    return re.sub(r"(://[^:/@]*:).*@", r"\1***@", url)


def unusable(url: str, error: BaseException) -> DatabaseUnreachable:
    """What the driver's error means and what to do, to be raised."""
    detail = str(error) or type(error).__name__
    reason = explain(error) or texts.UNEXPLAINED
    return DatabaseUnreachable(texts.unreachable(without_password(url), reason, detail))


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Have what stands in the way of work on the database told as a sentence.

    Raises:
        DatabaseUnreachable: no room, no permission, a lock and the like; other errors are let by.
    """
    try:
        yield
    except DRIVER_ERRORS as error:
        if explain(error) is None:
            raise
        raise unusable(url, error) from error


def _no_address(url: str, reason: str) -> DatabaseUnreachable:
    return DatabaseUnreachable(texts.no_address(without_password(url), reason))


async def _connect(context: TortoiseContext, url: str, *, create: bool) -> None:
    try:
        if (file := sqlite_file(url)) is not None:
            _try(file, create=create)
        await context.init(tortoise_config(_settings(url)), timezone=ZONE.key)
        await run("SELECT 1")
    except (*CUT_OFF, *DRIVER_ERRORS, ValueError) as error:
        raise unusable(url, error) from error


def _try(file: Path, *, create: bool) -> None:
    """See that SQLite can open the file; with `create`, make it and its folder.

    aiosqlite, when it can't, leaves a thread that may end with a traceback on the screen.
    """
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.exists():
        raise DatabaseMissing(texts.no_file(str(file.absolute())))
    with closing(sqlite3.connect(file)) as trial:
        trial.execute("PRAGMA schema_version")


def _settings(url: str) -> dict[str, Any]:
    if (file := sqlite_file(url)) is not None:
        credentials = {"file_path": str(file), "busy_timeout": BUSY_MILLISECONDS}
        return {"engine": "storage.engine.sqlite", "credentials": credentials}
    if not url.startswith(("postgres://", "postgresql://")):
        raise _no_address(url, texts.UNKNOWN_ENGINE)
    try:
        settings = expand_db_url(url)
    except ValueError:  # its words may quote the password
        raise _no_address(url, texts.NO_ADDRESS) from None
    settings["credentials"] |= {
        "maxsize": POOL,
        "timeout": CONNECT_SECONDS,
        "connection_class": PlainConnection,
    }
    return settings
