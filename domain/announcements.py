"""A message to many: to everybody, to the subscribers, or to who has certain accounts linked."""

from dataclasses import dataclass
from enum import StrEnum


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
