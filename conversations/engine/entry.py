"""What a script declares of itself: its name, its words, and what begins it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.engine.talk import Script, Talk
from domain.dialogues import Answers
from domain.messages import Begin
from domain.office import Office
from domain.outcomes import Outcome
from texts.common.entry import EntryWords


class Conversation(Protocol):
    """A script: it reads from the office, asks by the talk, and knows the moment."""

    def __call__(self, talk: Talk, office: Office, now: datetime) -> Awaitable[Outcome | None]:
        """Run over the answers in `talk`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A conversation that can be begun.

    Args:
        name: Kept in the chat's row while the conversation is on.
        words: Its label, its description, and what one is doing in it.
        commands: The first one is shown in Telegram's list, the others answer too.
        conversation: The script.
        intent: The label of `faq/entries` that means it; '' if none does.
        needs_user: Whether somebody must be logged in.
        passing: Told in passing: what was going on goes on.
        known: Answers that the office knows already, so that they aren't asked for again.
    """

    name: str
    words: EntryWords
    commands: tuple[str, ...]
    conversation: Conversation
    intent: str = ""
    needs_user: bool = False
    passing: bool = False
    known: Callable[[Office], Awaitable[Answers]] | None = None

    @property
    def button(self) -> Begin:
        """The button that begins it."""
        return Begin(self.words.label, self.name)

    def script(self, office: Office, now: datetime) -> Script:
        """The conversation, bound to a chat's office and a moment."""

        async def bound(talk: Talk) -> Outcome | None:
            return await self.conversation(talk, office, now)

        return bound
