"""The bot of python-telegram-bot, asked by the Bot API's own names; answers stay plain JSON.

Of most answers one number is wanted, and reading a whole message into objects costs as much as the
rest of a turn. Updates come plain as well: each is read on its own (`handlers.inbound_update`).
"""

from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from handlers.inbound_update import WANTED


class RawBot(Bot):
    """A bot that is called by method and parameters."""

    async def call(
        self, method: str, parameters: dict[str, Any], *, seconds: float | None = None
    ) -> Any:
        """Call a method; parameters that are None are left out.

        A file is an `InputFile`. `seconds` is the most to wait for the answer.

        Raises:
            TelegramError: as of any call.
        """
        if seconds is None:
            return await self._post(method, parameters)
        return await self._post(method, parameters, read_timeout=seconds)

    async def fetch_updates(self, offset: int | None, limit: int, seconds: int) -> list[Any]:
        """Ask for updates, those before `offset` confirmed; wait so many seconds for the first.

        Raises:
            TelegramError: as of any call.
        """
        parameters = {
            "offset": offset,
            "limit": limit,
            "timeout": seconds,
            "allowed_updates": WANTED,
        }
        patience = seconds + (self._request[0].read_timeout or 0)
        found = await self.call("getUpdates", parameters, seconds=patience)
        if not isinstance(found, list):
            raise TelegramError("the updates are no list")
        return found
