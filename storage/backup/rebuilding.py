"""Fills a database from a snapshot: all of it, or nothing.

The new tables are made beside the old ones, as of the snapshot's migrations, filled, brought up to
date and looked over; then they take their place in one step. On SQLite that is another file, on
PostgreSQL another schema of the same database. What was there before is moved aside, not deleted.
"""

import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg

from domain.clock import ZONE
from storage.backup.backup_file import Progress
from storage.backup.loading import fill_postgresql, fill_sqlite
from storage.backup.snapshots import BackupError, Snapshot, known_tables
from storage.engine.database import own_connection, sqlite_file
from storage.engine.leadership import nobody_leads
from storage.engine.schema import HISTORY
from storage.engine.upgrades import make_tables, upgrade
from texts.staff import backup as texts

NEW = "oficina_nueva"
Finish = Callable[[str], Awaitable[None]]
"""Is given the new tables' address before they take their place; what it raises undoes all."""
_NOT_DATA = {"program_versions"}


class _Place(Protocol):
    """Where the new tables are made, and how they take the old ones' place."""

    @property
    def new(self) -> str:
        """The address of the new tables."""

    async def is_empty(self) -> bool:
        """Whether no table of the office has a row."""

    async def clear(self) -> None:
        """Take away what is made there, or what an earlier try left."""

    async def prepare(self) -> None:
        """Make room for the new tables."""

    async def fill(self, snapshot: Snapshot, progress: Progress, gap: int) -> None:
        """Load the rows, in one transaction."""

    async def swap(self) -> str:
        """Put the new tables in the old ones' place; returns where those are now, '' if empty."""


async def rebuild(
    url: str,
    snapshot: Snapshot,
    finish: Finish,
    *,
    progress: Progress,
    replace: bool = False,
    gap: int = 0,
) -> str:
    """Make the database what the snapshot shows, brought up to date.

    Args:
        url: the database.
        snapshot: what it becomes.
        finish: see `Finish`.
        progress: is told how far it is.
        replace: do so where it isn't empty, too.
        gap: how many numbers are left out, of those that tables give out by themselves: they may
            have been given to somebody since the snapshot.

    Returns where the tables are that were there before, '' if there were none.

    Raises:
        BackupError: an office is running, the database is not empty, the snapshot is of a newer
            program or damaged. All is as it was then.
        DatabaseUnreachable: it can't be opened.
    """
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
    async with nobody_leads(url) as nobody, _place(url) as place:
        if not nobody:
            raise BackupError(texts.OFFICE_RUNS)
        if not replace and not await place.is_empty():
            raise BackupError(texts.NOT_EMPTY)
        await place.clear()
        try:
            await place.prepare()
            if not await make_tables(place.new, snapshot.header.migrations):
                raise BackupError(texts.NEWER_PROGRAM)
            await place.fill(snapshot, progress, gap)
            await upgrade(place.new)
            await finish(place.new)
            return await place.swap()
        except BaseException:
            await place.clear()
            raise


@asynccontextmanager
async def _place(url: str) -> AsyncIterator[_Place]:
    file = sqlite_file(url)
    if file is not None:
        yield _BesideFile(file)
        return
    server = await own_connection(url)
    try:
        yield _OtherSchema(url, server)
    except asyncpg.InsufficientPrivilegeError as error:
        raise BackupError(texts.may_not(str(error))) from error
    finally:
        await server.close()


def _aside() -> str:
    return f"antes_{datetime.now(ZONE):%Y%m%d_%H%M%S}"


@dataclass(frozen=True, slots=True)
class _BesideFile:
    """A file beside the database's."""

    file: Path

    @property
    def _other(self) -> Path:
        return self.file.with_name(f"{self.file.name}.{NEW}")

    @property
    def new(self) -> str:
        return f"sqlite://{self._other.absolute()}"

    async def is_empty(self) -> bool:
        if not self.file.exists():
            return True
        with closing(sqlite3.connect(self.file)) as old:
            names = {name for (name,) in old.execute("SELECT name FROM sqlite_schema")}
            data = names & known_tables() - _NOT_DATA
            looks = (f'SELECT 1 FROM "{name}" LIMIT 1' for name in data)  # noqa: S608
            return not any(old.execute(look).fetchone() for look in looks)

    async def clear(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self._other.with_name(self._other.name + ending).unlink(missing_ok=True)

    async def prepare(self) -> None:
        """Opening the file makes it."""

    async def fill(self, snapshot: Snapshot, progress: Progress, gap: int) -> None:
        await fill_sqlite(self._other, snapshot, progress, gap)

    async def swap(self) -> str:
        empty = await self.is_empty()
        for one in (self._other, self.file):  # neither leaves anything in its WAL
            if one.exists():
                with closing(sqlite3.connect(one)) as database:
                    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    database.execute("PRAGMA journal_mode = DELETE")
        _to_disk(self._other)
        aside = self.file.with_name(f"{self.file.name}.{_aside()}")
        if not empty:
            os.link(self.file, aside)
        self._other.replace(self.file)
        _to_disk(self.file.parent)
        return "" if empty else str(aside)


@dataclass(frozen=True, slots=True)
class _OtherSchema:
    """Another schema of the database."""

    url: str
    server: asyncpg.Connection

    @property
    def new(self) -> str:
        parts = urlsplit(self.url)
        named = dict(parse_qsl(parts.query)) | {"schema": NEW}
        return urlunsplit(parts._replace(query=urlencode(named)))

    async def is_empty(self) -> bool:
        for name in set(await self._tables("current_schema()")) & known_tables() - _NOT_DATA:
            if await self.server.fetchval(f'SELECT EXISTS (SELECT 1 FROM "{name}")'):  # noqa: S608
                return False
        return True

    async def clear(self) -> None:
        await self.server.execute(f"DROP SCHEMA IF EXISTS {NEW} CASCADE")

    async def prepare(self) -> None:
        await self.server.execute(f"CREATE SCHEMA {NEW}")

    async def fill(self, snapshot: Snapshot, progress: Progress, gap: int) -> None:
        server = await own_connection(self.new)
        try:
            await fill_postgresql(server, snapshot, progress, gap)
        finally:
            await server.close()

    async def swap(self) -> str:
        empty, aside = await self.is_empty(), _aside()
        here = await self.server.fetchval("SELECT quote_ident(current_schema())")
        ours = known_tables() | {HISTORY}
        async with self.server.transaction():
            old = [name for name in await self._tables("current_schema()") if name in ours]
            if empty and old:
                await self.server.execute(f"DROP TABLE {', '.join(old)}")
            if not empty:
                await self.server.execute(f"CREATE SCHEMA {aside}")
                for name in old:
                    await self.server.execute(f'ALTER TABLE "{name}" SET SCHEMA {aside}')
            for name in await self._tables(f"'{NEW}'"):
                await self.server.execute(f'ALTER TABLE {NEW}."{name}" SET SCHEMA {here}')
            await self.server.execute(f"DROP SCHEMA {NEW}")
        return "" if empty else aside

    async def _tables(self, schema: str) -> list[str]:
        rows = await self.server.fetch(
            f"SELECT tablename FROM pg_tables WHERE schemaname = {schema} ORDER BY tablename"  # noqa: S608
        )
        return [row["tablename"] for row in rows]


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
