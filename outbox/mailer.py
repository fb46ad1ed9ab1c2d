"""A mail through SMTP, and what the server's answers mean."""

import ssl
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape

import aiosmtplib

from domain.clock import Clock
from domain.messages import Mail
from domain.outbox import Delivery
from outbox.mail_answers import blames_address, is_lasting, masked
from outbox.mail_server import MailServer

TIMEOUT = 20.0
TAKEN = 250  # the one code with which a server takes a mail (RFC 5321, 4.2.5)


class MailRefused(Exception):
    """The mail can't be delivered, ever; `by_recipient` when it's the address that is refused."""

    def __init__(self, reason: str, *, by_recipient: bool) -> None:
        super().__init__(reason)
        self.by_recipient = by_recipient


class MailDelayed(Exception):
    """The mail couldn't be handed over now; it may be tried again."""


class Mailer:
    """Sends mails from one address through one server.

    Args:
        server: `smtp://user:password@host:port` or `smtps://...`.
        sender: the From, as `Aguas de Catamarca <oficina@example.org>`.
        clock: for the Date.
        tls: another trust than the system's, for a server with a certificate of its own.
    """

    def __init__(
        self, server: str, sender: str, clock: Clock, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._server = MailServer.of(server)
        self._sender = sender
        self._domain = parseaddr(sender)[1].partition("@")[2]
        if not self._domain:
            raise ValueError("The mails' sender is written name@host or Name <name@host>")
        self._clock = clock
        self._tls = tls

    async def send(self, mail: Mail, name: str) -> Delivery:
        """Hand a mail over, under that name in its Message-ID (`outbox.mail_names`).

        Returns what proves it: among others the server's last reply, which tells where the mail
        stands in its queue.

        The library's errors are left out of ours, as they name the address.

        Raises:
            MailRefused: trying again is no use.
            MailDelayed: the server is away, busy, or asks to come back later.
        """
        server = self._server
        handed_at = self._clock()
        message = self.message(mail, name)
        try:
            _, reply = await aiosmtplib.send(
                message,
                hostname=server.host,
                port=server.port,
                username=server.username or None,
                password=server.password or None,
                use_tls=server.tls,
                start_tls=server.start_tls,
                tls_context=self._tls,
                timeout=TIMEOUT,
                local_hostname=self._domain,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            refusal = error.recipients[0]
            reason = _reason(refusal)
            if is_lasting(refusal.code):
                said = f"{refusal.code} {refusal.message}"
                raise MailRefused(reason, by_recipient=blames_address(said)) from None
            raise MailDelayed(reason) from None
        except aiosmtplib.SMTPDataError as error:
            if is_lasting(error.code):
                raise MailRefused(_reason(error), by_recipient=False) from None
            raise MailDelayed(_reason(error)) from None
        except aiosmtplib.SMTPResponseException as error:  # ours to mend: log in, sender
            raise MailDelayed(_reason(error)) from None
        except aiosmtplib.SMTPNotSupported as error:
            if not mail.to.isascii():
                raise MailRefused("the server takes no such address", by_recipient=True) from None
            raise MailDelayed(masked(error.message)) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailDelayed(masked(f"{type(error).__name__}: {error}")) from None
        said = masked(" ".join(f"{TAKEN} {reply}".split()))
        return Delivery(handed_at, server.host, str(message["Message-ID"]), said)

    def message(self, mail: Mail, name: str) -> EmailMessage:
        """The mail as it travels: plain text, and HTML with one large button.

        Raises:
            MailRefused: its address can't be one.
        """
        message = EmailMessage()
        try:
            message["To"] = mail.to
            if not message["To"].addresses[0].domain or len(message["To"].addresses) != 1:
                raise ValueError("no single address")
        except (ValueError, IndexError):
            raise MailRefused("not an address", by_recipient=True) from None
        message["From"] = self._sender
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = f"<{name}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"  # no out-of-office answers (RFC 3834)
        message["Content-Language"] = "es-AR"
        message.set_content(_text(mail))
        message.add_alternative(_html(mail), subtype="html")
        return message


def _text(mail: Mail) -> str:
    """The text, with the address to follow after its first two paragraphs."""
    if mail.action is None:
        return mail.text + "\n"
    before, after = _around_action(mail.text)
    return f"{before}\n\n{mail.action.label}:\n{mail.action.url}\n\n{after}".rstrip() + "\n"


def _html(mail: Mail) -> str:
    before, after = _around_action(mail.text)
    button = ""
    if mail.action is not None:
        url = escape(mail.action.url)
        button = (
            '<p style="margin:24px 0"><a style="display:block;padding:14px 18px;'
            "background:#0b6e99;color:#ffffff;border-radius:6px;text-align:center;"
            f'text-decoration:none;font-weight:bold" href="{url}">{escape(mail.action.label)}</a>'
            '</p><p style="font-size:14px;color:#45555f;word-break:break-all">'
            f"{url}</p>"
        )
    return (
        '<!doctype html><html lang="es-AR"><body style="margin:0;background:#f3f7f9">'
        '<div style="max-width:520px;margin:0 auto;padding:20px;background:#ffffff;'
        'color:#16232b;font:17px/1.5 Arial,sans-serif">'
        f"{_paragraphs(before)}{button}{_paragraphs(after)}</div></body></html>"
    )


def _around_action(text: str) -> tuple[str, str]:
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:])


def _paragraphs(text: str) -> str:
    lines = (escape(paragraph).replace("\n", "<br>") for paragraph in text.split("\n\n"))
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _reason(error: aiosmtplib.SMTPResponseException) -> str:
    return masked(f"{error.code} {error.message}")
