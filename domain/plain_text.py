"""What a person wrote, in the signs that the office reads: folded once, where a message is heard.

What nobody sees is dropped: it comes with what is copied or joined, and makes different what looks
alike. What looks like a letter, a digit, a hyphen or a space is that letter, digit, hyphen or
space. Accents, 'º', '½', '…' and emoji stay as they were written.
"""

import re
import unicodedata
from functools import lru_cache

_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u20e3\u3164\ufe00-\ufe0f\uffa0"
    "\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Default-ignorable by Unicode, though of a category that is kept; and the key cap of 5️⃣."""

_NEW_LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BRAILLE_BLANK = "\u2800"
_LOOKS_LIKE = ("<wide>", "<narrow>", "<font>")
"""Unicode's decompositions of a letter that differs by its drawing alone: full-width, bold."""

_LIGATURES = "\ufb00-\ufb06"
_HYPHENS = "\u02d7\u2010\u2011\u2e40\ufe63"
_DASHES = (
    "\u058a\u05be\u1400\u1806\u2012-\u2015\u2043\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e5d\u301c\u3030"
    "\u30a0\ufe31\ufe32\ufe58\U00010ead"
)
"""Signs that are a hyphen within a word or a code ('B–00503'), but not between words."""

_WITHIN_WORD = re.compile(rf"(?<=[^\W_])[{_DASHES}]+(?=[^\W_])")
_BETWEEN_DIGITS = re.compile(rf"(?<=\d)( ?)[{_DASHES}]+( ?)(?=\d)")


def plain_text(written: str) -> str:
    """The text without what nobody sees, each sign in its plain form, and without outer space.

    Folded once more it stays as it is.
    """
    if written.isascii() and written.isprintable():
        return written.strip()
    lines = _NEW_LINE.sub("\n", written)
    signs = unicodedata.normalize("NFC", "".join(map(_plain, lines)))
    return _BETWEEN_DIGITS.sub(r"\1-\2", _WITHIN_WORD.sub("-", signs)).strip()


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in "\n\t":
        return sign
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf", "Cs") or _IGNORABLE.match(sign):
        return ""
    if category == "Zs" or sign == _BRAILLE_BLANK:
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in _HYPHENS:
        return "-"
    if unicodedata.decomposition(sign).startswith(_LOOKS_LIKE) or re.match(f"[{_LIGATURES}]", sign):
        return unicodedata.normalize("NFKC", sign)
    return sign
