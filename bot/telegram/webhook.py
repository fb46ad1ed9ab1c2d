"""Updates that Telegram posts to us, for several replicas behind one address.

An update is answered 200 only when it has been dealt with; until then Telegram would deliver it
again, to this replica or another, and the chat's row tells what was done of it.
"""

import asyncio
import hmac
import logging
from collections.abc import Callable, Coroutine
from http import HTTPStatus

from aiohttp import web
from telegram import Bot, Update

from handlers.updates import WANTED

PATH = "/telegram/mensajes"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
AT_ONCE = 100  # connections that Telegram may open; its most
PATIENCE = 50.0  # seconds; Telegram gives up waiting after 60
log = logging.getLogger(__name__)

Take = Callable[[Update], Coroutine[None, None, None]]


class Webhook:
    """Takes the updates posted to `PATH`, each under the secret agreed with Telegram."""

    def __init__(self, bot: Bot, secret: str, take: Take) -> None:
        self._bot = bot
        self._secret = secret
        self._take = take
        self._under_way: set[asyncio.Task[None]] = set()
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

    async def drain(self) -> None:
        """Take no more, and wait for what is under way."""
        self._open, self.draining = False, True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=PATIENCE)

    async def _receive(self, request: web.Request) -> web.Response:
        sent = request.headers.get(HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(sent, self._secret.encode()):
            log.warning("what was posted as an update had not Telegram's secret; it was refused")
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if not self._open:  # delivered again, to another replica
            log.info("an update was left to another replica")
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            update = Update.de_json(await request.json(), self._bot)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            log.warning("what was posted as an update is none")
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        task = asyncio.create_task(self._take(update), name=f"update {update.update_id}")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            # A connection that Telegram drops doesn't end the turn.
            await asyncio.wait_for(asyncio.shield(task), PATIENCE)
        except TimeoutError:
            log.warning("update %d takes long; it will come again", update.update_id)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()
