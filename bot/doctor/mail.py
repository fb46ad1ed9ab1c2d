"""The mail server, and the mailbox of mails that come back."""

from bot.doctor.findings import Findings, bad, ok, unknown, warning
from bot.settings import Settings
from outbox.mail_probe import MailServerAway, probe
from outbox.mail_server import LOOPBACK, MailServer
from outbox.returned import MailboxAway, ReturnedMailbox
from texts.doctor import mail as texts

PATIENCE = 8.0  # seconds


async def look(settings: Settings) -> Findings:
    """Whether the server takes us in, and whether others can read along."""
    server = MailServer.of(settings.smtp_url.get_secret_value())
    try:
        encrypted = await probe(server, settings.mail_domain, patience=PATIENCE)
    except MailServerAway as error:
        return [bad(texts.mail_away(server.host, server.port, str(error)))]
    answers = ok(texts.mail_answers(server.host, server.port))
    if encrypted or server.host in LOOPBACK:
        return [answers]
    return [answers, warning(texts.mail_unencrypted(server.host))]


async def look_at_returned(settings: Settings) -> Findings:
    """Whether the mails that come back can be read."""
    url = settings.returned_mail_url.get_secret_value()
    if not url:
        return [unknown(texts.RETURNED_UNSET)]
    try:
        await ReturnedMailbox(url, patience=PATIENCE).unread()
    except MailboxAway as error:
        return [bad(texts.returned_away(str(error)))]
    return [ok(texts.RETURNED_READ)]
