"""A pace: so many turns a second, evenly spread, and pauses when the other side asks for one."""

import asyncio

CATCH_UP = 8.0
"""A turn late by no more steps than this is made up for; after a longer idle time none is."""


class Pace:
    """Gives turns one after another, `per_second` of them over any long while.

    Messages that wait for no turn, such as a person's answers, are counted by `spend`: the turns
    that follow come the later, so that all of them together keep the pace.
    """

    def __init__(self, per_second: float) -> None:
        if per_second <= 0:
            raise ValueError("A pace needs more than 0 turns a second.")
        self._step = 1 / per_second
        self._next = 0.0
        self._paused_until = 0.0
        self._closed = asyncio.Event()

    async def turn(self, patience: float) -> bool:
        """Wait for the next turn; False if a pause has more than `patience` seconds to go.

        After `close` no turn is given: False.
        """
        while not self._closed.is_set():
            pause = self.paused_for()
            if pause > patience:
                return False
            if pause > 0:
                await self._sleep(pause)
                continue
            now = asyncio.get_running_loop().time()
            late = now - self._next > CATCH_UP * self._step
            mine = now if late else self._next
            self._next = mine + self._step
            await self._sleep(mine - now)
            if not self.paused_for() and not self._closed.is_set():
                return True
        return False

    def spend(self, turns: int = 1) -> None:
        """Count what went out without a turn; a turn that served nothing is given back by -1."""
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now - CATCH_UP * self._step) + turns * self._step

    def pause(self, seconds: float) -> None:
        """No turn for so long, for those who wait already too."""
        now = asyncio.get_running_loop().time()
        self._paused_until = max(self._paused_until, now + seconds)

    def close(self) -> None:
        """Give no more turns, and release at once those who wait."""
        self._closed.set()

    def open(self) -> None:
        """Give turns again."""
        self._closed.clear()

    def paused_for(self) -> float:
        """The seconds left of the pause; 0 if there is none."""
        return max(0.0, self._paused_until - asyncio.get_running_loop().time())

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self._closed.wait()
            except TimeoutError:
                return
