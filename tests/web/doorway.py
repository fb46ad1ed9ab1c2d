"""A site with its pages as a browser sees it, over an access kept in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import aiohttp

from domain.access import (
    LIFETIME,
    PASSWORD_REST,
    WRONG_PASSWORDS_ALLOWED,
    Access,
    NewLink,
    OpenLink,
    Purpose,
)
from domain.messages import Mail, Note
from domain.people import User, email_key
from web.links import Links, new_token, token_hash
from web.passwords import Passwords

CHAT = 77


@dataclass
class MemoryAccess(Access):
    """`Access` in dictionaries: what the pages expect of the one in the database."""

    users: dict[int, User] = field(default_factory=dict)
    passwords: dict[int, str] = field(default_factory=dict)
    links: dict[str, NewLink] = field(default_factory=dict)
    chats: dict[int, int] = field(default_factory=dict)
    notes: list[tuple[int, Note]] = field(default_factory=list)
    wrong: dict[str, list[datetime]] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    elsewhere: Note | None = None
    replaced: dict[int, User] = field(default_factory=dict)

    async def open_link(self, token_hash: str, now: datetime) -> OpenLink | None:
        link = self.links.get(token_hash)
        if link is None or link.expires_at <= now:
            return None
        user = None if link.user_id is None else self.users[link.user_id]
        replaces = None if user is None else self.replaced.get(user.id)
        return OpenLink(link.purpose, link.chat_id, user, replaces)

    async def set_password(
        self,
        token_hash: str,
        password_hash: str,
        note: Note,
        now: datetime,
        *,
        elsewhere: Note | None = None,
        mail: Mail | None = None,
    ) -> User | None:
        link = await self._use_up(token_hash, now)
        if link is None or link.user_id is None:
            return None
        user = self.users[link.user_id] = replace(self.users[link.user_id], confirmed=True)
        self.passwords[user.id] = password_hash
        self.elsewhere = elsewhere
        if mail is not None:
            self.mails.append(mail)
        self._welcome(link.chat_id, user.id, note)
        return user

    async def credentials(self, username: str) -> tuple[User, str] | None:
        for user in self.users.values():
            names = (user.username, email_key(user.email))
            if user.confirmed and email_key(username) in names:
                return user, self.passwords[user.id]
        return None

    async def log_in(self, token_hash: str, user_id: int, note: Note, now: datetime) -> bool:
        link = await self._use_up(token_hash, now)
        if link is None:
            return False
        self._welcome(link.chat_id, user_id, note)
        return True

    async def record_wrong_password(self, username: str, now: datetime) -> None:
        self.wrong.setdefault(username, []).append(now)

    async def password_rests_until(self, username: str, now: datetime) -> datetime | None:
        recent = [at for at in self.wrong.get(username, []) if at + PASSWORD_REST > now]
        return recent[-1] + PASSWORD_REST if len(recent) >= WRONG_PASSWORDS_ALLOWED else None

    async def _use_up(self, token_hash: str, now: datetime) -> NewLink | None:
        if await self.open_link(token_hash, now) is None:
            return None
        return self.links.pop(token_hash)

    def _welcome(self, chat_id: int, user_id: int, note: Note) -> None:
        self.chats[chat_id] = user_id
        self.notes.append((chat_id, note))


@dataclass
class Doorway:
    """The served site, seen from a browser: an address, and what is kept behind it."""

    url: str
    access: MemoryAccess
    http: aiohttp.ClientSession
    passwords: Passwords
    now: datetime

    async def ana(self, password: str | None = None, **changes: str) -> User:
        """A user, confirmed if it has a password."""
        ana = User(
            1, "Ana María", "Quiroga", "30111222", "ana@example.org", "ana.quiroga", "", False
        )
        ana = replace(ana, confirmed=password is not None, **changes)  # type: ignore[arg-type]
        self.access.users[ana.id] = ana
        if password is not None:
            self.access.passwords[ana.id] = await self.passwords.hash(password)
        return ana

    def link(self, purpose: Purpose, user: User | None = None) -> str:
        """A new link's path."""
        token = new_token()
        self.access.links[token_hash(token)] = NewLink(
            purpose,
            token_hash(token),
            CHAT,
            self.now + LIFETIME[purpose],
            None if user is None else user.id,
        )
        return Links(self.url).page(purpose, token).removeprefix(self.url)

    async def get(self, path: str) -> "Page":
        async with self.http.get(self.url + path) as response:
            return Page(response.status, await response.text(), response)

    async def post(self, path: str, **fields: str) -> "Page":
        """Fill in and send the form of a page, as a browser does."""
        shown = await self.get(path)
        fields.setdefault("guardia", shown.guard)
        async with self.http.post(self.url + path, data=fields) as response:
            return Page(response.status, await response.text(), response)


@dataclass
class Page:
    status: int
    html: str
    response: aiohttp.ClientResponse

    @property
    def guard(self) -> str:
        """The form's hidden token; '' on a page without a form."""
        _, found, rest = self.html.partition('name="guardia" value="')
        return rest.partition('"')[0] if found else ""
