"""The passes that plan notices at fixed hours of the day; the leader makes them."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.passes import wait_for
from domain.clock import ZONE, Clock
from domain.notices import Planned
from storage import outbox
from storage.notices import Progress, plan_notices
from texts.notices import late_notices_mail

PASSES = (time(8), time(11), time(14), time(17))
"""Local hours. The last leaves a full broadcast (an hour for 100,000) time before the night."""
AGAIN_AFTER = timedelta(minutes=5)
"""A pass that failed (the database was away) is made again then."""
log = logging.getLogger(__name__)


async def make_pass(
    now: datetime,
    staff_mail: str = "",
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Planned:
    """Plan the notices that are owed; staff is told by mail of those that go out late."""
    planned = await plan_notices(now, dry_run=dry_run, progress=progress)
    if planned.late and not dry_run:
        log.warning("%d of %d notices go out late", planned.late, planned.all)
        if staff_mail:
            mail = replace(late_notices_mail(planned.late, planned.all), to=staff_mail)
            await outbox.plan(mail, key=f"late notices:{now.isoformat()}", now=now)
    return planned


def next_pass(now: datetime) -> datetime:
    """When the next pass is made."""
    local = now.astimezone(ZONE)
    return min(
        datetime.combine(day, at, ZONE)
        for day in (local.date(), local.date() + timedelta(days=1))
        for at in PASSES
        if datetime.combine(day, at, ZONE) > local
    )


class Schedule:
    """Makes the passes: one when it begins by day, then at each of `PASSES`."""

    def __init__(self, clock: Clock, nudge: Callable[[], None], staff_mail: str = "") -> None:
        self._clock = clock
        self._nudge = nudge
        self._staff_mail = staff_mail

    async def run(self, over: asyncio.Event) -> None:
        """Keep to the hours until `over`. A pass cut short is completed by the next one."""
        now = self._clock()
        due = now if PASSES[0] <= now.astimezone(ZONE).time() <= PASSES[-1] else next_pass(now)
        while not over.is_set():
            wait = (due - self._clock()).total_seconds()
            if wait > 0:
                # In short steps, as a machine's clock may be set while it waits.
                await wait_for(over, min(wait, 60.0))
                continue
            due = await self._pass()

    async def _pass(self) -> datetime:
        now = self._clock()
        try:
            planned = await make_pass(now, self._staff_mail)
        except Exception:  # the database is away; the office goes on
            log.exception("the notices could not be planned")
            return now + AGAIN_AFTER
        if planned.all:
            log.info("%d notices were planned", planned.all)
            self._nudge()
        return next_pass(now)
