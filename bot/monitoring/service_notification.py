"""Tells the service manager how the office is, as systemd's `Type=notify` and `WatchdogSec=` ask.

The protocol (sd_notify(3)) is a datagram of lines to the socket that `NOTIFY_SOCKET` names. Where
it names none, as at a terminal or in a container, nobody is told.
"""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

OPEN = "open"
CLOSING = "closing: what is under way is brought to its end"
DATABASE_AWAY = "the database does not answer"
log = logging.getLogger(__name__)


class ServiceNotification:
    """Says when the office is open, that it still works, and when it closes."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._ping_every = _watchdog_seconds(environment) / 3

    @asynccontextmanager
    async def announced(
        self, works: Callable[[], Awaitable[bool]], stop: asyncio.Event
    ) -> AsyncIterator[None]:
        """Say that the office is open; ping the watchdog until the end; say so when `stop` is set.

        A ping goes out only while the event loop turns and `works` finds that the office can do
        its work. Without pings for `WatchdogSec=` the service manager starts the office anew.
        """
        self._tell("READY=1", f"STATUS={OPEN}")
        tasks = [asyncio.create_task(self._say_closing(stop))]
        if self._address and self._ping_every:
            tasks.append(asyncio.create_task(self._ping(works, stop)))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _say_closing(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._tell("STOPPING=1", f"STATUS={CLOSING}")

    async def _ping(self, works: Callable[[], Awaitable[bool]], stop: asyncio.Event) -> None:
        while True:
            if await _asked(works):
                self._tell("WATCHDOG=1", f"STATUS={CLOSING if stop.is_set() else OPEN}")
            else:
                self._tell(f"STATUS={DATABASE_AWAY}")
            await asyncio.sleep(self._ping_every)

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto("\n".join(lines).encode(), self._address)
        except OSError as error:
            log.warning("the service manager could not be told %s: %s", lines[0], error)


async def _asked(works: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await works()
    except Exception:
        log.exception("whether the office works can't be told")
        return False


def _watchdog_seconds(environment: Mapping[str, str]) -> float:
    """The watchdog's patience; 0 without one, or if it minds another process."""
    if environment.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return 0.0
    try:
        return int(environment.get("WATCHDOG_USEC", "0")) / 1_000_000
    except ValueError:
        return 0.0
