"""Loads a snapshot's rows into new, empty tables, in one transaction of either engine."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg

from storage.backup.backup_file import Progress
from storage.backup.snapshots import BackupError, Row, Snapshot
from texts.staff import backup as texts

_TYPES = """
    SELECT a.attname AS column, format_type(a.atttypid, NULL) AS type
    FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
"""
_SET_NUMBER = """
    SELECT setval(pg_get_serial_sequence($1, '{key}'), GREATEST(last, 1), last > 0)
    FROM (SELECT GREATEST($2, MAX("{key}")) AS last FROM "{table}") AS given
"""


async def fill_sqlite(file: Path, snapshot: Snapshot, progress: Progress, gap: int) -> None:
    """Load all rows into the file's tables.

    Raises:
        BackupError: the rows don't fit the tables, or each other.
    """
    done = 0
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
            for table in snapshot.header.tables:
                database.execute(f'DELETE FROM "{table.name}"')  # noqa: S608
                places = ", ".join("?" * len(table.columns))
                insert = f'INSERT INTO "{table.name}" ({_named(table.columns)}) VALUES ({places})'  # noqa: S608
                async for batch in snapshot.rows(table):
                    database.executemany(insert, batch)
                    done += len(batch)
                    progress(table.name, done)
                if table.name in snapshot.header.numbers:
                    number = _number(snapshot, table.name, gap)
                    rowids = f'SELECT COALESCE(MAX("{table.key}"), 0) FROM "{table.name}"'  # noqa: S608
                    database.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table.name])
                    database.execute(
                        f"INSERT INTO sqlite_sequence (name, seq) VALUES (?, MAX(?, ({rowids})))",  # noqa: S608
                        [table.name, number],
                    )
            await snapshot.check()
            if database.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError(texts.DAMAGED)
            database.execute("COMMIT")
        except (sqlite3.IntegrityError, sqlite3.OperationalError) as error:
            raise BackupError(texts.does_not_fit(str(error))) from error


async def fill_postgresql(
    server: asyncpg.Connection, snapshot: Snapshot, progress: Progress, gap: int
) -> None:
    """Load all rows into the tables that the connection sees.

    Raises:
        BackupError: the rows don't fit the tables, or each other.
    """
    done = 0
    try:
        async with server.transaction():
            for table in snapshot.header.tables:
                await server.execute(f'DELETE FROM "{table.name}"')  # noqa: S608
                types = {
                    row["column"]: row["type"] for row in await server.fetch(_TYPES, table.name)
                }
                readers = [
                    (place, _FROM_VALUE[types[name]])
                    for place, name in enumerate(table.columns)
                    if types[name] in _FROM_VALUE
                ]
                async for batch in snapshot.rows(table):
                    await server.copy_records_to_table(
                        table.name,
                        records=_read(batch, readers),
                        columns=list(table.columns),
                    )
                    done += len(batch)
                    progress(table.name, done)
                if table.name in snapshot.header.numbers:
                    number = _number(snapshot, table.name, gap)
                    statement = _SET_NUMBER.format(table=table.name, key=table.key)
                    await server.execute(statement, table.name, number)
            await snapshot.check()
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError, KeyError) as error:
        raise BackupError(texts.does_not_fit(str(error))) from error


def _number(snapshot: Snapshot, table: str, gap: int) -> int:
    number = snapshot.header.numbers[table]
    return number + gap if number else 0


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_FROM_VALUE: dict[str, Callable[[Any], object]] = {
    "timestamp with time zone": _moment,
    "date": date.fromisoformat,
    "numeric": Decimal,
    "boolean": bool,
}
Readers = Sequence[tuple[int, Callable[[Any], object]]]


def _read(batch: list[Row], readers: Readers) -> list[list[Any]]:
    """The rows with the values that PostgreSQL's columns want."""
    rows: list[list[Any]] = batch
    for row in rows:
        for place, read in readers:
            if row[place] is not None:
                row[place] = read(row[place])
    return rows


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
