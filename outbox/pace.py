"""A pace: so many turns a second, evenly spread, and pauses when the other side asks for one."""

import asyncio

CATCH_UP = 2.0
"""How many turns missed by a busy moment are made up for, at most."""


class Pace:
    """Gives turns one after another, `per_second` of them over any long while."""

    def __init__(self, per_second: float) -> None:
        if per_second <= 0:
            raise ValueError("A pace needs more than 0 turns a second.")
        self._step = 1 / per_second
        self._next = 0.0
        self._paused_until = 0.0

    async def turn(self) -> None:
        """Wait for the next turn."""
        while True:
            now = asyncio.get_running_loop().time()
            if now < self._paused_until:
                await asyncio.sleep(self._paused_until - now)
                continue
            mine = max(self._next, now - CATCH_UP * self._step)
            self._next = mine + self._step
            if mine > now:
                await asyncio.sleep(mine - now)
            if asyncio.get_running_loop().time() >= self._paused_until:
                return

    def pause(self, seconds: float) -> None:
        """No turn for so long, for those who wait already too."""
        now = asyncio.get_running_loop().time()
        self._paused_until = max(self._paused_until, now + seconds)

    def paused_for(self) -> float:
        """The seconds left of the pause; 0 if there is none."""
        return max(0.0, self._paused_until - asyncio.get_running_loop().time())
