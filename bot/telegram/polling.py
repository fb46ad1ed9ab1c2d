"""Long polling that confirms an update to Telegram only once it has been dealt with.

The library's own poller confirms what it has merely received, so what was in hand is lost when
the process is killed. Here the offset asked for is that of the oldest unfinished update: after a
restart Telegram delivers it again, and the chat's row tells what was done of it.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from domain.retry import growing_wait, in_seconds
from handlers.updates import WANTED

WAITS = 25  # seconds that Telegram holds an empty answer back
MOST = 100  # updates an answer brings at most
PAUSE = 0.05  # seconds for those under way to end, when an answer brought nothing new
log = logging.getLogger(__name__)


class Polling:
    """Fetches updates and has them taken, many at once."""

    def __init__(self, bot: Bot, take: Callable[[Update], Coroutine[None, None, None]]) -> None:
        self._bot = bot
        self._take = take
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._next = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then wait for what is under way, and confirm it.

        Raises:
            InvalidToken: Telegram doesn't know the token.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                fetching = asyncio.create_task(self._fetch())
                await asyncio.wait({stopping, fetching}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    await asyncio.wait({fetching})
                    break
                await self._begin(fetching.result())
        finally:
            stopping.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way.values())
        await self._confirm()

    async def _fetch(self, failures: int = 0) -> tuple[Update, ...]:
        while True:
            try:
                return await self._bot.get_updates(
                    offset=min(self._under_way, default=self._next) or None,
                    limit=MOST,
                    timeout=0 if self._under_way else WAITS,
                    allowed_updates=WANTED,
                )
            except InvalidToken:
                raise
            except RetryAfter as error:
                wait = in_seconds(error.retry_after)
                log.warning("Telegram asked to wait %.0f s for updates", wait)
            except (Conflict, NetworkError) as error:
                failures += 1
                wait = growing_wait(failures, 0.5, 15.0)
                log.warning("no updates could be fetched: %s", error.message)
            await asyncio.sleep(wait)

    async def _begin(self, updates: tuple[Update, ...]) -> None:
        new = [one for one in updates if one.update_id not in self._under_way]
        new = [one for one in new if one.update_id >= self._next or self._starts_anew(one)]
        for update in new:
            self._next = update.update_id + 1
            task = asyncio.create_task(self._take(update), name=f"update {update.update_id}")
            self._under_way[update.update_id] = task
            task.add_done_callback(partial(self._done, update.update_id))
        if self._under_way and not new:
            await asyncio.wait(
                self._under_way.values(), timeout=PAUSE, return_when=asyncio.FIRST_COMPLETED
            )

    def _done(self, update_id: int, task: asyncio.Task[None]) -> None:
        del self._under_way[update_id]

    def _starts_anew(self, update: Update) -> bool:
        """Whether Telegram has begun to count from elsewhere, as it may after an idle week."""
        return not self._under_way and update.update_id < self._next - 10 * MOST

    async def _confirm(self) -> None:
        if not self._next:
            return
        try:
            await self._bot.get_updates(offset=self._next, limit=1, timeout=0)
        except TelegramError as error:
            log.info("what was dealt with last may come again: %s", error.message)
