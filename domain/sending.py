"""What became of each try to send something, for who counts them."""

from collections.abc import Callable
from enum import StrEnum


class Sent(StrEnum):
    """What is sent: a conversation's answer, a note of the outbox, a mail."""

    ANSWER = "answer"
    NOTE = "note"
    MAIL = "mail"


class Result(StrEnum):
    """What became of one try."""

    SENT = "sent"
    FAILED = "failed"
    """Another try follows."""
    AWAY = "away"
    """Another try follows, and the server is to blame, not the message."""
    TOLD_TO_WAIT = "told_to_wait"
    """Telegram asks for silence (429)."""
    BLOCKED = "blocked"
    """The person blocked the bot, or is gone."""
    REFUSED = "refused"
    """It is given up."""


OnTry = Callable[[Sent, Result, float], None]
"""Is told of each try, with the seconds that it took."""


def nobody(sent: Sent, result: Result, seconds: float) -> None:
    """Tell nobody."""
