"""Text as it is compared: however it was written, the same words are the same."""

import unicodedata

_UNSEEN = "\N{COMBINING GRAPHEME JOINER}\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}"


def unaccented(text: str) -> str:
    """The text in small letters, without accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def visible(text: str) -> str:
    """The text without the signs that nobody sees, and with one kind of space.

    Byte order marks, zero-width spaces, soft hyphens, marks of direction and variation selectors
    come with what is copied or joined; they make alike what differs. Accents written as signs of
    their own are put on their letters.
    """
    if text.isascii():
        return text
    kept = (" " if unicodedata.category(sign) == "Zs" else sign for sign in text if _seen(sign))
    return unicodedata.normalize("NFC", "".join(kept))


def _seen(sign: str) -> bool:
    selector = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return unicodedata.category(sign) != "Cf" and sign not in _UNSEEN and not selector
