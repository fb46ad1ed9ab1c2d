"""Passes: what the leader does again and again beside delivering what is owed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


async def run_periodically(
    run_once: Callable[[], Awaitable[bool]], about: str, over: asyncio.Event, every: float
) -> None:
    """Make a pass every so many seconds until `over`; one that fails is made again the next time.

    A pass returns whether there is more to do at once.
    """
    while not over.is_set():
        try:
            if await run_once():
                continue
        except Exception:
            log.exception("the pass over %s failed; it is made again", about)
        await wait_for(over, every)


async def wait_for(over: asyncio.Event, seconds: float) -> None:
    """Wait until it is over, and no longer than that."""
    try:
        async with asyncio.timeout(seconds):
            await over.wait()
    except TimeoutError:
        return
