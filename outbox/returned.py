"""Mails that come back: hours after it was taken, a mail server says it can't deliver one.

They come to the address that the mails were sent from, and are fetched there by IMAP.
"""

import asyncio
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.iterators import typed_subpart_iterator
from email.message import Message
from imaplib import IMAP4

from flufl.bounce import all_failures
from imap_tools import (
    AND,
    BaseMailBox,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)
from imap_tools.errors import ImapToolsError

from outbox.mail_answers import answer_in, blames_address, masked
from outbox.mail_names import names_in
from outbox.mail_server import MailServer

TIMEOUT = 20.0
AT_ONCE = 50
"""Letters fetched in one go."""


class MailboxAway(Exception):
    """The mailbox can't be read now, or not with that password."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a returned mail says. `names` are the mails it may speak of, by their items' ids."""

    names: dict[int, str]
    address_at_fault: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in the mailbox."""

    uid: str
    message: Message


def read_returned(message: Message) -> Returned | None:
    """What a mail says about one of ours that was not delivered; None if it says no such thing."""
    names = names_in(message.as_bytes())
    if not names:
        return None
    _, failed = all_failures(message)
    if not failed:
        return None
    said = " ".join(_diagnosis(message)) or answer_in(_first_text(message))
    failed_to = (address.decode("utf-8", "replace") for address in failed)
    return Returned(names, blames_address(said), masked(f"returned: {said}", *failed_to))


def _diagnosis(message: Message) -> Iterator[str]:
    """What the report says for programs (RFC 3464): the server's own words first."""
    blocks: list[Message] = []
    for part in typed_subpart_iterator(message, "message", "delivery-status"):
        payload = part.get_payload() if isinstance(part, Message) else ()
        blocks += [block for block in payload if isinstance(block, Message)]
    for name in ("diagnostic-code", "status"):
        for block in blocks:
            if value := block.get(name):
                yield " ".join(str(value).split())


def _first_text(message: Message) -> str:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content.decode("utf-8", "replace")
    return ""


class ReturnedMailbox:
    """The mailbox that returned mails come to.

    Args:
        url: `imaps://user:password@host/INBOX`, or `imap://` for STARTTLS.
        tls: another trust than the system's, for a server with a certificate of its own.

    Raises:
        ValueError: the URL is no such address.
    """

    def __init__(self, url: str, *, tls: ssl.SSLContext | None = None) -> None:
        self._server = MailServer.of(url, "imap")
        self._tls = tls or ssl.create_default_context()

    async def unread(self, known: Sequence[str] = ()) -> tuple[Letter, ...]:
        """The oldest unread letters but the `known` ones, left unread; `AT_ONCE` at most.

        Raises:
            MailboxAway: it can't be read now.
        """
        return await asyncio.to_thread(self._unread, frozenset(known))

    async def mark_read(self, letters: Sequence[Letter]) -> None:
        """Mark them as read, so that they are dealt with once.

        Raises:
            MailboxAway: it can't be written now.
        """
        if letters:
            await asyncio.to_thread(self._mark_read, [letter.uid for letter in letters])

    def _unread(self, known: frozenset[str]) -> tuple[Letter, ...]:
        with self._opened() as box:
            uids = [uid for uid in box.uids(AND(seen=False)) if uid not in known][:AT_ONCE]
            if not uids:
                return ()
            found = box.fetch(AND(uid=uids), mark_seen=False)
            return tuple(Letter(one.uid, one.obj) for one in found if one.uid)

    def _mark_read(self, uids: list[str]) -> None:
        with self._opened() as box:
            box.flag(uids, [MailMessageFlags.SEEN], True)

    @contextmanager
    def _opened(self) -> Iterator[BaseMailBox]:
        try:
            with self._logged_in() as box:
                yield box
        except (ImapToolsError, IMAP4.error, OSError) as error:
            raise MailboxAway(masked(f"{type(error).__name__}: {error}")) from None

    def _logged_in(self) -> BaseMailBox:
        server = self._server
        box = self._connected()
        try:
            return box.login(server.username, server.password, server.folder or "INBOX")
        except (ImapToolsError, IMAP4.error, OSError):
            box.client.shutdown()
            raise

    def _connected(self) -> BaseMailBox:
        server = self._server
        if server.tls:
            return MailBox(server.host, server.port, TIMEOUT, ssl_context=self._tls)
        if server.start_tls:
            return MailBoxStartTls(server.host, server.port, TIMEOUT, ssl_context=self._tls)
        return MailBoxUnencrypted(server.host, server.port, timeout=TIMEOUT)
