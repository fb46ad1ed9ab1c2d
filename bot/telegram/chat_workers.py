"""Workers: a task for each chat where something is to be done, and for no other.

A chat's slowness is its own: its task waits for its sends, the others go on. What no task of any
replica works on (after a restart, or when another replica died) is looked for every second.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from domain.retry import growing_wait

LOOK_EVERY = 1.0
"""Seconds between two looks for chats that nobody works on, and two renewals of the leases."""
FIRST_WAIT, LONGEST_WAIT = 0.2, 15.0
"""Seconds after which a chat whose work failed is tried again."""
DRAIN_SECONDS = 20.0
log = logging.getLogger(__name__)


class ChatWorkers:
    """Has each chat worked on by one task at a time.

    Args:
        work: does what a chat needs; returns after how many seconds to look again, if at all.
        idle_chats: finds chats that need work and have no worker on any replica.
        renew: keeps the leases of the chats that are worked on.
    """

    def __init__(
        self,
        work: Callable[[int], Awaitable[float | None]],
        idle_chats: Callable[[], Awaitable[Sequence[int]]],
        renew: Callable[[Sequence[int]], Awaitable[None]],
    ) -> None:
        self._work = work
        self._idle_chats = idle_chats
        self._renew = renew
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._woken: set[int] = set()
        self._failures: dict[int, int] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._draining = False

    @property
    def under_way(self) -> int:
        """Chats that are worked on."""
        return len(self._tasks)

    def wake(self, chat_id: int) -> None:
        """Something may have to be done in the chat."""
        if chat_id in self._tasks:
            self._woken.add(chat_id)  # it may just have looked
        elif not self._draining:
            self._tasks[chat_id] = asyncio.create_task(self._run(chat_id), name=f"chat {chat_id}")

    async def run(self, stop: asyncio.Event) -> None:
        """Look for chats that nobody works on, until `stop`; then finish what is under way."""
        failures = 0
        while not stop.is_set():
            try:
                await self._renew(list(self._tasks))
                for chat_id in await self._idle_chats():
                    if chat_id not in self._tasks:
                        self.wake(chat_id)
                failures = 0
            except Exception as error:  # the database is away
                failures += 1
                log.warning("the inbox can't be read: %s", type(error).__name__)
            wait = growing_wait(failures, 1.0, LONGEST_WAIT) if failures else LOOK_EVERY
            try:
                await asyncio.wait_for(stop.wait(), wait)
            except TimeoutError:
                continue
        await self.drain()

    async def drain(self) -> None:
        """Begin nothing more, and wait for what is under way; its chats are in the database."""
        self._draining = True
        for timer in self._timers.values():
            timer.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    async def _run(self, chat_id: int) -> None:
        try:
            wait = await self._work(chat_id)
            self._failures.pop(chat_id, None)
        except Exception:
            failures = self._failures[chat_id] = self._failures.get(chat_id, 0) + 1
            wait = growing_wait(failures, FIRST_WAIT, LONGEST_WAIT)
            log.exception("the work on a chat failed; it is tried again in %.1f s", wait)
        finally:
            del self._tasks[chat_id]
        if chat_id in self._woken:
            self._woken.discard(chat_id)
            self.wake(chat_id)
        if (timer := self._timers.pop(chat_id, None)) is not None:
            timer.cancel()
        if wait is not None and not self._draining:
            loop = asyncio.get_running_loop()
            self._timers[chat_id] = loop.call_later(wait, self._wake_in_time, chat_id)

    def _wake_in_time(self, chat_id: int) -> None:
        del self._timers[chat_id]
        self.wake(chat_id)
