"""Reads a snapshot of a database, beside a running office and without holding it up.

One transaction sees one moment: SQLite's WAL and PostgreSQL's REPEATABLE READ both provide it. The
columns are the database's own, so one that was not upgraded yet is read as it is.
"""

import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.backup.snapshots import (
    AT_ONCE,
    BackupError,
    Header,
    Row,
    Snapshot,
    Table,
    in_order,
    known_tables,
)
from storage.engine.database import DRIVER_ERRORS, own_connection, sqlite_file, unusable
from storage.engine.moments import stored
from storage.engine.schema import HISTORY
from texts.staff import backup as texts

# Of the tables in the schema in use: their columns, their key, whom they refer to, their sequence.
_COLUMNS = """
    SELECT c.relname AS name, a.attname AS column, format_type(a.atttypid, NULL) AS type,
           COALESCE(a.attnum = ANY (i.indkey), FALSE) AS is_key,
           pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    ORDER BY c.relname, a.attnum
"""
_REFERENCES = """
    SELECT conrelid::regclass::text AS name, confrelid::regclass::text AS refers_to
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
_MIGRATIONS = f"SELECT name FROM {HISTORY} WHERE app = 'office' ORDER BY id"  # noqa: S608
_TO_VALUE: dict[str, Callable[[Any], str]] = {
    "timestamp with time zone": lambda moment: str(stored(moment)),
    "date": lambda day: str(day),
    "numeric": lambda amount: f"{amount:f}",
}


@asynccontextmanager
async def open_snapshot(url: str) -> AsyncIterator[Snapshot]:
    """Look at a database as it is now, for as long as the context lasts.

    Raises:
        DatabaseUnreachable, BackupError: it can't be opened, or holds no office.
    """
    file = sqlite_file(url)
    if file is not None:
        with closing(_open(url, file)) as connection:
            yield _OfSQLite(connection)
        return
    try:
        server = await own_connection(url)
    except DRIVER_ERRORS as error:
        raise unusable(url, error) from error
    try:
        async with server.transaction(isolation="repeatable_read", readonly=True):
            yield _OfPostgreSQL(server, await _postgresql_header(server))
    finally:
        await server.close()


def _open(url: str, file: Path) -> sqlite3.Connection:
    if not file.exists():
        raise BackupError(texts.no_database(str(file)))
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM sqlite_schema")  # from here on nothing changes
    except DRIVER_ERRORS as error:
        raise unusable(url, error) from error
    return connection


class _OfSQLite:
    """What an SQLite file holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.header = self._header()

    async def rows(self, table: Table) -> AsyncIterator[list[Row]]:
        columns = ", ".join(f'"{name}"' for name in table.columns)
        found = self._connection.execute(
            f'SELECT {columns} FROM "{table.name}" ORDER BY "{table.key}"'  # noqa: S608
        )
        while batch := found.fetchmany(AT_ONCE):
            yield [list(row) for row in batch]

    async def check(self) -> None:
        """A transaction is right by itself."""

    def _header(self) -> Header:
        execute = self._connection.execute
        schema = execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        there = {name for (name,) in schema}
        if HISTORY not in there:
            raise BackupError(texts.NO_OFFICE)
        refers_to = {
            name: {row[2] for row in execute(f'PRAGMA foreign_key_list("{name}")')}
            for name in there & known_tables()
        }
        tables = []
        for name in in_order(refers_to):
            columns = execute(f'PRAGMA table_info("{name}")').fetchall()
            key = next(row[1] for row in columns if row[5])
            tables.append(Table(name, tuple(row[1] for row in columns), key))
        return Header(
            datetime.now(UTC),
            "sqlite",
            tuple(name for (name,) in execute(_MIGRATIONS)),
            tuple(tables),
            dict(execute("SELECT name, seq FROM sqlite_sequence WHERE name <> ?", [HISTORY])),
        )


class _OfPostgreSQL:
    """What a PostgreSQL database holds."""

    def __init__(self, server: Any, described: tuple[Header, dict[str, dict[str, str]]]) -> None:
        self._server = server
        self.header, self._types = described

    async def rows(self, table: Table) -> AsyncIterator[list[Row]]:
        columns = ", ".join(f'"{name}"' for name in table.columns)
        types = [self._types[table.name][name] for name in table.columns]
        special = [(n, _TO_VALUE[kind]) for n, kind in enumerate(types) if kind in _TO_VALUE]
        cursor = await self._server.cursor(
            f'SELECT {columns} FROM "{table.name}" ORDER BY "{table.key}"'  # noqa: S608
        )
        while batch := await cursor.fetch(AT_ONCE):
            rows = [list(record) for record in batch]
            for row in rows:
                for place, value_of in special:
                    if row[place] is not None:
                        row[place] = value_of(row[place])
            yield rows

    async def check(self) -> None:
        """A transaction is right by itself."""


async def _postgresql_header(server: Any) -> tuple[Header, dict[str, dict[str, str]]]:
    types: defaultdict[str, dict[str, str]] = defaultdict(dict)
    keys: dict[str, str] = {}
    sequences: dict[str, str] = {}
    for row in await server.fetch(_COLUMNS):
        types[row["name"]][row["column"]] = row["type"]
        if row["is_key"]:
            keys.setdefault(row["name"], row["column"])
        if row["sequence"]:
            sequences[row["name"]] = row["sequence"]
    if HISTORY not in types:
        raise BackupError(texts.NO_OFFICE)
    refers_to: dict[str, set[str]] = {name: set() for name in types.keys() & known_tables()}
    for row in await server.fetch(_REFERENCES):
        if row["name"] in refers_to:
            refers_to[row["name"]].add(row["refers_to"])
    numbers = {}
    for name in refers_to.keys() & sequences.keys():
        [last] = await server.fetch(f"SELECT last_value, is_called FROM {sequences[name]}")  # noqa: S608
        numbers[name] = last["last_value"] if last["is_called"] else 0
    header = Header(
        datetime.now(UTC),
        "postgresql",
        tuple(row["name"] for row in await server.fetch(_MIGRATIONS)),
        tuple(Table(name, tuple(types[name]), keys[name]) for name in in_order(refers_to)),
        numbers,
    )
    return header, types
