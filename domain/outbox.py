"""What is planned to be sent and not yet delivered: the mails and notes of the outbox.

Planned in the transaction of the deed that owes them; claimed by one sender at a time; a claim
that is not settled is taken up again after `CLAIM`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.messages import Mail, Note

CLAIM = timedelta(minutes=2)
Nudge = Callable[[], None]
"""Tells who delivers that something was planned."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed item: a mail, or a note for `chat_id`. `attempts` counts earlier tries.

    A note `by_day` isn't sent in the quiet hours (`domain.quiet_hours`).
    """

    id: int
    content: Mail | Note
    chat_id: int | None
    attempts: int
    key: str
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What the log of sent messages says of one: its key, 'mail' or 'note', and when."""

    key: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What proves that an item was handed over.

    `carrier` took it: the bot's name, or the mail server. `message_id` is Telegram's number of the
    message in its chat, or the mail's Message-ID; `reply` is what the carrier said to it.
    """

    handed_at: datetime
    carrier: str
    message_id: str
    reply: str


class Outbox(Protocol):
    """The queue of what is owed, in the database."""

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
        """Plan an item unless one with that key exists; returns whether it was planned now.

        It is due at once, or in the morning if it is `by_day` and in the quiet hours. What is
        `bulk` (a notice to many) goes after all that is one person's own.
        """

    async def claim(self, limit: int, now: datetime) -> tuple[Owed, ...]:
        """Take up to `limit` items that are due, for this sender alone, for `CLAIM`.

        What is not bulk comes first, then what has been due for longest.
        """

    async def settle(self, item_id: int, now: datetime, delivery: Delivery | None = None) -> None:
        """The item was delivered, and the carrier's reply came `now`."""

    async def postpone(self, item_id: int, until: datetime, error: str) -> None:
        """The try failed; another is due at `until`. `error` is '' where it wasn't tried."""

    async def give_up(self, item_id: int, now: datetime, error: str) -> None:
        """The item can't be delivered, ever; it stays in the ledger as failed."""

    async def delivered_mail(self, item_id: int) -> Owed | None:
        """The mail of that number, if it was delivered and has not come back."""

    async def came_back(self, item_id: int, now: datetime, reason: str) -> None:
        """What was delivered was not: a mail server returned it; the ledger counts it as failed."""

    async def next_due(self) -> datetime | None:
        """When the next item is due."""
