"""Reads where each character stands on a page, to find what is cut off or overprinted."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

MM = 72 / 25.4
MARGIN = 8 * MM
"""Printers leave as much blank at a page's sides; nothing may stand there."""

MOST_SHARED = 0.4
"""Of the smaller one's box: neighbours touch so far, as 'r' and 'n' or 'L' and 'T' do."""


@dataclass(frozen=True)
class Character:
    """A character, its place in the text, and its box in points from the page's lower left."""

    char: str
    place: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def covers(self, other: "Character") -> bool:
        """Whether both can't be read."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(wide, 0) * max(high, 0) > MOST_SHARED * min(self.size, other.size)


def outside(pdf: bytes) -> str:
    """The characters that run over a page's edges or the blank that a printer leaves there."""
    return "".join(
        one.char
        for (width, height), page in _pages(pdf)
        for one in page
        if not (
            one.left >= MARGIN
            and one.right <= width - MARGIN
            and one.bottom >= MARGIN / 2
            and one.top <= height - MARGIN / 2
        )
    )


def overprinted(pdf: bytes) -> list[tuple[str, str]]:
    """The characters that stand on each other; a letter's accents are no others."""
    found = []
    for _, page in _pages(pdf):
        characters = sorted(page, key=lambda one: one.left)
        for index, one in enumerate(characters):
            for other in characters[index + 1 :]:
                if other.left >= one.right:
                    break
                if abs(one.place - other.place) > 4 and one.covers(other):
                    found.append((one.char, other.char))
    return found


def _pages(pdf: bytes) -> Iterator[tuple[tuple[float, float], list[Character]]]:
    document = pdfium.PdfDocument(pdf)
    for page in document:
        words = page.get_textpage()
        yield page.get_size(), list(_characters(words))
        words.close()
        page.close()
    document.close()


def _characters(words: pdfium.PdfTextPage) -> Iterator[Character]:
    for place in range(words.count_chars()):
        char = chr(pdfium.raw.FPDFText_GetUnicode(words, place))
        if char.isspace() or unicodedata.category(char)[0] in "MC":
            continue
        left, bottom, right, top = words.get_charbox(place)
        if right - left > 0.3 and top - bottom > 0.3:
            yield Character(char, place, left, bottom, right, top)
