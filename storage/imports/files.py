"""Reads a CSV file as the utility's programs write it: its form is found out, not asked.

UTF-8 with or without its mark, UTF-16 with its mark, or else Windows-1252 (Latin-1); `;`, `,` or
tab between fields. The file is read as it goes, never whole.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

DELIMITERS = ";,\t"
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """An open file: the form it has, and its columns' names as `plain` writes them.

    `headers` is empty where the file is.
    """

    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    size: int
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
        OSError: it can't be read.
    """
    encoding = _encoding(path)
    with path.open("rb") as binary:
        text = io.TextIOWrapper(binary, encoding, newline="")
        first = text.readline()
        delimiter = max(DELIMITERS, key=first.count)
        headers = next(csv.reader([first], delimiter=delimiter), [])
        names = tuple(plain(header) for header in headers)
        if not any(names):
            names = ()
        yield Table(encoding, delimiter, names, path.stat().st_size, binary, text)
        text.detach()


def plain(header: str) -> str:
    """A column's name without capitals, accents or signs: 'Fecha Emisión ' is 'fecha_emision'."""
    letters = unicodedata.normalize("NFKD", header.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if _stands(letter))
    return "_".join(kept.split())


def _stands(letter: str) -> bool:
    return not unicodedata.combining(letter)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(3)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _eight_bits(path)
    return "utf-8-sig" if start == codecs.BOM_UTF8 else "utf-8"


def _eight_bits(path: Path) -> str:
    """Windows-1252, unless the file has one of the few bytes that it doesn't know."""
    unknown = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if any(byte in piece for byte in unknown):
                return "latin-1"
    return "cp1252"
