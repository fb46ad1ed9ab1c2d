"""Follows vouchers up: a reminder on the day, and a note once the date is over. A job runs both.

They may be run at any time and again: a reminder is planned once, by its key, and a message is
rewritten once.
"""

import asyncio
import logging
from datetime import datetime

from domain.outbox import Outbox
from domain.sent_vouchers import SentVouchers
from handlers.delivery import Delivery, Undelivered
from handlers.send_failures import Failure
from texts.invoices import voucher_followup as texts

REMIND_FROM, REMIND_UNTIL = 8, 20  # hours of the day: nobody is woken, nor told too late to pay
AT_ONCE = 50  # messages in a pass
PAUSE = 0.1  # seconds between them: people's own answers go first
log = logging.getLogger(__name__)


async def remind(vouchers: SentVouchers, outbox: Outbox, now: datetime) -> int:
    """Plan the reminders of vouchers to be paid today; returns how many were planned now."""
    if not REMIND_FROM <= now.hour < REMIND_UNTIL:
        return 0
    planned = 0
    for sent in await vouchers.to_remind(now.date()):
        key = f"reminder:{sent.number}:{sent.chat_id}"
        note = texts.reminder(sent)
        planned += await outbox.plan(note, key=key, now=now, chat_id=sent.chat_id)
    return planned


async def tell_past(vouchers: SentVouchers, delivery: Delivery, now: datetime) -> int:
    """Have some messages whose voucher's date is over say so; returns how many were rewritten.

    Raises:
        Undelivered: Telegram can't be reached; what is left is done by the next pass.
    """
    past = await vouchers.past(now.date(), AT_ONCE)
    for sent in past:
        try:
            html, keyboard = texts.past(sent), texts.past_buttons(sent)
            await delivery.rewrite_caption(sent.chat_id, sent.message_id, html, keyboard)
        except Undelivered as error:
            if error.failure.kind is not Failure.BLOCKED:
                raise
            log.info("a voucher's message stays as it is: its chat blocked the bot")
        await vouchers.told_past(sent.id, now)
        await asyncio.sleep(PAUSE)
    return len(past)
