"""What a check says of the things that it looked at."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.settings import Settings


class Mark(StrEnum):
    """How a thing is; only what is BAD makes the command fail. NONE wasn't looked at."""

    OK = "ok"
    WARNING = "atención"
    BAD = "mal"
    NONE = "—"


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing that was looked at, in a sentence."""

    mark: Mark
    text: str


Findings = list[Finding]


@dataclass(frozen=True, slots=True)
class Check:
    """A check, what it is called, and the settings without which it can't be made."""

    name: str
    look: Callable[[Settings], Awaitable[Findings]]
    needs: tuple[str, ...] = ()


def ok(text: str) -> Finding:
    """All is well."""
    return Finding(Mark.OK, text)


def warning(text: str) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(Mark.WARNING, text)


def bad(text: str) -> Finding:
    """It has to be mended."""
    return Finding(Mark.BAD, text)


def unknown(text: str) -> Finding:
    """It can't be looked at from here."""
    return Finding(Mark.NONE, text)
