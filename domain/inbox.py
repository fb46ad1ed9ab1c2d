"""The inbox: what Telegram delivered and is confirmed to it, each update once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came: its number, its JSON, and the chat in whose line it waits.

    What belongs to no chat waits nowhere: its number is remembered, so that it comes once.
    """

    update_id: int
    chat_id: int | None
    content: str


class Inbox(Protocol):
    """Keeps what was received until it is taken, and its number for days afterwards."""

    async def store(self, updates: Sequence[Received], now: datetime) -> frozenset[int]:
        """Keep updates; returns the numbers of those that are new."""

    async def idle_chats(self) -> tuple[int, ...]:
        """Chats with something to be done that no replica works on: what a dead one left.

        An update waits there, or replies are owed whose next try is due.
        """
