"""The job that plans notices at fixed hours of the day; the leader runs it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from bot.jobs.periodic import wait_for
from bot.monitoring.alert_messages import AlertMessages
from domain.alerts import AlertKind, Episode, Subject
from domain.clock import ZONE, Clock
from domain.notices import Planned
from storage.monitoring.alerts import tell_once
from storage.notices.planning import Progress, plan_notices
from texts.staff.alerts import late_notices

RUN_AT = (time(8), time(11), time(14), time(17))
"""Local hours. The last leaves a full broadcast (an hour for 100,000) time before the night."""
AGAIN_AFTER = timedelta(minutes=5)
"""A pass that failed (the database was away) is made again then."""
NOBODY = AlertMessages()
log = logging.getLogger(__name__)


async def plan_due_notices(
    now: datetime,
    messages: AlertMessages = NOBODY,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Planned:
    """Plan the notices that are owed; staff is told of those that go out late."""
    planned = await plan_notices(now, dry_run=dry_run, progress=progress)
    if planned.late and not dry_run:
        log.warning("%d of %d notices go out late", planned.late, planned.all)
        subject = Subject(AlertKind.LATE_NOTICES)
        detail = late_notices(planned.late, planned.all)
        begun = messages.begun(subject, Episode(now, now, detail))
        await tell_once(subject, detail, begun, now)
    return planned


def next_run(now: datetime) -> datetime:
    """When the next pass is made."""
    local = now.astimezone(ZONE)
    return min(
        datetime.combine(day, at, ZONE)
        for day in (local.date(), local.date() + timedelta(days=1))
        for at in RUN_AT
        if datetime.combine(day, at, ZONE) > local
    )


class NoticeJob:
    """Plans once when it begins by day, then at each hour of `RUN_AT`."""

    def __init__(
        self, clock: Clock, nudge: Callable[[], None], messages: AlertMessages = NOBODY
    ) -> None:
        self._clock = clock
        self._nudge = nudge
        self._messages = messages

    async def run(self, over: asyncio.Event) -> None:
        """Keep to the hours until `over`. A pass cut short is completed by the next one."""
        now = self._clock()
        due = now if RUN_AT[0] <= now.astimezone(ZONE).time() <= RUN_AT[-1] else next_run(now)
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
            planned = await plan_due_notices(now, self._messages)
        except Exception:  # the database is away; the office goes on
            log.exception("the notices could not be planned")
            return now + AGAIN_AFTER
        if planned.all:
            log.info("%d notices were planned", planned.all)
            self._nudge()
        return next_run(now)
