"""Text as it is compared: however it was written, the same words are the same."""

import unicodedata


def unaccented(text: str) -> str:
    """The text in small letters, without accents."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
