"""`/personal`, the staff's page: how the notices stand and what the bot could not answer.

One password opens it (`oficina staff-password`). The session is a cookie that carries its end and
a signature under a key made from the password's hash: another password ends all sessions, and
replicas share them without keeping any.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from domain.access import Access
from domain.announcements import Announced
from domain.clock import Clock
from domain.learning import Question
from domain.notices import Ledger
from texts.staff import page as words
from web import forms
from web.links import Links
from web.passwords import Passwords
from web.rendering import Renderer

PATH = "/personal"
LASTS = timedelta(hours=10)
QUESTIONS_SINCE = timedelta(days=14)
QUESTIONS_SHOWN = 100
_TRIES = "personal:"  # no user name has a colon: these tries are counted apart

Announcements = Callable[[], Awaitable[tuple[Announced, ...]]]
Questions = Callable[[datetime], Awaitable[tuple[Question, ...]]]


@dataclass(frozen=True, slots=True)
class Staff:
    """What the page needs: the password's hash, the tries counted, the figures, the
    announcements, the questions."""

    password_hash: str
    access: Access
    ledger: Ledger
    announced: Announcements
    questions: Questions
    clock: Clock


def staff_pages(
    staff: Staff, links: Links, passwords: Passwords | None = None
) -> list[web.AbstractRouteDef]:
    """The routes of the staff's page; none where no password is set."""
    if not staff.password_hash:
        return []
    page = _StaffPage(staff, links, passwords or Passwords())
    return [
        web.get(PATH, page.show),
        web.post(PATH, page.log_in),
        web.post(f"{PATH}/salir", page.log_out),
    ]


class _StaffPage:
    def __init__(self, staff: Staff, links: Links, passwords: Passwords) -> None:
        self._staff = staff
        self._passwords = passwords
        self._one_at_a_time = asyncio.Lock()
        self._render = Renderer(links.path)
        self._guard = forms.Guard(secure=links.secure)
        self._secure = links.secure
        self._path = f"{links.path}{PATH}"
        self._cookie = "__Host-personal" if links.secure else "personal"
        self._key = hashlib.sha256(b"staff session\0" + staff.password_hash.encode()).digest()

    async def show(self, request: web.Request) -> web.Response:
        """The figures, or the form to log in."""
        if not self._is_in(request):
            return self._form(request)
        now = self._staff.clock()
        guard = self._guard.token(request)
        response = self._render.page(
            "staff.html",
            words=words,
            moment=now,
            figures=await self._staff.ledger.figures(now),
            late=await self._staff.ledger.late(now),
            announced=await self._staff.announced(),
            questions=(await self._staff.questions(now - QUESTIONS_SINCE))[-QUESTIONS_SHOWN:],
            leave=f"{self._path}/salir",
            guard=guard,
            guard_field=forms.FIELD,
        )
        self._guard.keep(response, guard)
        return response

    async def log_in(self, request: web.Request) -> web.Response:
        """Weigh the password; five wrong ones and tries rest a while."""
        fields = await forms.read(request)
        if not self._is_ours(request, fields):
            return self._form(request, words.FORGED)
        async with self._one_at_a_time:  # so that five wrong ones are five
            access, now = self._staff.access, self._staff.clock()
            if await access.password_rests_until(_TRIES, now) is not None:
                return self._form(request, words.RESTING, 429)
            password = fields.get("clave", "")
            if not await self._passwords.match(self._staff.password_hash, password):
                await access.record_wrong_password(_TRIES, now)
                return self._form(request, words.WRONG)
        response = self._back()
        response.set_cookie(
            self._cookie,
            self._signed(int((now + LASTS).timestamp())),
            path="/",
            httponly=True,
            secure=self._secure,
            samesite="Strict",
        )
        return response

    async def log_out(self, request: web.Request) -> web.Response:
        """End the session."""
        response = self._back()
        if self._is_ours(request, await forms.read(request)):
            response.del_cookie(self._cookie, path="/", secure=self._secure, httponly=True)
        return response

    def _form(self, request: web.Request, error: str = "", status: int = 400) -> web.Response:
        guard = self._guard.token(request)
        response = self._render.page(
            "staff_log_in.html",
            status if error else 200,
            errors={"form": error} if error else {},
            guard=guard,
            guard_field=forms.FIELD,
        )
        self._guard.keep(response, guard)
        return response

    def _back(self) -> web.Response:
        return web.Response(status=303, headers={"Location": self._path})

    def _is_ours(self, request: web.Request, fields: Mapping[str, str]) -> bool:
        try:
            self._guard.check(request, fields)
        except forms.Forged:
            return False
        return True

    def _is_in(self, request: web.Request) -> bool:
        cookie = request.cookies.get(self._cookie, "")
        end = cookie.partition(".")[0]
        if not (end.isascii() and end.isdecimal() and len(end) < 12):
            return False
        signed = self._signed(int(end))
        current = int(end) > self._staff.clock().timestamp()
        return hmac.compare_digest(signed.encode(), cookie.encode("utf-8", "replace")) and current

    def _signed(self, end: int) -> str:
        return f"{end}.{hmac.new(self._key, str(end).encode(), hashlib.sha256).hexdigest()}"
