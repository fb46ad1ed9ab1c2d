"""Updates that Telegram posts to us, for several replicas behind one address.

An update is answered 200 once it is stored; else Telegram delivers it again, to this replica or
another.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from aiohttp import web
from telegram import Bot

from handlers.inbound_update import WANTED

PATH = "/telegram/mensajes"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
AT_ONCE = 100  # connections that Telegram may open; its most
PATIENCE = 30.0  # seconds for storing; Telegram gives up waiting after 60
log = logging.getLogger(__name__)


class Webhook:
    """Takes the updates posted to `PATH`, each under the secret agreed with Telegram."""

    def __init__(
        self,
        bot: Bot,
        secret: str,
        receive: Callable[[Sequence[object]], Awaitable[int | None]],
    ) -> None:
        self._bot = bot
        self._secret = secret
        self._receive_updates = receive
        self._open = False
        self.draining = False

    def routes(self) -> list[web.AbstractRouteDef]:
        """The one route."""
        return [web.post(PATH, self._receive)]

    async def open(self, public_url: str) -> None:
        """Take updates, and tell Telegram the address. Replicas tell it the same one."""
        self._open = True
        await self._bot.set_webhook(
            f"{public_url}{PATH}",
            secret_token=self._secret,
            allowed_updates=WANTED,
            max_connections=AT_ONCE,
        )

    def close(self) -> None:
        """Take no more."""
        self._open, self.draining = False, True

    async def _receive(self, request: web.Request) -> web.Response:
        sent = request.headers.get(HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(sent, self._secret.encode()):
            log.warning("what was posted as an update had not Telegram's secret; it was refused")
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if not self._open:  # delivered again, to another replica
            log.info("an update was left to another replica")
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            # It would come again for a day, and never be an update.
            log.warning("what was posted as an update is none")
            return web.Response()
        try:
            await asyncio.wait_for(self._receive_updates([update]), PATIENCE)
        except Exception as error:  # it comes again
            log.warning("an update could not be stored: %s", type(error).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()
