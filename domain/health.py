"""How the office is, read from its database: what waits to be sent, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["mail", "note"]

AWAY = "server away: "
"""How the reason of a failed try begins where the server is to blame, not the one message."""


@dataclass(frozen=True, slots=True)
class OwedFigures:
    """The outbox's items of one kind that are neither sent nor given up.

    Attributes:
        owed: how many there are, and `bulk` how many of them are broadcasts, which take their time.
        oldest: since when the oldest could have gone out that is one person's own and doesn't fail
            for a reason of its own, such as a full mailbox. A night in which it must not go out
            doesn't count. None if there is none.
        overdue: since when the oldest of one person's own waits that is due and that no sender
            takes up. None if there is none: a sender is at work, or all wait for their next try.
        failing: how many have failed at their last try, and `failing_since` when the oldest of
            those was planned.
        away: how many of those failed because the server is away or refuses whatever it is given.
            One full mailbox is `failing`, a mail server that is down is `away`.
        last_error: the reason of the last try of the newest failing one, without addresses; or ''.
        given_up: how many were given up within the last hour, bounced mails included.
    """

    kind: Kind
    owed: int = 0
    bulk: int = 0
    oldest: datetime | None = None
    overdue: datetime | None = None
    failing: int = 0
    failing_since: datetime | None = None
    away: int = 0
    last_error: str = ""
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """The claims that are open.

    Attributes:
        open: how many there are, and `oldest` when the oldest was opened.
        unanswered: how many of them have had no answer, and `oldest_unanswered` likewise.
    """

    open: int = 0
    oldest: datetime | None = None
    unanswered: int = 0
    oldest_unanswered: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChatFigures:
    """What the chats wait for.

    Attributes:
        waiting: updates that were received and not taken yet, and `oldest` when the oldest came.
        owed: chats that are owed a reply; most of them for a moment.
    """

    waiting: int = 0
    oldest: datetime | None = None
    owed: int = 0


@dataclass(frozen=True, slots=True)
class LastImport:
    """What came of a file: `lines` were loaded if none is `refused`, else nothing was."""

    kind: str
    at: datetime
    file: str
    lines: int
    refused: int


@dataclass(frozen=True, slots=True)
class HealthFigures:
    """All of it.

    Attributes:
        imports: the newest of each kind of file, and the newest that was loaded if that is another.
        last_update: when any replica last dealt with an update, to the minute.
    """

    mails: OwedFigures
    notes: OwedFigures
    claims: ClaimFigures
    imports: tuple[LastImport, ...]
    last_update: datetime | None
    chats: ChatFigures = ChatFigures()

    @property
    def owed(self) -> tuple[OwedFigures, ...]:
        """What is owed, of each kind."""
        return self.mails, self.notes
