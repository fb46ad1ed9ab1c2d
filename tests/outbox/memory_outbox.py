"""The outbox in memory, as the sender expects the one in the database to be."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from domain.messages import Mail, Note
from domain.outbox import CLAIM, Delivery, Outbox, Owed
from domain.quiet_hours import quiet_until


@dataclass
class Row:
    content: Mail | Note
    key: str
    chat_id: int | None
    due: datetime | None
    attempts: int = 0
    claimed_until: datetime | None = None
    settled: bool = False
    error: str = ""
    bulk: bool = False
    by_day: bool = False

    def owed(self, number: int, attempts: int) -> Owed:
        return Owed(number, self.content, self.chat_id, attempts, self.key, self.by_day)

    def waits_until(self) -> datetime | None:
        if self.due is None:
            return None
        return max(self.due, self.claimed_until or self.due)


@dataclass
class MemoryOutbox(Outbox):
    rows: dict[int, Row] = field(default_factory=dict)
    postponed: list[tuple[int, datetime, str]] = field(default_factory=list)
    deliveries: dict[int, Delivery | None] = field(default_factory=dict)
    failures: int = 0
    """How many of the next calls fail, as when the database is away."""

    async def plan(
        self,
        content: Mail | Note,
        *,
        key: str,
        now: datetime,
        chat_id: int | None = None,
        bulk: bool = False,
        by_day: bool = False,
    ) -> bool:
        if any(row.key == key for row in self.rows.values()):
            return False
        due = (quiet_until(now) if by_day else None) or now
        self.rows[len(self.rows) + 1] = Row(content, key, chat_id, due, bulk=bulk, by_day=by_day)
        return True

    async def claim(self, limit: int, now: datetime) -> tuple[Owed, ...]:
        self._may_fail()
        due = [
            (number, row)
            for number, row in self.rows.items()
            if (waits := row.waits_until()) is not None and waits <= now
        ]
        due.sort(key=lambda pair: (pair[1].bulk, pair[1].due, pair[0]))
        claimed = []
        for number, row in due[:limit]:
            row.claimed_until = now + CLAIM
            claimed.append(
                Owed(number, row.content, row.chat_id, row.attempts, row.key, row.by_day)
            )
            row.attempts += 1
        return tuple(claimed)

    async def settle(self, item_id: int, now: datetime, delivery: Delivery | None = None) -> None:
        self._may_fail()
        self.deliveries[item_id] = delivery
        self.rows[item_id].settled = True
        self.rows[item_id].due = None

    async def postpone(self, item_id: int, until: datetime, error: str) -> None:
        self._may_fail()
        row = self.rows[item_id]
        row.due, row.claimed_until, row.error = until, None, error
        self.postponed.append((item_id, until, error))

    async def give_up(self, item_id: int, now: datetime, error: str) -> None:
        self._may_fail()
        self.rows[item_id].due = None
        self.rows[item_id].error = error

    async def delivered_mail(self, item_id: int) -> Owed | None:
        row = self.rows.get(item_id)
        if row is None or not row.settled or row.error or not isinstance(row.content, Mail):
            return None
        return row.owed(item_id, row.attempts - 1)

    async def came_back(self, item_id: int, now: datetime, reason: str) -> None:
        self.rows[item_id].error = reason

    async def next_due(self) -> datetime | None:
        self._may_fail()
        waits = [due for row in self.rows.values() if (due := row.waits_until()) is not None]
        return min(waits, default=None)

    def _may_fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")

    @property
    def left(self) -> int:
        return sum(row.due is not None for row in self.rows.values())


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition, looking often; the test's own time limit ends a wait in vain."""
    while not condition():  # noqa: ASYNC110  (the condition is of another side, without events)
        await asyncio.sleep(0.005)
