"""What a failed call of the Bot API means for what was to be sent by it."""

from dataclasses import dataclass
from enum import Enum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from domain.retry import in_seconds
from domain.sending import Result


class NeverSent(NetworkError):
    """The request did not leave: no connection could be made, or none was free."""


class Unanswered(NetworkError):
    """The request left, and the connection ended before an answer."""


class NotTelegrams(NetworkError):
    """What came back is no answer of Telegram's: a proxy's page, half an answer, nothing.

    `refused` tells that its status was an error's, so that the request was not carried out.
    """

    def __init__(self, message: str, *, refused: bool) -> None:
        super().__init__(message)
        self.refused = refused


class Failure(Enum):
    """What became of what was to be sent."""

    NOT_SENT = auto()
    """It was not; another try may do."""
    PERHAPS_SENT = auto()
    """Nobody knows: another try may repeat it."""
    TOLD_TO_WAIT = auto()
    """It was not: Telegram asks for silence in this chat."""
    BLOCKED = auto()
    """The person blocked the bot, or is gone: nothing reaches the chat."""
    REFUSED = auto()
    """Telegram does not take it, however often it is tried."""


@dataclass(frozen=True, slots=True)
class SendFailure:
    """A failure, and for how many seconds Telegram asks for silence, if it does."""

    kind: Failure
    wait: float = 0.0


_GONE = ("chat not found", "user is deactivated", "user not found")
_RESULTS = {
    Failure.NOT_SENT: Result.AWAY,
    Failure.PERHAPS_SENT: Result.AWAY,
    Failure.TOLD_TO_WAIT: Result.TOLD_TO_WAIT,
    Failure.BLOCKED: Result.BLOCKED,
    Failure.REFUSED: Result.REFUSED,
}


def failure_of(error: TelegramError) -> SendFailure:
    """What an error of the library, or of our transport, means."""
    match error:
        case RetryAfter():
            return SendFailure(Failure.TOLD_TO_WAIT, in_seconds(error.retry_after))
        case Forbidden() | ChatMigrated():
            return SendFailure(Failure.BLOCKED)
        case BadRequest():
            gone = any(words in error.message.lower() for words in _GONE)
            return SendFailure(Failure.BLOCKED if gone else Failure.REFUSED)
        case NeverSent() | NotTelegrams(refused=True):
            return SendFailure(Failure.NOT_SENT)
        case Unanswered() | TimedOut() | NotTelegrams():
            return SendFailure(Failure.PERHAPS_SENT)
        case _:  # Telegram's own errors (500 and its like), a token refused for a while
            return SendFailure(Failure.NOT_SENT)


def result_of(failure: SendFailure) -> Result:
    """The failure as it is counted."""
    return _RESULTS[failure.kind]
