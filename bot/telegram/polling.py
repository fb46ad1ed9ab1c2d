"""Long polling: what Telegram gives out is stored, and confirmed to it by the next request.

The updates are taken raw, so that one which the library can't parse is no trouble of the others'.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram.error import InvalidToken, RetryAfter, TelegramError

from domain.retry import growing_wait, in_seconds
from handlers.raw_bot import RawBot

WAITS = 25  # seconds that Telegram holds an empty answer back
MOST = 100  # updates an answer brings at most
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0  # seconds, after a failure
TOKEN_ASKED = 2  # times in a row that the token must be refused to be believed
log = logging.getLogger(__name__)


class Polling:
    """Fetches updates, and has them received; `receive` returns once they are stored."""

    def __init__(
        self, bot: RawBot, receive: Callable[[Sequence[object]], Awaitable[int | None]]
    ) -> None:
        self._bot = bot
        self._receive = receive
        self._offset: int | None = None
        self._failures = 0
        self._refusals = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then confirm what was stored last.

        Raises:
            InvalidToken: Telegram doesn't know the token, asked twice.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                polling = asyncio.create_task(self._poll())
                await asyncio.wait({stopping, polling}, return_when=asyncio.FIRST_COMPLETED)
                if not polling.done():
                    polling.cancel()
                    await asyncio.wait({polling})
                    break
                if wait := polling.result():
                    await asyncio.wait({stopping}, timeout=wait)
        finally:
            stopping.cancel()
        await self._confirm()

    async def _poll(self) -> float:
        """Fetch once and store; returns the seconds to wait before the next time."""
        try:
            updates = await self._bot.fetch_updates(self._offset, MOST, WAITS)
            if not updates:
                # What was stored is confirmed. No offset is named then: after an idle week
                # Telegram may begin to count from elsewhere.
                self._offset = None
            elif (last := await self._receive(updates)) is None:
                raise TelegramError("no update has a number")
            else:
                self._offset = last + 1
        except InvalidToken:
            self._refusals += 1
            if self._refusals >= TOKEN_ASKED:
                raise
            return FIRST_WAIT
        except RetryAfter as error:
            wait = in_seconds(error.retry_after)
            log.warning("Telegram asked to wait %.0f s for updates", wait)
            return wait
        except Exception as error:  # a network, a proxy, the database: it passes
            self._failures += 1
            log.warning("no updates could be taken in: %s", type(error).__name__)
            return growing_wait(self._failures, FIRST_WAIT, LONGEST_WAIT)
        self._failures = self._refusals = 0
        return 0.0

    async def _confirm(self) -> None:
        if self._offset is None:
            return
        try:
            await self._bot.fetch_updates(self._offset, 1, 0)
        except TelegramError as error:
            log.info("what was stored last may come again: %s", error.message)
