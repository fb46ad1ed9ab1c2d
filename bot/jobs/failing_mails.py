"""Tells the staff, once a day, that many mails are refused: a relay or a policy against us."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.jobs.periodic import run_periodically
from domain.clock import ZONE, Clock
from domain.refused_addresses import MANY, is_wave
from storage import outbox
from storage.notices.refused_addresses import failed_since, mails_since
from texts.staff.refused_addresses import failing_mails

EVERY = 600.0  # seconds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FailingMails:
    """Counts the day's mails; which digital invoices end is not its matter."""

    clock: Clock
    staff_mail: str = ""

    async def run(self, over: asyncio.Event, every: float = EVERY) -> None:
        """Count every so many seconds until `over`."""
        await run_periodically(self.run_once, "failing mails", over, every)

    async def run_once(self) -> bool:
        """Count the mails since midnight; returns False, as there is no more to do."""
        now = self.clock()
        midnight = datetime.combine(now.astimezone(ZONE).date(), time(0), ZONE)
        failed, reason = await failed_since(midnight)
        if failed < MANY:
            return False
        mails = await mails_since(midnight)
        if not is_wave(failed, mails):
            return False
        log.warning("%d of today's %d mails were refused; the last: %s", failed, mails, reason)
        if self.staff_mail:
            mail = replace(failing_mails(failed, mails, reason), to=self.staff_mail)
            await outbox.plan(mail, key=f"failing mails:{midnight.date()}", now=now)
        return False
