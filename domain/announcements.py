"""A message to many: to everybody, to the subscribers, or to who has certain accounts linked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notices import Channel


class To(StrEnum):
    """Whom an announcement goes to."""

    ALL = "all"
    SUBSCRIBERS = "subscribers"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, the chat that reaches them, if any, and their address."""

    user_id: int
    chat_id: int | None
    email: str


@dataclass(frozen=True, slots=True)
class Announced:
    """How an announcement stands, by one channel. `begun_at` is when it was first planned."""

    title: str
    begun_at: datetime
    channel: Channel
    planned: int
    sent: int
    failed: int

    @property
    def waiting(self) -> int:
        """Planned, and neither sent nor given up."""
        return self.planned - self.sent - self.failed
