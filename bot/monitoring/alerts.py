"""The alerts' job, run by the leader: looks at what may go wrong, and tells of it once.

What is going on stands in the database, so a restart or another leader goes on from there. The
messages go out by the outbox, planned with it; each alert is logged as an error as well, for the
case that no way is left.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.jobs.periodic import run_periodically
from bot.monitoring.alert_messages import AlertMessages
from domain.alerts import RULES, Condition, Episode, Rule, Subject, follow
from domain.clock import Clock
from storage.monitoring.alerts import Message, StoredAlerts

EVERY = 15.0  # seconds; each watch has its own, longer
LOOK_TAKES = 30.0
"""Seconds that a look may last; one that takes longer found out nothing."""
log = logging.getLogger(__name__)

Look = Callable[[datetime], Awaitable[Sequence[Condition]]]
"""Finds out what holds now. What can't be found out isn't among the answers."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Something to look at again and again."""

    name: str
    every: timedelta
    look: Look


@dataclass(frozen=True, slots=True)
class Alerts:
    """Looks by its watches and tells of what they find."""

    watches: Sequence[Watch]
    messages: AlertMessages
    clock: Clock
    nudge: Callable[[], None]
    _next: dict[str, datetime] = field(default_factory=dict)

    async def run(self, over: asyncio.Event, every: float = EVERY) -> None:
        """Look every so many seconds until `over`."""
        await run_periodically(self.run_once, "alerts", over, every)

    async def run_once(self) -> bool:
        """Look at what is due to be looked at; returns whether there is more to do at once: no."""
        now = self.clock()
        due = [one for one in self.watches if self._next.get(one.name, now) <= now]
        self._next.update({one.name: now + one.every for one in due})
        found = await asyncio.gather(*(self._look(one, now) for one in due))
        conditions = [condition for one in found for condition in one]
        if conditions:
            await self._follow(conditions, self.clock())
        return False

    async def _look(self, watch: Watch, now: datetime) -> Sequence[Condition]:
        try:
            async with asyncio.timeout(LOOK_TAKES):
                return await watch.look(now)
        except Exception:
            log.exception("the look at %s failed", watch.name)
            return ()

    async def _follow(self, conditions: Sequence[Condition], now: datetime) -> None:
        alerts = StoredAlerts()
        going_on = await alerts.going_on()
        for condition in conditions:
            subject = condition.subject
            before = going_on.get(subject)
            after = follow(RULES.get(subject.kind, Rule()), before, condition, now)
            if after is None and before is not None:
                await alerts.forget(before)
            elif after is not None and after != before:
                told = self._told(subject, before, after)
                if await alerts.save(subject, after, told, now) and told:
                    self.nudge()

    def _told(self, subject: Subject, before: Episode | None, after: Episode) -> list[Message]:
        if after.ended_at is not None:
            log.warning("alert over: %s %s", subject.kind, subject.about)
            return self.messages.ended(subject, after)
        if after.told_at is not None and (before is None or before.told_at is None):
            log.error("alert: %s %s: %s", subject.kind, subject.about, after.detail)
            return self.messages.begun(subject, after)
        return []
