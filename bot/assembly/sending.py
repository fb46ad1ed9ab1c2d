"""What is owed goes out: the sender, with what follows where it can't deliver."""

from telegram import Bot

from bot.delivery_fallback import DeliveryFallback
from bot.monitoring.health import Health
from bot.settings import Settings
from domain.clock import Clock
from handlers.keyboards import inline
from outbox.chat import Chats
from outbox.mail_names import MailNames
from outbox.mailer import Mailer
from outbox.sender import PACE, PAID_PACE, Sender
from outbox.sent_log import SentLog
from storage.outbox import StoredOutbox

LOOKS_EVERY = 1.0  # seconds after which the sender looks for what another process planned


async def outbox_sender(
    settings: Settings,
    bot: Bot,
    names: MailNames,
    fallback: DeliveryFallback,
    clock: Clock,
    health: Health,
) -> Sender:
    """The sender of the outbox, with the log that outlives a lost database."""
    sent_log = SentLog(settings.sent_log, clock)
    await sent_log.begin()
    paid = settings.paid_broadcast
    return Sender(
        StoredOutbox(),
        Chats(bot, inline, paid=paid),
        Mailer(settings.smtp_url.get_secret_value(), settings.mail_from, clock),
        names,
        clock,
        pace=PAID_PACE if paid else PACE,
        in_flight=64 if paid else 24,
        batch=600 if paid else 60,
        poll=LOOKS_EVERY,
        on_blocked=fallback.chat_blocked,
        on_mail_refused=fallback.mail_refused,
        on_mail_delayed=fallback.mail_delayed,
        on_try=health.tried,
        on_delivered=sent_log.delivered,
    )
