"""The passes over vouchers, run again and again by the running office.

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
    """What happens to vouchers each morning."""

    vouchers: SentVouchers
    outbox: Outbox
    speech: Delivery
    clock: Clock

    async def run(self, stop: asyncio.Event, every: float = EVERY) -> None:
        """Make the passes every so many seconds until `stop`; a failed one is made again."""
        await run_periodically(self.passes, "vouchers", stop, every)

    async def passes(self) -> bool:
        """Make each pass once, as of now; returns whether there may be more to do at once."""
        planned = await remind(self.vouchers, self.outbox, self.clock())
        rewritten = await tell_past(self.vouchers, self.speech, self.clock())
        if planned or rewritten:
            log.info("vouchers: %d reminders planned, %d are past", planned, rewritten)
        return rewritten == AT_ONCE
