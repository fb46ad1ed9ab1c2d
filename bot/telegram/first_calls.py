"""The calls of the Bot API that the office begins with: each is made until Telegram answers it.

After a power cut the office is up before the network. Whatever isn't Telegram's own answer (a
proxy's page, half a JSON, silence) is a passing fault, and so is what Telegram calls its own error
or a flood; only a token that Telegram itself refuses twice ends the program.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

from domain.retry import growing_wait, in_seconds

FIRST, LONGEST = 0.5, 15.0  # seconds to wait after a passing fault
SECOND_LOOK = 3.0  # seconds until a refused token is tried once more
log = logging.getLogger(__name__)

T = TypeVar("T")

ODD_RESULTS = (LookupError, TypeError, ValueError, AttributeError)
"""What the library lets out, besides its own errors, over a result of another form."""


class Stopped(Exception):
    """The office was told to stop before Telegram answered."""


async def until_answered(
    call: Callable[[], Coroutine[Any, Any, T]],
    stop: asyncio.Event,
    name: str,
    *,
    longest: float = LONGEST,
) -> T:
    """Make a call until Telegram answers it, with growing waits of up to `longest` seconds.

    Args:
        call: makes the request; it may be made any number of times.
        stop: gives it up, also in the middle of a request.
        name: what the log calls it: the Bot API's method.
        longest: the longest wait, unless Telegram asks for a longer one.

    Raises:
        InvalidToken: Telegram refused the token, twice; its message doesn't hold it.
        Stopped: `stop` was set first.
    """
    failures = refusals = 0
    while True:
        try:
            return await _unless(stop, call())
        except (TelegramError, *ODD_RESULTS) as error:
            failures += 1
            wait = growing_wait(failures, FIRST, longest)
            if isinstance(error, RetryAfter):
                wait = in_seconds(error.retry_after)
            elif refuses_token(error):
                refusals, wait = refusals + 1, SECOND_LOOK
            if refusals > 1:
                raise InvalidToken from None
            log.warning("%s failed: %s; again in %.1f s", name, reason(error), wait)
        await _unless(stop, asyncio.sleep(wait))


def refuses_token(error: Exception) -> bool:
    """Whether Telegram says that it doesn't know the token; a proxy's 404 is `NotTelegrams`."""
    return isinstance(_origin(error), InvalidToken)


def reason(error: Exception) -> str:
    """What went wrong, in words for the log: no content of an answer, and no token."""
    origin = _origin(error)
    if isinstance(origin, TelegramError):
        return origin.message
    return f"a result that is not Telegram's ({type(origin).__name__})"


def _origin(error: BaseException) -> BaseException:
    """The error of the request; `Bot.initialize` wraps it in one that names the token."""
    while isinstance(error.__cause__, InvalidToken):
        error = error.__cause__
    return error


async def _unless(stop: asyncio.Event, waited_for: Coroutine[Any, Any, T]) -> T:
    """Await it.

    Raises:
        Stopped: `stop` was set before it ended; it is cancelled.
    """
    going = asyncio.ensure_future(waited_for)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({going, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not going.done():
            raise Stopped
        return going.result()
    finally:
        for task in (going, stopping):
            task.cancel()
        await asyncio.gather(going, stopping, return_exceptions=True)
