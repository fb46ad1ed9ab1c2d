"""What a cell of a file says, whatever the programs did to it that wrote it.

What nobody sees is dropped: invisible signs, a spreadsheet's mark of text (`'00012`, `="00012"`).
What was lost can't be read: letters, and values that a formula failed to give.
"""

import re

from ftfy.badness import is_bad

from domain.spelling import visible
from texts.staff import imports as texts


class Refused(ValueError):
    """The value can't be what its column holds; the text says why, to staff."""


MISSING = frozenset(
    (
        *("-", "--", "---", r"\n", "null", "(null)", "<null>", "[null]", "none", "nil", "nan"),
        *("nat", "n/a", "undefined", "sin dato", "sin datos"),
    )
)
"""What stands, in small letters, for a value that isn't there."""

_HARMLESS = re.compile(r"[A-Za-z0-9 .,/:;$%()_-]*")
_AS_TEXT = re.compile(r"=\s*\"([^\"]*)\"|'([^']*)'?")
_FAILED = re.compile(
    r"#[¡¿]?(?:REF|VALOR|VALUE|DIV/0|NAME|NOMBRE|NULL|NULO|NUM|SPILL|DESBORDAMIENTO|CALC)[!?]"
    r"|#N/[AD]|#{3,}",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LOST_LETTER = re.compile(r"\N{REPLACEMENT CHARACTER}|(?<=[^\W\d_])\?(?=[^\W\d_])")
_DOS_LETTERS = re.compile(r"(?<=[^\W\d_])[¤¥¢£¡¦‚](?=[^\W\d_])|[─-▟]")
"""What an MS-DOS program's ñ, Ñ, ó, ú and í are as Windows' letters; and the other way round."""


def cell_text(written: str) -> str:
    """What the cell says, on one line and without outer spaces; '' if nothing.

    Raises:
        Refused: it is damaged.
    """
    if _HARMLESS.fullmatch(written):
        return written.strip()
    if _LOST_LETTER.search(written):
        raise Refused(texts.LOST_LETTER)
    if not written.isascii():
        if is_bad(written) or _DOS_LETTERS.search(written):
            raise Refused(texts.GARBLED)
        written = visible(written)
    if _CONTROL.search(written):
        raise Refused(texts.CONTROL)
    text = written.strip()
    if text[:1] in "='" and (match := _AS_TEXT.fullmatch(text)):
        text = (match[1] or match[2] or "").strip()
    if "#" in text and _FAILED.search(text):
        raise Refused(texts.FAILED_FORMULA)
    return text
