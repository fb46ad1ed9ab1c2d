"""Which letters of a text can be printed, and how a text is written where some can't.

Names come in any script. The shipped fonts draw Latin, Greek and Cyrillic; what they lack is drawn
by a font of the machine. Which letters no font has is learnt from the typesetter, the first time
that it meets them; they are written as LEFT_OUT, and the document says so.
"""

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

LEFT_OUT = "[…]"
"""What stands for letters that can't be printed."""

MARK = "\ue000"
"""Stands for LEFT_OUT until the page is whole; texts can't hold it, for it is private."""

MOST_MARKS = 4
"""The accents that one letter may carry: languages need three, and more run into other lines."""

SHIPPED = Path(__file__).resolve().parent / "fonts" / "Inter-Regular.otf"

_without_type: set[str] = set()
_DECORATIONS = {"So", "Sk", "Me"}
_NO_LETTERS = {"Cn", "Co", "Cs"}


def in_one_line(text: str) -> str:
    """Write a text as it is printed, with single spaces.

    Emoji, control and invisible characters are dropped. MARK stands for letters without type.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    written = ""
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            printed = _printed(char)
            written += "" if printed == MARK and written.endswith(MARK) else printed
    line = " ".join(written.split())
    return line or (MARK if text.strip() else "")


def leave_out(letters: set[str]) -> None:
    """Have these letters left out from now on, in this process: no font draws them."""
    _without_type.update(letters)
    _printed.cache_clear()


@contextmanager
def undrawn() -> Iterator[set[str]]:
    """Collects the letters that WeasyPrint finds no font for while it draws."""
    log = logging.getLogger("weasyprint")
    listener = _Undrawn()
    log.addHandler(listener)
    try:
        yield listener.letters
    finally:
        log.removeHandler(listener)


class _Undrawn(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.letters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self.letters.add(str(record.args[0]))


@lru_cache(maxsize=4096)
def _printed(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _without_type or kind in _NO_LETTERS or char == "\N{REPLACEMENT CHARACTER}":
        return MARK
    if kind == "Cc" or kind[0] == "Z":
        return " "
    if kind == "Cf" or unicodedata.name(char, "").startswith("VARIATION SELECTOR"):
        return ""
    if kind in _DECORATIONS and char not in _shipped():
        return " "
    return char


@cache
def _shipped() -> frozenset[str]:
    """The characters that the shipped fonts draw; all three draw the same."""
    with TTFont(SHIPPED, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
