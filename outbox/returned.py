"""The mailbox of mails that come back, fetched by IMAP.

They come to the address that the mails were sent from; `delivery_reports` reads what they say.
"""

import asyncio
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from imaplib import IMAP4

from imap_tools import (
    AND,
    BaseMailBox,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)
from imap_tools.errors import ImapToolsError

from outbox.mail_answers import masked
from outbox.mail_server import MailServer

TIMEOUT = 20.0
AT_ONCE = 50
"""Letters fetched in one go."""


class MailboxAway(Exception):
    """The mailbox can't be read now, or not with that password."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in the mailbox."""

    uid: str
    message: Message


class ReturnedMailbox:
    """The mailbox that returned mails come to.

    Args:
        url: `imaps://user:password@host/INBOX`, or `imap://` for STARTTLS.
        tls: another trust than the system's, for a server with a certificate of its own.
        patience: seconds that the server may take for an answer.

    Raises:
        ValueError: the URL is no such address.
    """

    def __init__(
        self, url: str, *, tls: ssl.SSLContext | None = None, patience: float = TIMEOUT
    ) -> None:
        self._server = MailServer.of(url, "imap")
        self._patience = patience
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
            return MailBox(server.host, server.port, self._patience, ssl_context=self._tls)
        if server.start_tls:
            return MailBoxStartTls(server.host, server.port, self._patience, ssl_context=self._tls)
        return MailBoxUnencrypted(server.host, server.port, timeout=self._patience)
