"""The Bot API over HTTP: `/bot{token}/{method}` and `/file/bot{token}/{path}`."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from simulator.bot_api import media, messages, profile
from simulator.bot_api.errors import ApiError, not_found, too_large, unauthorized
from simulator.bot_api.faults import Faults, ForeignAnswer
from simulator.bot_api.limits import Limits
from simulator.bot_api.params import Params, read_params
from simulator.bot_api.webhook import Webhook
from simulator.world import World, count_result

_TOKEN = re.compile(r"\d+:[\w-]+")
_LONGEST_POLL = 50
_LOOKS_EVERY = 0.5  # seconds, whether who sent a hanging request is still there

METHODS: dict[str, Callable[[World, Params], object]] = {
    "getMe": profile.get_me,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "editMessageMedia": media.edit_message_media,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "sendDocument": media.send_document,
    "sendPhoto": media.send_photo,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": messages.answer_callback_query,
    "getFile": media.get_file,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getChat": profile.get_chat,
    "leaveChat": profile.leave_chat,
    "close": profile.done,
    "logOut": profile.done,
}
_BY_LOWER_CASE = {name.lower(): name for name in METHODS} | {
    name.lower(): name for name in ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
}
_PACED = {"sendMessage", "sendDocument", "sendPhoto"}


class _HungUp(Exception):
    """This connection was broken on purpose."""


@dataclass(slots=True)
class BotApi:
    """Reads requests, lets faults and limits have their say, and carries them out."""

    world: World
    webhook: Webhook
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)

    def routes(self) -> list[web.RouteDef]:
        """Where this hangs in the application."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one request as the Bot API does."""
        method = _BY_LOWER_CASE.get(request.match_info["method"].lower(), "?")
        try:
            self._check_token(request.match_info["token"])
            if method == "?":
                raise not_found()
            result = await self._with_faults(request, method)
        except ApiError as error:
            count_result(self.world, method, error)
            return _answer(error.body(), error.status)
        except ForeignAnswer as foreign:
            count_result(self.world, method, foreign)
            return web.Response(
                text=foreign.body, status=foreign.status, content_type=foreign.content_type
            )
        except _HungUp:
            return web.Response()  # reaches nobody
        except web.HTTPRequestEntityTooLarge:
            count_result(self.world, method, too_large())
            return _answer(too_large().body(), 413)
        count_result(self.world, method, None)
        return _answer({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.Response:
        """Hand out a file that getFile told of."""
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return _answer(error.body(), error.status)
        file = self.world.files.at(request.match_info["path"])
        if file is None:
            return _answer({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self.world.bot.token:
            raise unauthorized()

    async def _with_faults(self, request: web.Request, method: str) -> object:
        params = await read_params(request)
        chat_id = self._chat_id(method, params)
        chat = self.world.chats.get(chat_id)
        if chat is not None:
            chat.in_flight += 1
        try:
            if method != "getUpdates" and self.faults.latency:
                await asyncio.sleep(self.faults.latency)
            scripted = self.faults.scripted(method, chat_id) if self.faults.script else None
            if scripted is not None:
                if scripted.carried_out:
                    with suppress(ApiError):
                        await self._carry_out(method, params, chat_id)
                raise scripted.answer()
            trouble = self.faults.draw(method, chat_id)
            if trouble is not None and (answer := self.faults.answer(trouble)) is not None:
                raise answer
            if trouble == "reset":
                _hang_up(request)
            if trouble == "hang":
                if await self._hang(request):
                    raise ApiError(504, "Gateway Timeout")
                _hang_up(request)
            result = await self._carry_out(method, params, chat_id)
            if trouble == "lost":
                _hang_up(request)
            if trouble == "hang_after":
                await self._hang(request)
            return result
        finally:
            if chat is not None:
                chat.in_flight -= 1
                if not chat.in_flight:
                    chat.changed.notify()

    async def _hang(self, request: web.Request) -> bool:
        """Hold a request; whether for all of `hang_seconds`, and not cut short."""
        end = time.monotonic() + self.faults.hang_seconds
        while (rest := end - time.monotonic()) > 0:
            given_up = request.transport is None or request.transport.is_closing()
            if given_up or await self.faults.set_anew(min(rest, _LOOKS_EVERY)):
                return False
        return True

    async def _carry_out(self, method: str, params: Params, chat_id: int) -> object:
        match method:
            case "getUpdates":
                return await self._get_updates(params)
            case "setWebhook":
                return await self.webhook.set(params)
            case "deleteWebhook":
                return await self.webhook.delete(params)
            case "getWebhookInfo":
                return self.webhook.info()
            case _:
                if chat_id:
                    self.faults.check_blocked(chat_id)
                if method in _PACED and self.limits.on and chat_id in self.world.chats:
                    self.limits.take(chat_id, time.monotonic())
                return METHODS[method](self.world, params)

    def _chat_id(self, method: str, params: Params) -> int:
        """The chat that a request is about; 0 where there is none."""
        if method == "answerCallbackQuery":
            callback = self.world.callbacks.get(params.text("callback_query_id"))
            return callback.chat_id if callback is not None else 0
        try:
            return int(params.values.get("chat_id", 0))
        except (TypeError, ValueError):
            return 0

    async def _get_updates(self, params: Params) -> object:
        self.webhook.refuse_polling()
        self.world.updates.allow(params.json("allowed_updates"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        timeout = min(max(params.integer("timeout"), 0), _LONGEST_POLL)
        updates = await self.world.updates.poll(params.integer("offset"), limit, timeout)
        self.webhook.refuse_polling()
        return updates


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    raise _HungUp


def _answer(body: object, status: int = 200) -> web.Response:
    return web.Response(
        body=json.dumps(body).encode(),  # in ASCII: a person may send half a surrogate pair
        status=status,
        content_type="application/json",
    )
