"""What the leader does periodically, beside delivering what is owed."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta

from telegram import Bot

from bot.delivery_fallback import DeliveryFallback
from bot.jobs.failing_mails import FailingMails
from bot.jobs.notice_planning import NoticeJob
from bot.jobs.pruning import Pruning
from bot.jobs.refused_addresses import RefusedAddresses
from bot.jobs.returned_mail import ReturnedMailJob
from bot.jobs.voucher_followup import VoucherJob
from bot.monitoring.alert_messages import AlertMessages
from bot.monitoring.health import Health
from bot.monitoring.watches import alerts_job
from bot.settings import Settings
from domain.clock import Clock
from domain.outbox import Nudge
from handlers.delivery import Delivery
from outbox.mail_names import MailNames
from outbox.returned import ReturnedMailbox
from storage.billing.sent_vouchers import StoredSentVouchers
from storage.outbox import StoredOutbox

Job = Callable[[asyncio.Event], Coroutine[None, None, None]]
"""Runs beside the sender until the event."""


def leaders_jobs(
    settings: Settings,
    bot: Bot,
    delivery: Delivery,
    names: MailNames,
    fallback: DeliveryFallback,
    nudge: Nudge,
    clock: Clock,
    health: Health,
) -> tuple[Job, ...]:
    """All that the settings ask for."""
    outbox, staff = StoredOutbox(), settings.staff_mail
    refusals_wait = timedelta(minutes=settings.refusals_wait)
    jobs: tuple[Job, ...] = (
        VoucherJob(StoredSentVouchers(), outbox, delivery, clock).run,
        NoticeJob(clock, nudge, AlertMessages.of(settings)).run,
        alerts_job(settings, bot, nudge, clock, health.mail_server).run,
        FailingMails(clock, staff).run,
        RefusedAddresses(clock, refusals_wait, staff).run,
        Pruning(timedelta(days=settings.keep_sent_days), clock).run,
    )
    if mailbox_url := settings.returned_mail_url.get_secret_value():
        mailbox = ReturnedMailbox(mailbox_url)
        returned = ReturnedMailJob(mailbox, outbox, names, fallback.mail_refused, clock)
        jobs = (*jobs, returned.run)
    return jobs
