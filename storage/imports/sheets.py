"""Reads a sheet of an Excel workbook (.xlsx) as lines of text.

A cell gives what it shows where only that is certain: dates as dates, whole numbers without
decimals, zeros that its format puts before a number, percentages as such. Of a formula it gives
what was calculated last. Rows are read as they come.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from texts.staff import imports as texts

warnings.filterwarnings("ignore", module="openpyxl")  # of what it leaves out, which are no cells

LARGEST = 2 << 30
LARGEST_STRINGS = 300 << 20
"""What a workbook, and the texts it keeps in one place, may hold unpacked, in bytes."""
MOST_COLUMNS = 500
_ONLY_ZEROS = re.compile(r"0{2,}")
_BROKEN = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, NotImplementedError, AssertionError, zipfile.LargeZipFile, OverflowError,
    RuntimeError, zlib.error,
)  # fmt: skip
"""What the library raises on workbooks that are damaged."""


@dataclass(slots=True)
class SheetTable:
    """A sheet, as `files.Table` says. `size` counts rows, as the sheet itself tells them."""

    sheet: str
    headers: tuple[str, ...] = ()
    written_headers: tuple[str, ...] = ()
    header_line: int = 1
    size: int = 0
    trouble: tuple[int, str] | None = None
    done: int = 0
    encoding: str = "xlsx"
    delimiter: str = ""
    _rows: Iterator[list[str]] = field(default_factory=lambda: iter(()))

    def lines(self) -> Iterator[tuple[int, list[str] | None]]:
        """As `files.Table` says."""
        width = len(self.headers)
        number = self.header_line
        try:
            for row in self._rows:
                number += 1
                self.done = min(number, self.size)
                if any(cell and not cell.isspace() for cell in row):
                    yield number, row[:width] + [""] * (width - len(row)) + row[width:]
        except _BROKEN:
            self.trouble = (number + 1, texts.BROKEN_SPREADSHEET)


@contextmanager
def open_sheet(
    path: Path, required: tuple[str, ...], name: str, plain: Callable[[str], str]
) -> Iterator[SheetTable]:
    """Open the sheet of that name, or else the one that has the required columns.

    `plain` writes a column's name in the form in which it is compared.
    """
    import openpyxl  # a fifth of a second that other files need not wait for

    if _too_big(path):
        yield SheetTable("", trouble=(1, texts.TOO_BIG_INSIDE))
        return
    with path.open("rb") as file:  # by its name the library would want .xlsx
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except (*_BROKEN, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the file, not what is in it
            yield SheetTable("", trouble=(1, texts.BROKEN_SPREADSHEET))
            return
        yield _chosen(book, required, name, plain)


def _too_big(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sizes = {one.filename: one.file_size for one in archive.infolist()}
    strings = sum(size for name, size in sizes.items() if name.lower().endswith("strings.xml"))
    return sum(sizes.values()) > LARGEST or strings > LARGEST_STRINGS


def _chosen(
    book: Any, required: tuple[str, ...], name: str, plain: Callable[[str], str]
) -> SheetTable:
    names = tuple(sheet.title for sheet in book.worksheets)
    if name and name not in names:
        return SheetTable(name, trouble=(1, texts.no_such_sheet(name, names)))
    tables: list[SheetTable] = []
    for sheet in book.worksheets:
        if name in ("", sheet.title):
            try:
                tables.append(_table(sheet, plain))
            except _BROKEN:
                return SheetTable(sheet.title, trouble=(1, texts.BROKEN_SPREADSHEET))
    fitting = [table for table in tables if set(required) <= set(table.headers)]
    if len(fitting) > 1:
        reason = texts.several_sheets(tuple(table.sheet for table in fitting))
        return SheetTable("", trouble=(1, reason))
    if not tables:
        return SheetTable("", trouble=(1, texts.NO_LINES))
    return (fitting or tables)[0]


def _table(sheet: Any, plain: Callable[[str], str]) -> SheetTable:
    size = sheet.max_row or 0
    sheet.reset_dimensions()  # what it says of its columns is often wrong
    rows = _rows(sheet)
    written, line = next(rows, []), 1
    while written and not any(written) and line < MOST_COLUMNS:
        written, line = next(rows, []), line + 1
    while written and not written[-1]:
        written.pop()
    headers = tuple(plain(header) for header in written)
    return SheetTable(
        sheet.title, headers if any(headers) else (), tuple(written), line, size, _rows=rows
    )


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "VERDADERO" if value else "FALSO"
        case int() | float():
            return _number(value, str(cell.number_format or ""))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
    return str(value)


def _number(value: float, shown_as: str) -> str:
    """A number as it was written, as far as that is certain.

    Beyond fifteen digits a spreadsheet keeps none: those are written so that no code is read.
    """
    if "%" in shown_as:
        return f"{value * 100:.10g}%"
    text = f"{value:.15g}"
    if "e" in text:
        return text.upper()
    whole, _, decimals = text.partition(".")
    if not decimals:
        return whole.zfill(len(shown_as)) if _ONLY_ZEROS.fullmatch(shown_as) else whole
    return f"{text}0" if len(decimals) == 3 else text  # three decimals are no mark of thousands
