"""Which of several replicas leads: one at a time, and another within seconds when it dies.

On PostgreSQL the leader holds an advisory lock on a connection of its own. The server frees it
when that connection ends, so at once when the process is killed, and after `KEEPALIVE` when its
machine is lost. A process that stands still keeps its connection; from version 14 on, the server
ends it after `SILENT`. On SQLite, where all processes share one machine, it is a lock on a file
beside the database (`oficina.sqlite3.leader`), which the kernel frees.

A leader cut off from the server ends its work when it notices, up to `LOOK` + `PATIENCE` seconds
later; until then there may be two. What they share must bear that: an outbox's claims do.
"""

import asyncio
import fcntl
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from storage.engine.database import CUT_OFF, own_connection, sqlite_file

LOOK = 1.0
"""Seconds between two looks: of the leader at its lock, of the others whether it is free."""
PATIENCE = 5.0
LEADER_LOCK = 0x0F1C1B
KEEPALIVE = {"idle": 5, "interval": 2, "count": 3}
SILENT = 8.0
"""Seconds without a look after which the server lets another process lead."""
log = logging.getLogger(__name__)

Work = Callable[[asyncio.Event], Awaitable[None]]
"""What only the leader does, until the event is set."""


class _Lock(Protocol):
    async def taken(self) -> bool:
        """Take the lock, or see that it is still held; False if somebody else has it."""

    async def free(self) -> None:
        """Let go of it."""


async def lead(url: str, work: Work, stop: asyncio.Event) -> None:
    """Work whenever this process leads, until `stop`; what the work raises is raised."""
    lock = _lock(url)
    over = asyncio.Event()
    working: asyncio.Future[None] | None = None
    try:
        while not stop.is_set():
            leads = await lock.taken()
            if leads and working is None:
                log.info("this process leads: it sends what is owed")
                over.clear()
                working = asyncio.ensure_future(work(over))
            elif not leads and working is not None:
                log.warning("this process leads no longer")
                over.set()
                await working
                working = None
            await _first_of(stop, working)
            if working is not None and working.done():
                break
    finally:
        over.set()
        try:
            if working is not None:
                await working
        finally:
            await lock.free()


@asynccontextmanager
async def nobody_leads(url: str) -> AsyncIterator[bool]:
    """Take the lead for as long as the context lasts, so that no office sends or plans anything.

    False where a running office has it.
    """
    lock, over = _lock(url), asyncio.Event()
    free = await lock.taken()

    async def look() -> None:
        while free and not over.is_set():
            await lock.taken()
            await _first_of(over, None)

    looking = asyncio.create_task(look())
    try:
        yield free
    finally:
        over.set()
        await looking
        await lock.free()


def _lock(url: str) -> _Lock:
    return _FileLock(url) if url.startswith("sqlite") else _ServerLock(url)


async def _first_of(stop: asyncio.Event, working: asyncio.Future[None] | None) -> None:
    stopping = asyncio.ensure_future(stop.wait())
    awaited: set[asyncio.Future[Any]] = {stopping} if working is None else {stopping, working}
    try:
        await asyncio.wait(awaited, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()


class _ServerLock:
    """PostgreSQL's advisory lock, held by a connection."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Any = None
        self._held = False

    async def taken(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._taken()
        except CUT_OFF as error:
            log.warning("whether this process leads can't be told: %s", type(error).__name__)
            await self.free()
            return False

    async def _taken(self) -> bool:
        if self._connection is None or self._connection.is_closed():
            self._held = False
            self._connection = await own_connection(self._url)
            for name, value in KEEPALIVE.items():
                await self._connection.execute(f"SET tcp_keepalives_{name} = {value}")
            await self._connection.execute(
                "SELECT set_config(name, $1, false) FROM pg_settings"
                " WHERE name = 'idle_session_timeout'",  # not there before version 14
                f"{SILENT:.0f}s",
            )
        if self._held:
            await self._connection.execute("SELECT 1")
        else:
            query = f"SELECT pg_try_advisory_lock({LEADER_LOCK})"
            self._held = bool(await self._connection.fetchval(query))
        return self._held

    async def free(self) -> None:
        connection, self._connection, self._held = self._connection, None, False
        if connection is not None:
            with suppress(*CUT_OFF):
                await connection.close(timeout=PATIENCE)


class _FileLock:
    """A lock on a file beside SQLite's."""

    def __init__(self, url: str) -> None:
        # Open as long as this process waits.
        self._file = Path(f"{sqlite_file(url)}.leader").open("a")  # noqa: SIM115
        self._held = False

    async def taken(self) -> bool:
        if not self._held:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self._held = True
        return True

    async def free(self) -> None:
        self._file.close()
