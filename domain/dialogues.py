"""What is kept of a chat: its conversation, what is owed to it, what it sent and still waits.

The answers so far are all of a conversation's state. One worker at a time holds a chat, over all
replicas: it claims the chat's line, takes what waits in it, delivers what is owed, and releases it.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.office import ChatView

Answers = tuple[tuple[str, str], ...]
"""Pairs of a question's name and what was answered, in the order they were given."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation under way: its script, its answers, and the update that began it.

    Chat and `started` name it for good, so that its deed can be done once.
    """

    script: str
    started: int
    answers: Answers = ()


@dataclass(frozen=True, slots=True)
class LastTurn:
    """What was said at the last turn, and where the conversation stood before it.

    Kept while its replies are owed, and afterwards if they were late: what the person wrote before
    they came was meant for the question before. `said` is a digest of what was said or pressed.

    `deed` tells that something was done, which is not to be taken back by writing again;
    `perhaps_seen` that a reply may have come at a try that nobody answered: what the person wrote
    meanwhile was meant for it, unless it says the same again. `lost` holds replies that were tried
    twice, both times unanswered: they go out once more if the person says the same again, and those
    that tell of a deed whatever the person says next.
    """

    said: str
    deed: bool
    perhaps_seen: bool = False
    lost: str = ""
    thread: Thread | None = None
    asking: str = ""
    view: int = 0
    misses: int = 0
    set_aside: Thread | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A chat's row.

    `asking` names the question put (after the end the one answered last), `view` the page shown
    of it, `misses` how often it was not understood in a row, `message_id` the message with its
    buttons. `set_aside` keeps the thread that another one interrupted. `album` names the album
    that was answered last.

    `owed` holds the replies not yet delivered, as `handlers.owed_replies` writes them down, ''
    where there are none; they are tried again at `next_try_at`.
    """

    chat_id: int
    thread: Thread | None = None
    asking: str = ""
    view: int = 0
    misses: int = 0
    message_id: int | None = None
    set_aside: Thread | None = None
    touched_at: datetime | None = None
    album: str = ""
    last_turn: LastTurn | None = None
    owed: str = ""
    next_try_at: datetime | None = None
    version: int = 0

    def before(self, last: LastTurn) -> "Dialogue":
        """The row with the conversation where it stood before that turn."""
        return replace(
            self,
            thread=last.thread,
            asking=last.asking,
            view=last.view,
            misses=last.misses,
            set_aside=last.set_aside,
        )


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update of the inbox that was not taken yet: its number, and its JSON as it came."""

    update_id: int
    content: str


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A chat that was claimed: its row, what is known of who writes there, and what waits."""

    dialogue: Dialogue
    view: ChatView
    waiting: tuple[WaitingUpdate, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The row as it was saved, and how many of the chat's updates wait."""

    dialogue: Dialogue
    waiting: int


class Dialogues(Protocol):
    """Keeps the rows; any replica may take a chat, one at a time."""

    async def claim(self, chat_id: int) -> ChatLine | None:
        """Hold the chat, and read what a turn begins with; None if another replica holds it."""

    async def save(
        self,
        dialogue: Dialogue,
        *,
        taken: Sequence[int] = (),
        now: datetime,
        release: bool = False,
    ) -> Saved | None:
        """Save the row, with the updates that it has taken in; one transaction or none.

        None if somebody else was first: the row's version, or an update, is not as it was read.
        `release` gives the chat up.
        """

    async def release(self, chat_id: int) -> None:
        """Give the chat up with nothing changed."""

    def together(self) -> AbstractAsyncContextManager[object]:
        """A transaction for a turn's deeds and the row that tells of them."""
