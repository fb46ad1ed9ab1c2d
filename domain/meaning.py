"""What a message written in one's own words was taken to mean."""

from dataclasses import dataclass
from typing import Protocol

from domain.messages import Buttons


@dataclass(frozen=True, slots=True)
class Wish:
    """A conversation is wanted: the script that begins it, and its name on a button."""

    label: str
    script: str
    title: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, in Telegram's HTML, with the buttons under it.

    `brief` is a courtesy (a greeting, thanks) that needs no 'did this help?'.
    """

    label: str
    html: str
    buttons: Buttons = ()
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """Not sure: at most three things that may be meant, each behind a button."""

    buttons: Buttons


@dataclass(frozen=True, slots=True)
class Word:
    """A word that always works: 'cancel', 'back', 'menu' or 'person'."""

    word: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood; perhaps with something that may be meant all the same behind buttons."""

    buttons: Buttons = ()


Meaning = Wish | Told | Suggested | Word | Unclear


class Listener(Protocol):
    """Understands what people write."""

    def meaning(self, text: str) -> Meaning:
        """What a message means."""

    def told(self, label: str) -> Meaning:
        """What stands behind a suggestion's button."""


class Deaf:
    """A listener that understands nothing, for where none is wanted."""

    def meaning(self, text: str) -> Meaning:
        """Nothing."""
        return Unclear()

    def told(self, label: str) -> Meaning:
        """Nothing."""
        return Unclear()
