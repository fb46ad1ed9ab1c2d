"""What is kept of a chat's conversation: the answers so far are all its state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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
class Dialogue:
    """A chat's row.

    `asking` names the question put (after the end the one answered last), `view` the page shown
    of it, `misses` how often it was not understood in a row, `message_id` the message with its
    buttons. `set_aside` keeps the thread that another one interrupted. `seen` holds the ids of the
    last updates remembered, the newest last (they may come again, or out of order), `replied`
    whether the newest one's reply went out.
    """

    chat_id: int
    thread: Thread | None = None
    asking: str = ""
    view: int = 0
    misses: int = 0
    message_id: int | None = None
    set_aside: Thread | None = None
    seen: tuple[int, ...] = ()
    replied: bool = True
    touched_at: datetime | None = None
    version: int = 0


class Dialogues(Protocol):
    """Keeps the rows; any replica may take a chat's next update."""

    async def load(self, chat_id: int) -> Dialogue:
        """The chat's row; a fresh one of version 0 where there is none."""

    async def save(self, dialogue: Dialogue) -> Dialogue | None:
        """Store the row if its version is still the stored one (compare-and-swap).

        Returns it with its new version, or None when somebody else was first.
        """
