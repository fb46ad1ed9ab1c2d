"""The pages of one-time links: confirm and set a password, log in, set another password.

Opening a page changes nothing, since mail programs open links before people do; a link is used
up by the post that does what it is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from aiohttp import web

from domain.access import Access, OpenLink, Purpose
from domain.clock import Clock
from domain.messages import Mail, Note
from domain.people import User
from texts import mails
from texts import pages as words
from texts.access import after_page
from web import forms, password_rules
from web.links import PATHS, Links, token_hash
from web.login_attempts import LogIns, Resting, Wrong
from web.passwords import Passwords
from web.rendering import Renderer

LONGEST_NAME = 254

Errors = dict[str, str]


def pages(
    access: Access,
    clock: Clock,
    links: Links,
    *,
    passwords: Passwords | None = None,
    bot_username: str = "",
) -> list[web.AbstractRouteDef]:
    """The routes of the pages, to be put into `web.site.site`.

    Args:
        access: the links, users and passwords kept.
        clock: the present moment.
        links: where the pages stand for the outside; tells whether cookies must be secure.
        passwords: how passwords are hashed; Argon2 as its library advises if left out.
        bot_username: the bot's name in Telegram for the button back to it; '' for no button.
    """
    passwords = passwords or Passwords()
    shared = _Shared(
        access,
        clock,
        passwords,
        LogIns(access, passwords, clock),
        Renderer(links.path),
        forms.Guard(secure=links.secure),
        links.path,
        f"https://t.me/{bot_username}" if bot_username else "",
    )
    made = (
        _Page(Purpose.CONFIRM, shared, words.GONE_CONFIRM, words.CONFIRMED, after_page.confirmed),
        _Page(Purpose.LOG_IN, shared, words.GONE_LOG_IN, words.LOGGED_IN, after_page.logged_in),
        _Page(
            Purpose.RESET,
            shared,
            words.GONE_RESET,
            words.PASSWORD_CHANGED,
            after_page.password_changed,
        ),
    )
    return [route for page in made for route in page.routes()]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all pages need."""

    access: Access
    clock: Clock
    passwords: Passwords
    log_ins: LogIns
    render: Renderer
    guard: forms.Guard
    root: str
    chat: str


