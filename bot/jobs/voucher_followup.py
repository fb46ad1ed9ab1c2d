"""The job that follows vouchers up, run again and again by the leader.

Each is safe to run at any time and by several replicas at once: a reminder is planned once, and
rewriting a message to what it says already changes nothing.
"""

import asyncio
import logging
from dataclasses import dataclass

from bot.jobs.periodic import run_periodically
from domain.clock import Clock
from domain.outbox import Outbox
from domain.sent_vouchers import SentVouchers
from handlers.delivery import Delivery
from handlers.voucher_followup import AT_ONCE, remind, tell_past

EVERY = 300.0  # seconds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VoucherJob:
    """Reminds of vouchers that are to be paid today, and marks those whose date is over."""

    vouchers: SentVouchers
    outbox: Outbox
    delivery: Delivery
    clock: Clock

    async def run(self, stop: asyncio.Event, every: float = EVERY) -> None:
        """Run every so many seconds until `stop`; a run that fails is made again."""
        await run_periodically(self.run_once, "vouchers", stop, every)

    async def run_once(self) -> bool:
        """Do both once, as of now; returns whether there may be more to do at once."""
        planned = await remind(self.vouchers, self.outbox, self.clock())
        rewritten = await tell_past(self.vouchers, self.delivery, self.clock())
        if planned or rewritten:
            log.info("vouchers: %d reminders planned, %d are past", planned, rewritten)
        return rewritten == AT_ONCE
