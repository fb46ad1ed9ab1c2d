"""The bot seen from outside and the simulator's switches, under `/sim/`.

Counters, trouble, pace, clock, updates, and the stream of what happens.
"""

import asyncio
import dataclasses
import json
from dataclasses import dataclass

from aiohttp import web

from simulator.bot_api.api import BotApi
from simulator.bot_api.limits import Limits
from simulator.control.http import read_json
from simulator.world import World


@dataclass(slots=True)
class Switches:
    """Doors to what is not a person's doing."""

    api: BotApi

    @property
    def world(self) -> World:
        """The simulator's memory."""
        return self.api.world

    def routes(self) -> list[web.RouteDef]:
        """Where this hangs in the application."""
        return [
            web.get("/sim/bot", self.bot),
            web.put("/sim/notes", self.set_notes),
            web.get("/sim/updates", self.updates),
            web.post("/sim/updates", self.add_update),
            web.get("/sim/updates/polled", self.polled),
            web.post("/sim/updates/redeliver", self.redeliver),
            web.get("/sim/stats", self.stats),
            web.delete("/sim/stats", self.forget_stats),
            web.get("/sim/faults", self.faults),
            web.put("/sim/faults", self.set_faults),
            web.get("/sim/limits", self.limits),
            web.put("/sim/limits", self.set_limits),
            web.post("/sim/clock", self.advance_clock),
            web.get("/sim/events", self.events),
        ]

    async def bot(self, _request: web.Request) -> web.Response:
        """The bot's profile as its users see it."""
        bot = self.world.bot
        return web.json_response(
            {
                "name": bot.name,
                "username": bot.username,
                "description": bot.description.get("", ""),
                "short_description": bot.short_description.get("", ""),
                "commands": bot.commands,
                "notes": self.world.notes,
            }
        )

    async def set_notes(self, request: web.Request) -> web.Response:
        """{notes: [{title, text}]}: what the web chat offers to try, each with a copy button."""
        notes = (await read_json(request))["notes"]
        self.world.notes = [{"title": str(n["title"]), "text": str(n["text"])} for n in notes]
        if self.world.feed.watched:
            self.world.feed.publish({"event": "commands"})
        return web.json_response({})

    async def updates(self, _request: web.Request) -> web.Response:
        """How many updates wait, the last confirmed, the next number."""
        updates = self.world.updates
        return web.json_response(
            {
                "pending": len(updates.pending),
                "confirmed": updates.confirmed,
                "next_id": updates.next_id,
            }
        )

    async def add_update(self, request: web.Request) -> web.Response:
        """{update, force}: queue this very update, well formed or not, under the next number.

        A kind that the bot doesn't want is passed over (`update_id` null) unless forced.
        """
        asked = await read_json(request)
        number = self.world.updates.add_as_it_is(dict(asked["update"]), bool(asked.get("force")))
        return web.json_response({"update_id": number})

    async def polled(self, request: web.Request) -> web.Response:
        """?timeout: wait until the bot polls; `polled` says whether it did in time."""
        seconds = float(request.query.get("timeout", 10))
        return web.json_response({"polled": await self.world.updates.polled(seconds)})

    async def redeliver(self, request: web.Request) -> web.Response:
        """{update_id}: give that update (or the last) out once more under the same number."""
        number = (await read_json(request)).get("update_id")
        return web.json_response({"update_id": self.world.updates.add_again(number)})

    async def stats(self, _request: web.Request) -> web.Response:
        """Finished requests: {method: {result: count}}, a result being an HTTP status."""
        counted: dict[str, dict[str, int]] = {}
        for (method, result), count in self.world.requests.items():
            counted.setdefault(method, {})[result] = count
        return web.json_response(counted)

    async def forget_stats(self, _request: web.Request) -> web.Response:
        """Count from nought again."""
        self.world.requests.clear()
        return web.json_response({})

    async def faults(self, _request: web.Request) -> web.Response:
        """The trouble that is set."""
        return web.json_response(self.api.faults.view())

    async def set_faults(self, request: web.Request) -> web.Response:
        """Set the trouble anew; {} is none. See `faults.Faults` for the names.

        {failing_share: 1, troubles: [hang], chats: [7]}: all about that chat hangs until set anew;
        {script: [{method, status, description, times} | {method, status, body, content_type}]}:
        the next answers to a method.
        """
        self.api.faults.configure(await read_json(request))
        return await self.faults(request)

    async def limits(self, _request: web.Request) -> web.Response:
        """The pace that is allowed."""
        shown = dataclasses.asdict(self.api.limits)
        return web.json_response({k: v for k, v in shown.items() if not k.startswith("_")})

    async def set_limits(self, request: web.Request) -> web.Response:
        """Set the pace anew, {"on": true} being Telegram's. See `limits.Limits` for the names."""
        self.api.limits = Limits(**await read_json(request))
        return await self.limits(request)

    async def advance_clock(self, request: web.Request) -> web.Response:
        """{seconds}: push the simulator's clock forward."""
        self.world.clock_ahead += float((await read_json(request))["seconds"])
        return web.json_response({"ahead": self.world.clock_ahead})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as server-sent events."""
        answer = web.StreamResponse(headers={"Cache-Control": "no-store"})
        answer.content_type = "text/event-stream"
        queue = self.world.feed.subscribe()
        try:
            await answer.prepare(request)
            await answer.write(b"retry: 500\n\n")
            while (news := await queue.get()) is not None:
                await answer.write(f"data: {json.dumps(news)}\n\n".encode())
        except (ConnectionResetError, asyncio.CancelledError):
            pass
        finally:
            self.world.feed.unsubscribe(queue)
        return answer
