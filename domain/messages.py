"""What is owed to a person: a message in a chat with its buttons, or a mail. Plain values."""

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
