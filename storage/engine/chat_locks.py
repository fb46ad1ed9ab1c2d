"""Turns of one chat, one after the other across replicas: PostgreSQL's advisory locks.

A chat's row is compared and swapped, so nothing is lost when two replicas take its updates at
once; but what one is still saying, the other would say again or between. So a replica holds the
chat's lock for a turn. All of a replica's locks are held by one connection of its own, and freed
by the server when that ends. On SQLite there is one process, which keeps the order itself.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from storage.engine.database import CUT_OFF, own_connection

LOOK = 0.05
"""Seconds between two looks at a chat that another replica holds."""
LONGEST = 60.0
"""Seconds after which a turn goes on without the lock: the row's own guard is left."""
CHATS = 1 << 60  # chats' locks are apart from the other advisory locks
log = logging.getLogger(__name__)


class ChatLocks:
    """The locks of one replica, which itself asks for one turn of a chat at a time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._shared = not url.startswith("sqlite")
        self._connection: Any = None
        self._one_query_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, chat_id: int) -> AsyncIterator[None]:
        """Hold the chat."""
        if not self._shared:
            yield
            return
        held = await self._take(chat_id)
        try:
            yield
        finally:
            if held:
                with suppress(*CUT_OFF):  # with its connection the lock is gone too
                    await self._ask("pg_advisory_unlock", chat_id)

    async def close(self) -> None:
        """Free everything."""
        if self._connection is not None:
            with suppress(*CUT_OFF):
                await self._connection.close(timeout=5)

    async def _take(self, chat_id: int) -> bool:
        try:
            async with asyncio.timeout(LONGEST):
                while not await self._ask("pg_try_advisory_lock", chat_id):  # noqa: ASYNC110
                    await asyncio.sleep(LOOK)
        except CUT_OFF as error:
            log.warning("a turn is taken without its chat's lock: %s", type(error).__name__)
            return False
        return True

    async def _ask(self, function: str, chat_id: int) -> bool:
        async with self._one_query_at_a_time:
            if self._connection is None or self._connection.is_closed():
                self._connection = await own_connection(self._url)
            return bool(await self._connection.fetchval(f"SELECT {function}($1)", CHATS + chat_id))
