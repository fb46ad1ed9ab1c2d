"""The bot's webhook: updates posted to its address, one after another, until it takes them."""

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from simulator.bot_api.errors import bad_request, conflict
from simulator.bot_api.params import Params
from simulator.bot_api.updates import Json, Updates

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0
_ANSWER_SECONDS = 60


@dataclass(slots=True)
class Webhook:
    """Where updates go when the bot doesn't poll; plain HTTP will do here."""

    updates: Updates
    url: str = ""
    secret: str = ""
    last_error: str = ""
    last_error_at: int = 0
    _again: list[Json] = field(default_factory=list)
    _delivery: asyncio.Task[None] | None = None

    async def set(self, params: Params) -> bool:
        """setWebhook; an empty address takes it away."""
        url, secret = params.text("url"), params.text("secret_token")
        if not url:
            return await self.delete(params)
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        await self.stop()
        self.updates.allow(params.json("allowed_updates"))
        if params.flag("drop_pending_updates"):
            self.updates.drop()
        self.updates.stop()
        self.url, self.secret, self.last_error = url, secret, ""
        self._delivery = asyncio.create_task(self._deliver())
        return True

    async def delete(self, params: Params) -> bool:
        """deleteWebhook."""
        await self.stop()
        self.url = self.secret = ""
        if params.flag("drop_pending_updates"):
            self.updates.drop()
        return True

    def info(self) -> Json:
        """getWebhookInfo."""
        known: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending),
            "allowed_updates": self.updates.allowed,
            "max_connections": 40,
        }
        if self.last_error:
            known |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        return known

    def refuse_polling(self) -> None:
        """Raise 409 when a webhook is set."""
        if self.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )

    async def stop(self) -> None:
        """End the delivery."""
        if self._delivery is not None:
            self._delivery.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivery
            self._delivery = None

    async def _deliver(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        wait = _FIRST_WAIT
        timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            while True:
                self._again += self.updates.take_again()
                update = self._next()
                if update is None:
                    await self.updates.arrived.wait(_LONGEST_WAIT)
                elif await self._post(session, update):
                    self._taken(update)
                    wait = _FIRST_WAIT
                else:
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, _LONGEST_WAIT)

    def _next(self) -> Json | None:
        if self._again:
            return self._again[0]
        return self.updates.pending[0] if self.updates.pending else None

    def _taken(self, update: Json) -> None:
        if self._again:
            self._again.pop(0)
        else:
            self.updates.confirm(update["update_id"])

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> bool:
        try:
            async with session.post(self.url, json=update) as answer:
                if 200 <= answer.status < 300:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status}"
        except (aiohttp.ClientError, TimeoutError) as trouble:
            self.last_error = f"Connection failed: {type(trouble).__name__}"
        self.last_error_at = int(time.time())
        return False
