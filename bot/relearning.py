"""Learns, while the bot runs, the phrasings that staff add with `oficina faq teach`."""

import asyncio
import logging

from handlers.hearing import Hearing

LOOKS_EVERY = 30.0  # seconds
log = logging.getLogger(__name__)


async def keep_learning(hearing: Hearing, stop: asyncio.Event) -> None:
    """Look for new phrasings until `stop`; what can't be read now is read the next time."""
    known = await hearing.learning.phrasings()
    while not stop.is_set():
        try:
            async with asyncio.timeout(LOOKS_EVERY):
                await stop.wait()
        except TimeoutError:
            pass
        try:
            present = await hearing.learning.phrasings()
            if present != known:
                await hearing.listener.relearn(present)
                known = present
        except Exception:
            log.exception("added phrasings can't be learnt now")
