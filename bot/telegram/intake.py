"""Takes in what Telegram delivers: stored in the inbox, then confirmed, then worked on."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence

from domain.clock import Clock
from domain.inbox import Inbox, Received
from handlers.inbound_update import line_of, number_of

log = logging.getLogger(__name__)


class Intake:
    """Stores updates; those that arrive while others are being stored go together.

    Args:
        inbox: keeps them.
        clock: the present moment.
        wake: told of each chat in whose line something new waits.
        in_no_line: given each new update that joins no chat's line.
    """

    def __init__(
        self,
        inbox: Inbox,
        clock: Clock,
        wake: Callable[[int], None],
        in_no_line: Callable[[object], None],
    ) -> None:
        self._inbox = inbox
        self._clock = clock
        self._wake = wake
        self._in_no_line = in_no_line
        self._arrived: list[object] = []
        self._storing: asyncio.Task[None] | None = None

    async def receive(self, updates: Sequence[object]) -> int | None:
        """Store updates as they came, in JSON's values; once it returns they may be confirmed.

        Returns the highest number among them, None if none has one. What came before is known.

        Raises:
            Exception: the database can't be written; nothing of these is confirmed.
        """
        self._arrived += updates
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store())
        await asyncio.shield(self._storing)
        numbers = [number for one in updates if (number := number_of(one)) is not None]
        return max(numbers, default=None)

    async def _store(self) -> None:
        await asyncio.sleep(0)  # whoever arrived at the same moment joins in
        while self._arrived:
            arrived, self._arrived = self._arrived, []
            numbered = {number: one for one in arrived if (number := number_of(one)) is not None}
            if len(numbered) < len(arrived):
                log.warning("%d updates have no number of their own", len(arrived) - len(numbered))
            rows = [
                Received(number, _private(line_of(one)), json.dumps(one))
                for number, one in numbered.items()
            ]
            new = await self._inbox.store(rows, self._clock())
            for row in rows:
                if row.update_id not in new:
                    log.info("update %d came again", row.update_id)
                elif row.chat_id is not None:
                    self._wake(row.chat_id)
                else:
                    self._in_no_line(numbered[row.update_id])


def _private(chat_id: int | None) -> int | None:
    """A person's chat; a group's number is negative, and nobody is attended to there."""
    return chat_id if chat_id is not None and chat_id > 0 else None
