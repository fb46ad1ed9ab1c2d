"""News for those who wait: a signal for one chat, a feed of everything."""

import asyncio
from typing import Any

_BACKLOG = 1000


class Signal:
    """Wakes all who wait, each time; costs nothing while nobody does."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Wake everyone."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def wait(self, seconds: float) -> bool:
        """Wait for the next notice, at most so many seconds; says whether it came."""
        if seconds <= 0:
            return False
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiting)
        return True


class Feed:
    """What happens, told to every subscriber in order; one that sleeps too long loses news."""

    def __init__(self) -> None:
        self._subscribers: set[asyncio.Queue[dict[str, Any] | None]] = set()

    @property
    def watched(self) -> bool:
        """Whether anybody listens."""
        return bool(self._subscribers)

    def subscribe(self) -> "asyncio.Queue[dict[str, Any] | None]":
        """A queue of what happens from now on; None in it means the end."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(_BACKLOG)
        self._subscribers.add(queue)
        return queue

    def unsubscribe(self, queue: "asyncio.Queue[dict[str, Any] | None]") -> None:
        """Stop telling this one."""
        self._subscribers.discard(queue)

    def publish(self, news: dict[str, Any] | None) -> None:
        """Tell everyone."""
        for queue in self._subscribers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(news)

    def close(self) -> None:
        """Send every subscriber home."""
        self.publish(None)
