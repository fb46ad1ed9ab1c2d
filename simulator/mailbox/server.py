"""A mail server that delivers to nobody: every mail is kept, taken apart and shown."""

import asyncio
import logging
import re
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any, Literal, get_args
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from simulator.feed import Feed, Signal

Mode = Literal["accept", "reject", "defer", "full", "distrust"]
MODES: tuple[Mode, ...] = get_args(Mode)
_ANSWERS: dict[Mode, tuple[str, str]] = {
    "reject": ("550 5.1.1", "No such user here"),
    "defer": ("451 4.3.2", "Try again later"),
    "full": ("552 5.2.2", "Mailbox full"),
    "distrust": ("550", "relay not permitted"),  # it speaks of who sends
}
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_KEPT = 5000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was received."""

    id: int
    received: float  # seconds since 1970
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    links: tuple[str, ...]
    headers: dict[str, str]
    attachments: tuple[Attachment, ...]

    def view(self) -> dict[str, Any]:
        """The mail in JSON."""
        return {
            "id": self.id,
            "received": self.received,
            "from": self.headers.get("From", self.sender),
            "to": list(self.recipients),
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "links": list(self.links),
            "headers": self.headers,
            "attachments": [
                {
                    "name": one.name,
                    "mime": one.mime,
                    "size": len(one.data),
                    "url": f"/sim/mails/{self.id}/attachments/{number}",
                }
                for number, one in enumerate(self.attachments)
            ],
        }


@dataclass  # without slots: aiosmtpd inspects its handler, and Python 3.11.2 fails at such a class
class Mailbox:
    """Takes mail for any recipient over SMTP; can be told to refuse, for good or for now."""

    feed: Feed
    mode: Mode = "accept"
    only: str = ""  # the mode holds for recipients that contain this; others are accepted
    mails: dict[int, Mail] = field(default_factory=dict)
    arrived: Signal = field(default_factory=Signal)
    failure: str = ""  # why mail could not be taken, the last time that this happened
    _last_id: int = 0
    _server: asyncio.Server | None = None
    _sessions: WeakSet[SMTP] = field(default_factory=WeakSet)

    async def start(self, host: str, port: int) -> int:
        """Serve SMTP there (0: any free port); the port it got. Any user and password will do."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, host=host, port=port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the door, and show out who is still inside."""
        if self._server is not None:
            self._server.close()
            for session in self._sessions:
                if session.transport is not None:
                    session.transport.close()
            await self._server.wait_closed()

    def _session(self) -> asyncio.Protocol:
        try:
            session = SMTP(
                self,
                hostname="simulador.localhost",
                enable_SMTPUTF8=True,
                authenticator=lambda *_: AuthResult(success=True),
                auth_require_tls=False,
            )
        except Exception as error:  # asyncio would leave the connection as it is, without a word
            return _Closed(self._failed(error))
        self._sessions.add(session)
        return session

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take or refuse a recipient; like many servers it says whom it means, twice over."""
        if self.mode != "accept" and self.only.lower() in address.lower():
            code, words = _ANSWERS[self.mode]
            return f"{code} <{address}>: user {address.partition('@')[0]}: {words}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a mail."""
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        mail = self._read(raw, envelope.mail_from or "", tuple(envelope.rcpt_tos))
        self.mails[mail.id] = mail
        if len(self.mails) > _KEPT:
            del self.mails[next(iter(self.mails))]
        self.arrived.notify()
        if self.feed.watched:
            self.feed.publish({"event": "mail", "mail_id": mail.id})
        return "250 Message accepted"

    async def handle_exception(self, error: Exception) -> str:
        """Answer a mail that could not be taken because of a fault of this program's own."""
        return f"500 5.3.0 {self._failed(error)}"

    async def wait(self, to: str, after: int, seconds: float) -> Mail | None:
        """The first mail to this address numbered above `after`, now or within `seconds`."""
        end = time.monotonic() + seconds
        while True:
            for mail in self.mails.values():
                if mail.id > after and any(to.lower() in one.lower() for one in mail.recipients):
                    return mail
            if not await self.arrived.wait(end - time.monotonic()):
                return None

    def _failed(self, error: Exception) -> str:
        self.failure = " ".join(f"{type(error).__name__}: {error}".split())
        log.error("a mail could not be taken", exc_info=error)
        return self.failure

    def _read(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> Mail:
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        text, html = _body(message, "plain"), _body(message, "html")
        self._last_id += 1
        return Mail(
            id=self._last_id,
            received=time.time(),
            sender=sender,
            recipients=recipients,
            subject=str(message.get("Subject", "")),
            text=text,
            html=html,
            links=tuple(dict.fromkeys([*_LINK.findall(text), *_hrefs(html)])),
            headers={name: str(value) for name, value in message.items()},
            attachments=tuple(
                Attachment(
                    part.get_filename() or "adjunto",
                    part.get_content_type(),
                    bytes(part.get_payload(decode=True) or b""),
                )
                for part in message.iter_attachments()
            ),
        )


class _Closed(asyncio.Protocol):
    """Tells who connects why no mail is taken, and hangs up."""

    def __init__(self, why: str) -> None:
        self._why = why

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say it."""
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(f"421 4.3.0 {self._why}\r\n".encode())
        transport.close()


def _body(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


class _Links(HTMLParser):
    """Gathers where a page's links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an anchor's address."""
        href = dict(attrs).get("href") if tag == "a" else None
        if href and href.startswith(("http://", "https://")):
            self.found.append(href)


def _hrefs(html: str) -> list[str]:
    links = _Links()
    links.feed(html)
    return links.found
