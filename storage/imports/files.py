"""Reads a CSV file as the utility's programs write it: its form is found out, not asked.

UTF-8 with or without its mark, UTF-16 with its mark, or else Windows-1252 (Latin-1); `;`, `,` or
tab between fields. A file that is no text, or is damaged, is told by its `trouble`. It is read as
it goes, never whole.
"""

import codecs
import csv
import errno
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from texts.staff import imports as texts

DELIMITERS = ";,\t"
PIECE = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_LATIN_LETTER = re.compile("[À-ÿ]")


@dataclass(frozen=True, slots=True)
class Table:
    """An open file: the form it has, and its columns' names as `plain` writes them.

    `headers` is empty where the first line is. `trouble` tells staff why the file can't be read as
    text, and in which line; it is None where nothing is wrong.
    """

    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    size: int
    trouble: tuple[int, str] | None
    _binary: BinaryIO
    _text: Iterator[str]

    @property
    def done(self) -> int:
        """How many bytes of `size` were read."""
        return self._binary.tell()

    def lines(self) -> Iterator[tuple[int, list[str] | None]]:
        """The number and the fields of each line after the first, unless it is blank.

        The fields are None where quotes don't close.
        """
        reader = csv.reader(self._text, delimiter=self.delimiter, strict=True)
        while True:
            number = reader.line_num + 2  # the first line was read before
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, None
                continue
            if any(fields) and not all(field.isspace() for field in fields if field):
                yield number, fields


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a file and read its first line.

    Raises:
        OSError: it can't be read, or only once.
    """
    if path.is_fifo():
        raise OSError(errno.ESPIPE, "it is a pipe, and has to be read twice; save it as a file")
    encoding, trouble = _encoding(path)
    with path.open("rb") as binary:
        text = io.TextIOWrapper(binary, encoding, "replace", newline="")
        first = text.readline()
        delimiter = max(DELIMITERS, key=first.count)
        headers = next(csv.reader([first], delimiter=delimiter), [])
        names = tuple(plain(header) for header in headers)
        if not any(names):
            names = ()
        if _CONTROL.search(first):
            trouble = (1, texts.NOT_TEXT)
        yield Table(encoding, delimiter, names, path.stat().st_size, trouble, binary, text)
        text.detach()


def plain(header: str) -> str:
    """A column's name without capitals, accents or signs: 'Fecha Emisión ' is 'fecha_emision'."""
    letters = unicodedata.normalize("NFKD", header.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if _stands(letter))
    return "_".join(kept.split())


def _stands(letter: str) -> bool:
    return not unicodedata.combining(letter)


def _encoding(path: Path) -> tuple[str, tuple[int, str] | None]:
    """The encoding, and what keeps the file from being read with it."""
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
