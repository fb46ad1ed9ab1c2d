"""How a CSV file's letters are written, and what keeps them from being read."""

import codecs
import re
from pathlib import Path

from texts.staff import imports as texts

PIECE = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_LATIN_LETTER = re.compile("[À-ÿ]")


def encoding_of(path: Path) -> tuple[str, tuple[int, str] | None]:
    """The encoding; and the line and the reason why the file can't be read with it."""
    with path.open("rb") as file:
        start = file.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", None if _decodes(path, "utf-16") else (1, texts.DAMAGED)
    if _decodes(path, "utf-8"):
        return "utf-8-sig" if start == codecs.BOM_UTF8 else "utf-8", None
    return _eight_bits(path), _two_encodings(path)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _eight_bits(path: Path) -> str:
    """Windows-1252, unless the file has one of the few bytes that it doesn't know."""
    unknown = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if any(byte in piece for byte in unknown):
                return "latin-1"
    return "cp1252"


def _two_encodings(path: Path) -> tuple[int, str] | None:
    """The first line that is not UTF-8, where more lines are.

    Read as Windows-1252 those would be loaded as 'NuÃ±ez', and nobody would be told.
    """
    strange, utf8, first, reason = 0, 0, 0, ""
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, 1):
            if line.isascii():
                continue
            if _STRAY_BYTE.search(line):
                strange += 1
                first = first or number
                reason = reason or (
                    texts.NOT_TEXT if _CONTROL.search(line) else texts.TWO_ENCODINGS
                )
            if _LATIN_LETTER.search(line):
                utf8 += 1
    return (first, reason) if utf8 >= strange else None
