"""Tries again to send what a person waits for; each failed try is logged and counted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from domain.retry import growing_wait, in_seconds
from domain.sending import OnTry, Result, Sent, nobody

TRIES = 4
LONGEST_WAIT = 30.0
"""Seconds that a person may be kept waiting for the next try."""
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retries:
    """Calls of the Bot API, tried again after a passing fault."""

    on_try: OnTry = nobody

    async def __call__(self, call: Callable[[], Awaitable[T]]) -> T:
        """Call until it succeeds; the last error is raised."""
        for attempt in range(TRIES):
            begun = perf_counter()
            try:
                answer = await call()
            except TelegramError as error:
                self.on_try(Sent.ANSWER, _result(error), perf_counter() - begun)
                wait = _wait(error, attempt)
                # Of what is raised the caller says more; it may even be what it reckons with.
                log.log(
                    logging.INFO if wait is None else logging.WARNING,
                    "an answer failed at try %d, %s: %s: %s",
                    attempt + 1,
                    "the last" if wait is None else f"the next is in {wait:.1f} s",
                    type(error).__name__,
                    error.message,
                )
                if wait is None:
                    raise
            else:
                self.on_try(Sent.ANSWER, Result.SENT, perf_counter() - begun)
                return answer
            await asyncio.sleep(wait)
        raise AssertionError("the last try returns or raises")


def _wait(error: TelegramError, attempt: int) -> float | None:
    """Seconds until it is tried again; None if that is no use, or would be too late."""
    if attempt == TRIES - 1:
        return None
    if isinstance(error, RetryAfter):
        wait = in_seconds(error.retry_after)
        return wait if wait <= LONGEST_WAIT else None
    # BadRequest is a NetworkError by its class, but no fault of the network.
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return growing_wait(attempt + 1, 0.5, LONGEST_WAIT)
    return None


def _result(error: TelegramError) -> Result:
    if isinstance(error, RetryAfter):
        return Result.TOLD_TO_WAIT
    if isinstance(error, Forbidden):
        return Result.BLOCKED
    if isinstance(error, BadRequest):
        # An edit that changes nothing: the person sees what was to be shown.
        return Result.SENT if "not modified" in error.message else Result.REFUSED
    return Result.AWAY
