"""What a message written in one's own words was taken to mean."""

from dataclasses import dataclass
from typing import Protocol

from domain.messages import Buttons


@dataclass(frozen=True, slots=True)
class FlowIntent:
    """A conversation is wanted: the script that begins it, and its name on a button."""

    label: str
    script: str
    title: str


@dataclass(frozen=True, slots=True)
class AnswerIntent:
    """An answer, in Telegram's HTML, with the buttons under it.

    `brief` is a courtesy (a greeting, thanks) that needs no 'did this help?'.
    """

    label: str
    html: str
    buttons: Buttons = ()
    brief: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionIntent:
    """Not sure: at most three things that may be meant, each behind a button."""

    buttons: Buttons


@dataclass(frozen=True, slots=True)
class ControlIntent:
    """A word that always works: 'cancel', 'back', 'menu' or 'person'."""

    word: str


@dataclass(frozen=True, slots=True)
class UnknownIntent:
    """Not understood; perhaps with something that may be meant all the same behind buttons."""

    buttons: Buttons = ()


Intent = FlowIntent | AnswerIntent | SuggestionIntent | ControlIntent | UnknownIntent


class IntentRecognizer(Protocol):
    """Understands what people write."""

    def meaning(self, text: str) -> Intent:
        """What a message means."""

    def told(self, label: str) -> Intent:
        """What stands behind a suggestion's button."""


class NoIntents:
    """A listener that understands nothing, for where none is wanted."""

    def meaning(self, text: str) -> Intent:
        """Nothing."""
        return UnknownIntent()

    def told(self, label: str) -> Intent:
        """Nothing."""
        return UnknownIntent()
