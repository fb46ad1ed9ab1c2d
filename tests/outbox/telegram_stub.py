"""A small Bot API on loopback: takes sendMessage and answers as it is told to."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

ME = {"id": 1, "is_bot": True, "first_name": "Oficina", "username": "oficina_de_prueba_bot"}


def error(code: int, description: str, **parameters: int) -> dict[str, Any]:
    return {
        "ok": False,
        "error_code": code,
        "description": description,
        "parameters": parameters,
    }


@dataclass
class TelegramStub:
    """`answers` are used up in order, per chat; once there are none, messages are taken."""

    answers: defaultdict[int, deque[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked_at: list[float] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    delay: float = 0
    root: str = ""

    async def send_message(self, request: web.Request) -> web.Response:
        self.asked_at.append(asyncio.get_running_loop().time())
        fields: dict[str, Any] = dict(await request.post())
        if "reply_markup" in fields:
            fields["reply_markup"] = json.loads(fields["reply_markup"])
        chat = int(fields["chat_id"])
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(self.delay)
        finally:
            self.under_way -= 1
        if self.answers[chat]:
            answer = self.answers[chat].popleft()
            return web.json_response(answer, status=answer["error_code"])
        self.taken.append(fields)
        message = {
            "message_id": len(self.taken),
            "date": 0,
            "chat": {"id": chat, "type": "private"},
            "text": fields["text"],
        }
        return web.json_response({"ok": True, "result": message})

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.taken]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["TelegramStub"]:
        async def get_me(request: web.Request) -> web.Response:
            return web.json_response({"ok": True, "result": ME})

        app = web.Application()
        app.router.add_post("/bot{token}/sendMessage", self.send_message)
        app.router.add_post("/bot{token}/getMe", get_me)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()
