"""A mail through SMTP, and what the server's answers mean."""

import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape

import aiosmtplib

from domain.clock import Clock
from domain.health import AWAY
from domain.messages import Mail, one_line
from domain.outbox import Delivery
from outbox.mail_address import in_ascii
from outbox.mail_answers import Verdict, is_lasting, judge, masked
from outbox.mail_server import MailServer

TIMEOUT = 20.0
TAKEN = 250  # the one code with which a server takes a mail (RFC 5321, 4.2.5)


class MailFailed(Exception):
    """A mail was not handed over; `verdict` says who or what is to blame."""

    def __init__(self, reason: str, verdict: Verdict) -> None:
        super().__init__(reason)
        self.verdict = verdict


class MailRefused(MailFailed):
    """The mail can't be delivered, ever."""


class MailDelayed(MailFailed):
    """The mail couldn't be handed over now; it may be tried again.

    It is `away` where the server can't be reached, or takes nothing from us: no mail gets through.
    """

    def __init__(self, reason: str, verdict: Verdict, *, away: bool = False) -> None:
        super().__init__(f"{AWAY}{reason}" if away else reason, verdict)
        self.away = away


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
        name, address = parseaddr(one_line(sender))
        self._domain = in_ascii(address).partition("@")[2]
        if not self._domain:
            raise ValueError("The mails' sender is written name@host or Name <name@host>")
        self._sender = Address(name, addr_spec=in_ascii(address))
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
            raise _failed(error.recipients[0], mail) from None
        except aiosmtplib.SMTPDataError as error:
            raise _failed(error, mail) from None
        except aiosmtplib.SMTPResponseException as error:  # ours to mend: log in, sender
            raise MailDelayed(_reason(error, mail), Verdict.SENDER_BLAMED, away=True) from None
        except aiosmtplib.SMTPNotSupported as error:
            if not mail.to.isascii():
                reason = "the server takes no address with such letters before the @"
                raise MailRefused(reason, Verdict.SENDER_BLAMED) from None
            reason = masked(error.message, mail.to)
            raise MailDelayed(reason, Verdict.SENDER_BLAMED, away=True) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            reason = masked(f"{type(error).__name__}: {error}", mail.to)
            raise MailDelayed(reason, Verdict.TEMPORARY, away=True) from None
        said = masked(" ".join(f"{TAKEN} {reply}".split()))
        return Delivery(handed_at, server.host, str(message["Message-ID"]), said)

    def message(self, mail: Mail, name: str) -> EmailMessage:
        """The mail as it travels: plain text, and HTML with one large button.

        Raises:
            MailRefused: its address can't be one.
        """
        message = EmailMessage()
        try:
            message["To"] = in_ascii(mail.to)
            if not message["To"].addresses[0].domain or len(message["To"].addresses) != 1:
                raise ValueError("no single address")
        except (ValueError, IndexError):
            raise MailRefused("not an address", Verdict.ADDRESS_GONE) from None
        message["From"] = self._sender
        message["Subject"] = one_line(mail.subject)
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


def _failed(error: aiosmtplib.SMTPResponseException, mail: Mail) -> MailFailed:
    """What a server's answer to the recipient, or to the whole message, means."""
    verdict = judge(f"{error.code} {error.message}")
    passes = verdict in (Verdict.MAILBOX_FULL, Verdict.TEMPORARY)
    kind = MailDelayed if passes or not is_lasting(error.code) else MailRefused
    return kind(_reason(error, mail), verdict)


def _reason(error: aiosmtplib.SMTPResponseException, mail: Mail) -> str:
    return masked(f"{error.code} {error.message}", mail.to)
