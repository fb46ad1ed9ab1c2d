"""What tests and the web chat ask of people and chats: JSON over HTTP under `/sim/`."""

import base64
import time
from dataclasses import dataclass

from aiohttp import web

from simulator.bot_api.markup import Json
from simulator.control import actions
from simulator.control.actions import CannotDo
from simulator.control.http import read_json
from simulator.control.view import chat_summary, chat_view, message_view
from simulator.web_chat.samples import SAMPLES
from simulator.world import Chat, World

_LONGEST_WAIT = 120.0
_ACTIVE = {"text/html", "application/xhtml+xml", "image/svg+xml"}  # could carry scripts


@dataclass(slots=True)
class Control:
    """People and their chats, as a test or the web chat moves them."""

    world: World

    def routes(self) -> list[web.RouteDef]:
        """Where this hangs in the application."""
        chat = r"/sim/chats/{chat:-?\d+}"
        return [
            web.post("/sim/customers", self.new_customer),
            web.post("/sim/customers/bulk", self.new_customers),
            web.post("/sim/groups", self.new_group),
            web.get("/sim/chats", self.chats),
            web.get(chat, self.chat),
            web.get(chat + "/wait", self.wait),
            web.post(chat + "/send", self.send),
            web.post(chat + "/edit", self.edit),
            web.post(chat + "/move", self.move),
            web.post(chat + "/album", self.album),
            web.post(chat + "/business", self.business),
            web.post(chat + "/press", self.press),
            web.post(chat + "/block", self.block),
            web.post(chat + "/unblock", self.unblock),
            web.get("/sim/files/{file_id}", self.file),
        ]

    def _chat(self, request: web.Request) -> Chat:
        number = int(request.match_info["chat"])
        if number not in self.world.chats:
            raise CannotDo(f"there is no chat {number}")
        return self.world.chats[number]

    async def new_customer(self, request: web.Request) -> web.Response:
        """{name, language, user_id, username}: a person with an empty chat."""
        chat = actions.new_customer(self.world, **await read_json(request))
        return web.json_response(chat_view(self.world, chat))

    async def new_customers(self, request: web.Request) -> web.Response:
        """{count, first_id, name}: many people at once."""
        asked = await read_json(request)
        first, name = int(asked.get("first_id", 10**9)), str(asked.get("name", "Cliente"))
        for number in range(first, first + int(asked["count"])):
            actions.new_customer(self.world, f"{name} {number}", user_id=number)
        return web.json_response({"first_id": first, "count": asked["count"]})

    async def new_group(self, request: web.Request) -> web.Response:
        """{title, members}: a group to which the bot is added."""
        asked = await read_json(request)
        chat = actions.new_group(self.world, str(asked["title"]), list(asked["members"]))
        return web.json_response(chat_view(self.world, chat))

    async def chats(self, request: web.Request) -> web.Response:
        """?limit: all chats without their messages, or the last ones that came."""
        limit = int(request.query.get("limit", 0))
        chats = list(self.world.chats.values())[-limit:]
        return web.json_response([chat_summary(chat) for chat in chats])

    async def chat(self, request: web.Request) -> web.Response:
        """?after: a chat and its messages after that number."""
        after = int(request.query.get("after", 0))
        return web.json_response(chat_view(self.world, self._chat(request), after))

    async def wait(self, request: web.Request) -> web.Response:
        """?answers&quiet&timeout&after: the chat, once the bot has answered and gone quiet.

        `answers` is the count known before; the bot has answered when there are more. `in_time` in
        the result says whether that came within `timeout` seconds.
        """
        chat = self._chat(request)
        asked = request.query
        seconds = min(float(asked.get("timeout", 10)), _LONGEST_WAIT)
        quiet, answers = float(asked.get("quiet", 0.25)), int(asked.get("answers", chat.answers))
        in_time = await until_quiet(chat, answers, quiet, seconds)
        seen = chat_view(self.world, chat, int(asked.get("after", 0)))
        return web.json_response(seen | {"in_time": in_time})

    async def send(self, request: web.Request) -> web.Response:
        """A message of the customer's.

        {kind: text, text} | {kind: contact, phone} | {kind: photo|sticker|voice|document,
        data (base64; a sample without it), name, mime, caption} | {kind: location, latitude,
        longitude, live_seconds} | {kind: service, content}, whose content are the fields of a
        message that nobody wrote; and `as`, `reply_to`.
        """
        chat, asked = self._chat(request), await read_json(request)
        answers = chat.answers
        content = self._content(chat, asked)
        stored = actions.say(self.world, chat, content, asked.get("as"), asked.get("reply_to"))
        return web.json_response({"message": message_view(stored), "answers": answers})

    def _content(self, chat: Chat, asked: Json) -> Json:
        kind = asked.get("kind", "text")
        if kind == "text":
            if not str(asked.get("text", "")).strip():
                raise CannotDo("a text message needs a text")
            return {"text": str(asked["text"])}
        if kind == "contact":
            phone = str(asked.get("phone", "+5493834000000"))
            return actions.contact(chat, phone, asked.get("as"))
        if kind == "location":
            place = float(asked.get("latitude", -28.47)), float(asked.get("longitude", -65.78))
            return actions.location(*place, int(asked.get("live_seconds", 0)))
        if kind == "service":
            return dict(asked["content"])
        name, mime, sample = SAMPLES.get(kind, ("", "", b""))
        data = base64.b64decode(asked["data"]) if "data" in asked else sample
        name, mime = str(asked.get("name", name)), str(asked.get("mime", mime))
        content = actions.attachment(self.world, kind, name, mime, data)
        return content | ({"caption": str(asked["caption"])} if asked.get("caption") else {})

    async def edit(self, request: web.Request) -> web.Response:
        """{message_id, text}: the customer corrects a message."""
        chat, asked = self._chat(request), await read_json(request)
        answers = chat.answers
        stored = actions.edit(self.world, chat, int(asked["message_id"]), str(asked["text"]))
        return web.json_response({"message": message_view(stored), "answers": answers})

    async def move(self, request: web.Request) -> web.Response:
        """{message_id, latitude, longitude}: a live location moves."""
        chat, asked = self._chat(request), await read_json(request)
        answers, place = chat.answers, (float(asked["latitude"]), float(asked["longitude"]))
        stored = actions.move(self.world, chat, int(asked["message_id"]), *place)
        return web.json_response({"message": message_view(stored), "answers": answers})

    async def album(self, request: web.Request) -> web.Response:
        """{count}: so many sample photos at once."""
        chat, asked = self._chat(request), await read_json(request)
        answers, count = chat.answers, int(asked.get("count", 10))
        pictures = [self._content(chat, {"kind": "photo"}) for _ in range(count)]
        sent = [message_view(one) for one in actions.album(self.world, chat, pictures)]
        return web.json_response({"messages": sent, "answers": answers})

    async def business(self, request: web.Request) -> web.Response:
        """{text, sender, force}: a message between others, seen over a business account."""
        chat, asked = self._chat(request), await read_json(request)
        sender, force = asked.get("sender"), bool(asked.get("force"))
        number = actions.write_to_business(self.world, chat, str(asked["text"]), sender, force)
        return web.json_response({"update_id": number})

    async def press(self, request: web.Request) -> web.Response:
        """{label | data, message_id, as}: press a button.

        By label or data the newest message that has it; by data and message_id any old one, still
        shown or not. A link or text to copy comes back as `url` or `copied`.
        """
        chat, asked = self._chat(request), await read_json(request)
        answers, number = chat.answers, asked.get("message_id")
        if "data" in asked and number is not None:
            button: Json = {"callback_data": str(asked["data"])}
        else:
            label = str(asked.get("label", asked.get("data", "")))
            number, button = actions.find_button(chat, label, number)
        if "callback_data" not in button:
            copied = button.get("copy_text", {}).get("text")
            return web.json_response({"url": button.get("url"), "copied": copied})
        query = actions.press(
            self.world, chat, int(number), button["callback_data"], asked.get("as")
        )
        return web.json_response({"callback_query_id": query, "answers": answers})

    async def block(self, request: web.Request) -> web.Response:
        """The customer blocks the bot."""
        actions.block(self.world, self._chat(request), True)
        return web.json_response({})

    async def unblock(self, request: web.Request) -> web.Response:
        """The customer lets the bot in again."""
        actions.block(self.world, self._chat(request), False)
        return web.json_response({})

    async def file(self, request: web.Request) -> web.Response:
        """A file that was sent, shown in place."""
        file = self.world.files.find(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        name = file.name.encode("ascii", "replace").decode().replace('"', "")
        headers = {
            "Content-Disposition": f'inline; filename="{name}"',
        }
        if file.mime in _ACTIVE:
            headers["Content-Security-Policy"] = "sandbox"
        return web.Response(body=file.data, content_type=file.mime, headers=headers)


async def until_quiet(chat: Chat, answers: int, quiet: float, seconds: float) -> bool:
    """Wait until the bot has answered and done nothing for `quiet` seconds.

    A chat action that shows and a request being worked on are not quiet. False when `seconds` ran
    out first.
    """
    end = time.monotonic() + seconds
    while (now := time.monotonic()) < end:
        patience = end - now
        if chat.answers > answers and not chat.in_flight:
            rest = max(chat.bot_at + quiet, chat.busy_until) - now
            if rest <= 0:
                return True
            patience = min(patience, rest)
        await chat.changed.wait(patience)
    return False