class _Page:
    """The page of one purpose; `gone`, `done` and `note` are its words."""

    def __init__(
        self,
        purpose: Purpose,
        shared: _Shared,
        gone: words.Message,
        done: words.Message,
        note: Callable[[User], Note],
    ) -> None:
        self._purpose = purpose
        self._shared = shared
        self._words_gone = gone
        self._words_done = done
        self._note = note

    def routes(self) -> list[web.AbstractRouteDef]:
        """The form's address, and the one where success leads: no reload posts a form again."""
        path = PATHS[self._purpose]
        return [
            web.get(f"/{path}/{{token}}", self._show),
            web.post(f"/{path}/{{token}}", self._take),
            web.get(f"/listo/{path}", self._done),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        link = await self._open(request)
        return self._gone() if link is None else self._form(request, link)

    async def _take(self, request: web.Request) -> web.Response:
        link = await self._open(request)
        if link is None:
            return self._gone()
        fields = await forms.read(request)
        try:
            self._shared.guard.check(request, fields)
        except forms.Forged:
            return self._form(request, link, {"form": words.FORGED}, fields.get("usuario", ""))
        if link.user is None:
            return await self._log_in(request, link, fields)
        return await self._set_password(request, link, link.user, fields)

    async def _done(self, request: web.Request) -> web.Response:
        return self._shared.render.message(self._words_done, link=self._shared.chat)

    async def _set_password(
        self, request: web.Request, link: OpenLink, user: User, fields: Mapping[str, str]
    ) -> web.Response:
        password = fields.get("clave", "")
        errors = _password_errors(password, fields.get("repetida", ""), user)
        if errors:
            return self._form(request, link, errors)
        served = await self._shared.access.set_password(
            _hash(request),
            await self._shared.passwords.hash(password),
            after_page.email_changed(user) if link.replaces else self._note(user),
            self._shared.clock(),
            elsewhere=after_page.logged_out_elsewhere(user),
            mail=self._mail(link, user),
        )
        return self._gone() if served is None else self._leave()

    def _mail(self, link: OpenLink, user: User) -> Mail | None:
        """What the owner has to know by mail too, should it have been somebody else."""
        if self._purpose is Purpose.RESET:
            return mails.password_changed(user)
        return mails.email_changed(link.replaces, user.email) if link.replaces else None

    async def _log_in(
        self, request: web.Request, link: OpenLink, fields: Mapping[str, str]
    ) -> web.Response:
        name, password = fields.get("usuario", "").strip(), fields.get("clave", "")
        errors: Errors = {}
        if not name:
            errors["usuario"] = words.NO_NAME
        if not password:
            errors["clave"] = words.NOTHING_ENTERED
        if len(name) > LONGEST_NAME or not name.isprintable():
            errors["form"] = words.WRONG_LOG_IN
        if errors:
            return self._form(request, link, errors, name[:LONGEST_NAME])

        result = await self._shared.log_ins.enter(link.chat_id, name, password)
        match result:
            case User():
                served = await self._shared.access.log_in(
                    _hash(request), result.id, self._note(result), self._shared.clock()
                )
                return self._leave() if served else self._gone()
            case Wrong():
                return self._form(request, link, {"form": words.WRONG_LOG_IN}, name)
            case Resting(until):
                return self._rest(request, link, name, until)
            case _:
                assert_never(result)

    def _rest(
        self, request: web.Request, link: OpenLink, name: str, until: datetime
    ) -> web.Response:
        response = self._form(request, link, {"form": words.resting(until)}, name, status=429)
        seconds = (until - self._shared.clock()).total_seconds()
        response.headers["Retry-After"] = str(max(1, round(seconds)))
        return response

    def _form(
        self,
        request: web.Request,
        link: OpenLink,
        errors: Errors | None = None,
        name: str = "",
        status: int | None = None,
    ) -> web.Response:
        """The link's form: what was typed stays, but for passwords."""
        guard = self._shared.guard.token(request)
        response = self._shared.render.page(
            "log_in.html" if link.user is None else "choose_password.html",
            status or (400 if errors else 200),
            user=link.user,
            name=name,
            errors=errors or {},
            first_time=self._purpose is Purpose.CONFIRM and link.replaces is None,
            new_email=link.replaces is not None,
            shortest=password_rules.SHORTEST,
            guard=guard,
            guard_field=forms.FIELD,
        )
        self._shared.guard.keep(response, guard)
        return response

    def _gone(self) -> web.Response:
        return self._shared.render.message(self._words_gone, 410, self._shared.chat)

    def _leave(self) -> web.Response:
        response = web.Response(status=303)
        response.headers["Location"] = f"{self._shared.root}/listo/{PATHS[self._purpose]}"
        return response

    async def _open(self, request: web.Request) -> OpenLink | None:
        """The link of the address, if it is open and for this page."""
        link = await self._shared.access.open_link(_hash(request), self._shared.clock())
        return link if link is not None and link.purpose is self._purpose else None


def _password_errors(password: str, repeated: str, user: User) -> Errors:
    flaw = password_rules.flaw(password, user)
    match flaw:
        case None:
            pass
        case "empty":
            return {"clave": words.NOTHING_CHOSEN}
        case "short":
            return {"clave": words.too_short(password_rules.SHORTEST)}
        case "long":
            return {"clave": words.too_long(password_rules.LONGEST)}
        case "personal":
            return {"clave": words.PERSONAL}
        case "common":
            return {"clave": words.COMMON}
        case _:
            assert_never(flaw)
    if not repeated:
        return {"repetida": words.NO_REPEAT}
    return {} if password == repeated else {"repetida": words.NOT_THE_SAME}


def _hash(request: web.Request) -> str:
    return token_hash(request.match_info["token"])
