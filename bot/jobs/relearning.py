"""Learns, while the bot runs, the phrasings that staff add with `oficina faq teach`."""

import asyncio
import logging

from bot.jobs.periodic import wait_for
from handlers.intent_recorder import IntentRecorder

LOOKS_EVERY = 30.0  # seconds
log = logging.getLogger(__name__)

Phrasings = tuple[tuple[str, str], ...]


async def keep_learning(
    intents: IntentRecorder, stop: asyncio.Event, *, every: float = LOOKS_EVERY
) -> None:
    """Look for new phrasings until `stop`; what can't be read now is read the next time."""
    known = await _learn(intents, None)
    while not stop.is_set():
        await wait_for(stop, every)
        if not stop.is_set():
            known = await _learn(intents, known)


async def _learn(intents: IntentRecorder, known: Phrasings | None) -> Phrasings | None:
    try:
        present = await intents.learning.phrasings()
        if known is not None and present != known:
            await intents.recognizer.relearn(present)
    except Exception:  # the database is away; the office goes on with what it knows
        log.exception("added phrasings can't be learnt now")
        return known
    return present
