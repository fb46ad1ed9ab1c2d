"""What is owed to a person: a message in a chat with its buttons, or a mail. Plain values."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Begin:
    """A button that begins a conversation, with the first answers already given."""

    label: str
    script: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies a text, such as a bar code's digits."""

    label: str
    text: str


Button = Begin | Open | Copy
Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons, from top to bottom."""


@dataclass(frozen=True, slots=True)
class Note:
    """A message in a chat, in Telegram's HTML."""

    html: str
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail: plain text, with one address to follow where there is something to do."""

    to: str
    subject: str
    text: str
    action: Open | None = None


_JOINERS = "\u200c\u200d"
"""Zero width, and part of words and of emoji."""


def one_line(text: str) -> str:
    """A title or subject in one line, wherever it was pasted from.

    White space of every kind (line separators too) becomes single spaces; characters that control
    rather than show, such as those that turn the direction of writing, are left out.
    """
    words = " ".join(text.split())
    return "".join(
        sign for sign in words if unicodedata.category(sign)[0] != "C" or sign in _JOINERS
    )
