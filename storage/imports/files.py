"""Reads a file as the utility's programs write it: its form is found out, not asked.

A CSV file is in UTF-8 with or without its mark, UTF-16 with its mark, or else Windows-1252
(Latin-1), with `;`, `,`, `|` or tab between fields, or what its first line `sep=` says. An Excel
workbook is read by `sheets`. What is neither, or is damaged, is told by its `trouble`. A file is
read as it goes, never whole.
"""

import csv
import errno
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.imports import sheets
from storage.imports.encodings import encoding_of
from storage.imports.signatures import foreign_form, is_workbook
from texts.staff import imports as texts

DELIMITERS = ";,\t|"
LONGEST_LINE = 1 << 20
LONGEST_HEADER = 50  # lines that the columns' names may take, where they have line breaks
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
_ENDING = "\x00\x1a"
"""What old programs leave at a file's end: NULs, and the mark of the end (Ctrl-Z)."""

Line = tuple[int, list[str] | None]
Trouble = tuple[int, str]
"""A line's number, and why the file can't be read, in staff's words."""


class Table(Protocol):
    """An open file: the form it has, and its columns' names as `plain` writes them.

    `headers` is empty where the first line is. `trouble` tells staff why the file can't be read,
    and in which line; it is None where nothing is wrong. `sheet` is a workbook's, else ''.
    """

    encoding: str
    delimiter: str
    sheet: str
    headers: tuple[str, ...]
    written_headers: tuple[str, ...]
    header_line: int
    size: int
    trouble: Trouble | None

    @property
    def done(self) -> int:
        """How much of `size` was read."""

    def lines(self) -> Iterator[Line]:
        """The number and the fields of each line after the columns' names, unless it is blank.

        The fields are None where quotes don't close.
        """


@contextmanager
def open_table(path: Path, required: Sequence[str] = (), sheet: str = "") -> Iterator[Table]:
    """Open a file and read its columns' names.

    Args:
        path: The file.
        required: The columns by which a workbook's sheet is known.
        sheet: Or that sheet's name.

    Raises:
        OSError: it can't be read, or only once.
    """
    if path.is_fifo():
        raise OSError(errno.ESPIPE, "it is a pipe, and has to be read twice; save it as a file")
    if is_workbook(path):
        with sheets.open_sheet(path, tuple(required), sheet, plain) as table:
            yield table
        return
    trouble = foreign_form(path)
    encoding, damage = ("latin-1", None) if trouble else encoding_of(path)
    with path.open("rb") as binary:
        text = io.TextIOWrapper(binary, encoding, "replace", newline="")
        yield _open_text(path, binary, text, (1, trouble) if trouble else damage)
        text.detach()


def plain(header: str) -> str:
    """A column's name without capitals, accents or signs: 'Fecha Emisión ' is 'fecha_emision'."""
    letters = unicodedata.normalize("NFKD", header.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if _stands(letter))
    return "_".join(kept.split())


def _stands(letter: str) -> bool:
    return not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"


@dataclass(slots=True)
class TextTable:
    """A CSV file."""

    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    written_headers: tuple[str, ...]
    header_line: int
    size: int
    trouble: Trouble | None
    _first: int
    _binary: BinaryIO
    _text: Iterator[str]
    sheet: str = ""

    @property
    def done(self) -> int:
        """How many bytes of `size` were read."""
        return self._binary.tell()

    def lines(self) -> Iterator[Line]:
        """As `Table` says."""
        reader = csv.reader(self._text, delimiter=self.delimiter, strict=True)
        while True:
            number = reader.line_num + self._first
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, None
                continue
            if any(fields) and not all(field.isspace() for field in fields if field):
                yield number, fields


def _open_text(
    path: Path, binary: BinaryIO, text: io.TextIOWrapper, trouble: Trouble | None
) -> TextTable:
    lines = _bounded(text)
    first, taken = next(lines, ""), 1
    asked = _SEPARATOR.fullmatch(first)
    if asked:
        first, taken = next(lines, ""), 2
    header_line = taken
    while first.count('"') % 2 and taken - header_line < LONGEST_HEADER and not trouble:
        more = next(lines, "")
        if not more:
            break
        first, taken = first + more, taken + 1
    outside = re.sub(r'"[^"]*"', "", first)
    delimiter = asked[1] if asked else max(DELIMITERS, key=outside.count)
    written: list[str] = []
    if len(first) >= LONGEST_LINE:
        trouble = trouble or (header_line, texts.ONE_LINE)
    elif first.count('"') % 2:
        trouble = trouble or (header_line, texts.BROKEN_QUOTES)
    elif CONTROL.search(first.rstrip(_ENDING)):
        trouble = trouble or (header_line, texts.NOT_TEXT)
    else:
        try:
            whole = io.StringIO(first.rstrip(_ENDING), newline="")
            written = next(csv.reader(whole, delimiter=delimiter), [])
        except csv.Error:
            trouble = trouble or (header_line, texts.BROKEN_QUOTES)
    while written and not written[-1].strip():  # separators at the line's end
        written.pop()
    names = tuple(plain(header) for header in written)
    return TextTable(
        encoding=text.encoding,
        delimiter=delimiter,
        headers=names if any(names) else (),
        written_headers=tuple(written),
        header_line=header_line,
        size=path.stat().st_size,
        trouble=trouble,
        _first=taken + 1,
        _binary=binary,
        _text=lines,
    )


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    """The file's lines, cut where they are too long, and without what old programs end it with."""
    while line := text.readline(LONGEST_LINE):
        if line[-1] in _ENDING or line[0] in _ENDING:
            line = line.rstrip(_ENDING)
        yield line or "\n"
