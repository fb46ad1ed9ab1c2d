"""Buttons as Telegram has them: each carries at most 64 bytes, read again when it is pressed.

a:<question>:<value>          answers a question
v:<question>:<page>           turns its page
b:<script>[:<name>=<value>]…  begins a conversation, with answers already given
k:<word>                      back, cancel, resume, drop
"""

from collections.abc import Sequence
from typing import Any

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from conversations.engine.replies import Answer, Control, Key, Keyboard, PageTurn, Reply
from domain.messages import Begin, Copy, Open
from texts.engine import dialogue as texts

MOST_BYTES = 64
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def under(reply: Reply) -> Markup | None:
    """What lies under a reply, or under the field of writing."""
    if reply.contact:
        return with_contact(reply.contact, reply.keyboard)
    return ReplyKeyboardRemove() if reply.clears_keyboard else inline(reply.keyboard)


def written(markup: Markup | None) -> dict[str, Any] | None:
    """Buttons as they are kept, and as Telegram takes them."""
    return None if markup is None else markup.to_dict()


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None where there are none."""
    rows = [[_button(key) for key in row] for row in keyboard if row]
    return InlineKeyboardMarkup(rows) if rows else None


def with_contact(label: str, keyboard: Keyboard) -> ReplyKeyboardMarkup:
    """The keyboard that shares the phone number; the other buttons are typed by their label."""
    rows = [[KeyboardButton(key.label) for key in row] for row in keyboard]
    return ReplyKeyboardMarkup(
        [[KeyboardButton(label, request_contact=True)], *rows],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=texts.TYPE_HERE,
    )


def _button(key: Key) -> InlineKeyboardButton:
    match key:
        case Open(label, url):
            return InlineKeyboardButton(label, url=url)
        case Copy(label, text):
            return InlineKeyboardButton(label, copy_text=CopyTextButton(text))
        case _:
            return InlineKeyboardButton(key.label, callback_data=_data(key))


def _data(key: Answer | PageTurn | Control | Begin) -> str:
    match key:
        case Answer(_, question, value):
            data = f"a:{question}:{value}"
        case PageTurn(_, question, view):
            data = f"v:{question}:{view}"
        case Begin(_, script, answers):
            data = ":".join(("b", script, *(f"{name}={value}" for name, value in answers)))
        case Control(_, word):
            data = f"k:{word}"
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"a button carries {MOST_BYTES} bytes at most: {data!r}")
    return data


def pressed_key(data: str) -> Answer | PageTurn | Control | Begin | None:
    """Read what a pressed button carries; None if it is no button of ours."""
    kind, _, rest = data.partition(":")
    name, _, value = rest.partition(":")
    if not name:
        return None
    match kind:
        case "a":
            return Answer("", name, value)
        case "v" if value.isdecimal():
            return PageTurn("", name, int(value))
        case "b":
            return Begin("", name, _answers(value.split(":") if value else ()))
        case "k":
            return Control("", name)
        case _:
            return None


def _answers(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    split = (pair.partition("=") for pair in pairs)
    return tuple((name, value) for name, _, value in split)
