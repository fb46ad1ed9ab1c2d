"""The job that ends digital invoices whose addresses are no more, unless there are too many.

`domain.refused_addresses` says how many are too many. What is held back stands in the database
until the staff decides by `oficina mails`.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.jobs.periodic import run_periodically
from domain.clock import Clock
from domain.refused_addresses import WINDOW, are_many, is_wave, is_wave_of_one, people_in
from storage import outbox
from storage.notices import refused_addresses as refused
from texts.digital_invoice.subscription import address_refused
from texts.staff.refused_addresses import staff_mail

EVERY = 10.0  # seconds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RefusedAddresses:
    """Acts on refusals once they have waited for `wait`; the staff is told of a wave once."""

    clock: Clock
    wait: timedelta
    staff_mail: str = ""

    async def run(self, over: asyncio.Event, every: float = EVERY) -> None:
        """Look every so many seconds until `over`."""
        await run_periodically(self.run_once, "refused addresses", over, every)

    async def run_once(self) -> bool:
        """End what is due, or hold back all of a wave; returns False, as there is no more to do."""
        now = self.clock()
        if await refused.held_back():  # the staff decides of those that still come, too
            await refused.hold_back(now)
        elif await _is_wave(now):
            await refused.hold_back(now)
            await self._tell_staff(now)
        elif ended := await refused.end_due(now - self.wait, address_refused(), now):
            log.warning("the digital invoice of %d people ended: their address is no more", ended)
        return False

    async def _tell_staff(self, now: datetime) -> None:
        held = await refused.held_back()
        log.error(
            "the addresses of %d subscribers were refused within a day: no digital invoice ends"
            " until the staff decides (oficina mails held)",
            people_in(held),
        )
        if self.staff_mail and held:
            mail = replace(staff_mail(held), to=self.staff_mail)
            await outbox.plan(mail, key=f"refused addresses:{now.isoformat()}", now=now)


async def _is_wave(now: datetime) -> bool:
    """Whether so many addresses were refused lately that a server must have failed."""
    since = now - WINDOW
    domains = await refused.refused_since(since)
    people = people_in(domains)
    if not are_many(people):
        return False
    if is_wave(people, await refused.mails_since(since)):
        return True
    for one in domains:
        if are_many(one.people) and is_wave_of_one(
            one.people, await refused.mails_since(since, one.domain)
        ):
            return True
    return False
