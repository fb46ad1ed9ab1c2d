"""A Bot API on loopback that answers each method as it is told to, then as Telegram does."""

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web

RESULTS: dict[str, object] = {
    "getMe": {
        "id": 1,
        "is_bot": True,
        "first_name": "Oficina",
        "username": "oficina_de_prueba_bot",
    },
    "getUpdates": [],
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}
WITHIN = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of any form; None for a connection that breaks."""

    status: int
    body: str | None = ""

    def response(self, request: web.Request) -> web.Response:
        if self.body is None:
            assert request.transport is not None
            request.transport.abort()
        kind = "application/json" if (self.body or "").startswith("{") else "text/html"
        return web.Response(status=self.status, text=self.body or "", content_type=kind)


def refused(status: HTTPStatus, description: str = "", **parameters: int) -> Answered:
    """Telegram's own words for an error."""
    said: dict[str, Any] = {"ok": False, "error_code": status.value}
    said["description"] = description or status.phrase
    return Answered(status, json.dumps(said | ({"parameters": parameters} if parameters else {})))


BROKEN = Answered(200, None)
PASSING = {
    "500": refused(HTTPStatus.INTERNAL_SERVER_ERROR),
    "502 of a proxy": Answered(502, "<html>Bad Gateway</html>"),
    "503 without a word": Answered(503),
    "a flood": refused(HTTPStatus.TOO_MANY_REQUESTS, retry_after=1),
    "a broken connection": BROKEN,
    "a page to log in": Answered(200, "<html>Ingresá a la red</html>"),
    "half a JSON": Answered(200, '{"ok": true, "result": {"id"'),
    "no result": Answered(200, '{"ok": true}'),
    "a result of another form": Answered(200, '{"ok": true, "result": 7}'),
    "an empty answer": Answered(200),
    "a list": Answered(200, "[1]"),
    "an error that is a list": Answered(500, "[1]"),
    "403 of a proxy": Answered(403, "<html>Forbidden</html>"),
    "403": refused(HTTPStatus.FORBIDDEN),
    "401 of a proxy": Answered(401, "<html>Who are you?</html>"),
    "404 of a proxy": Answered(404, "<html>The requested URL was not found</html>"),
    "404 of another program": Answered(404, '{"message": "no such route"}'),
    "400 of a proxy": Answered(400, "<html>Bad Request</html>"),
    "a conflict": refused(HTTPStatus.CONFLICT),
}
"""Answers that are not Telegram's, or that Telegram gives for a while."""

REFUSALS = {
    "401": refused(HTTPStatus.UNAUTHORIZED),
    "404": refused(HTTPStatus.NOT_FOUND),
}


@dataclass
class ScriptedApi:
    """`answers` are used up in order, per method; `always` for the methods that never recover."""

    answers: defaultdict[str, deque[Answered]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Answered] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    root: str = ""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def was_asked(self, method: str, times: int = 1) -> None:
        """Wait until a method was asked for so often."""
        async with asyncio.timeout(WITHIN), self._news:
            await self._news.wait_for(lambda: self.asked[method] >= times)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        async with self._news:
            self.asked[method] += 1
            self._news.notify_all()
        if method in self.always:
            return self.always[method].response(request)
        if self.answers[method]:
            return self.answers[method].popleft().response(request)
        if method == "getUpdates":
            await asyncio.sleep(0.2)
        result: object = RESULTS.get(method, True)
        return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def scripted_api() -> AsyncIterator[ScriptedApi]:
    api = ScriptedApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        await runner.cleanup()
