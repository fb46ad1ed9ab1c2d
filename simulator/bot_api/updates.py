"""What the bot has still to take: numbered, kept until it confirms, given out again until then."""

import asyncio
import time
from collections import deque
from itertools import islice
from typing import Any

from simulator.bot_api.errors import conflict
from simulator.feed import Signal

Json = dict[str, Any]

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages",
    "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
    "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost",
)  # fmt: skip
_ONLY_ON_DEMAND = {"chat_member", "message_reaction", "message_reaction_count"}
_REMEMBERED = 1000


class Updates:
    """A bot's queue of updates.

    Numbers start at the clock's seconds, so that they go on rising when the simulator starts anew
    beside a bot that remembers.
    """

    def __init__(self, first_id: int | None = None) -> None:
        self.next_id = int(time.time()) if first_id is None else first_id
        self.pending: deque[Json] = deque()
        self.confirmed = self.next_id - 1  # the last number the bot has confirmed
        self.arrived = Signal()
        self.asked = Signal()
        self._recent: deque[Json] = deque(maxlen=_REMEMBERED)
        self._again: list[Json] = []
        self._allowed: set[str] | None = None
        self._poll: asyncio.Future[None] | None = None

    def allow(self, kinds: list[str] | None) -> None:
        """Set which kinds are queued from now on; None keeps what was set, [] is the default."""
        if kinds is not None:
            self._allowed = set(kinds) or None

    @property
    def allowed(self) -> list[str]:
        """The kinds that are queued."""
        return sorted(self._allowed or (set(KINDS) - _ONLY_ON_DEMAND))

    def add(self, kind: str, body: Json) -> int | None:
        """Queue an update; its number, or None when the bot doesn't want its kind."""
        if kind not in self.allowed:
            return None
        return self._queue({kind: body})

    def add_as_it_is(self, update: Json, force: bool = False) -> int | None:
        """Queue an update of any form; `force` queues also a kind that the bot doesn't want."""
        if not force and not set(update).intersection(self.allowed):
            return None
        return self._queue(update)

    def _queue(self, content: Json) -> int:
        number = self.next_id
        update = {"update_id": number} | content | {"update_id": number}
        self.next_id += 1
        self.pending.append(update)
        self._recent.append(update)
        self.arrived.notify()
        return number

    def add_again(self, update_id: int | None) -> int:
        """Give out an update a second time under its old number, confirmed or not."""
        for update in reversed(self._recent):
            if update_id is None or update["update_id"] == update_id:
                self._again.append(update)
                self.arrived.notify()
                return int(update["update_id"])
        raise LookupError("no such update")

    def confirm(self, update_id: int) -> None:
        """Forget all updates up to this number."""
        while self.pending and self.pending[0]["update_id"] <= update_id:
            self.pending.popleft()
        self.confirmed = max(self.confirmed, update_id)

    def drop(self) -> None:
        """Forget everything that waits."""
        self.confirm(self.next_id - 1)
        self._again.clear()

    def take_again(self, limit: int | None = None) -> list[Json]:
        """The repeated updates, once, at most so many."""
        again = self._again[:limit]
        del self._again[: len(again)]
        return again

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Long polling as getUpdates does it; a second poll ends the first with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
            self.arrived.notify()
        mine = self._poll = asyncio.get_running_loop().create_future()
        if offset < 0:
            keep = max(0, len(self.pending) + offset)
            offset = self.pending[keep]["update_id"] if self.pending else 0
        if offset > 0:
            self.confirm(offset - 1)
        deadline = time.monotonic() + seconds
        self.asked.notify()
        while not self.pending and not self._again:
            if not await self.arrived.wait(deadline - time.monotonic()):
                break
            if mine.done():
                raise conflict(
                    "terminated by other getUpdates request; "
                    "make sure that only one bot instance is running"
                )
        mine.cancel()
        again = self.take_again(limit)
        return again + list(islice(self.pending, limit - len(again)))

    async def polled(self, seconds: float) -> bool:
        """Wait until the bot polls, or see that it does; says whether it came in time."""
        if self._poll is not None and not self._poll.done():
            return True
        return await self.asked.wait(seconds)

    def stop(self) -> None:
        """End the poll that waits, if any."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
            self.arrived.notify()
