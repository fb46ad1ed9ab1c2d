"""What came of a file: the figures, and every refused line in a file of its own."""

import csv
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.imports.staging import RefusedLine
from texts.staff import imports as texts

SHOWN = 20
_CALCULATED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused line: its number in the file, the column, its value, and the reason in Spanish."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file.

    A file with a refused line loads nothing: `new`, `changed` and `removed` are 0 then. `refusals`
    shows the first ones, `refused_file` has them all; `unwritten` says why it could not be written.
    What is loaded but had better be looked at is counted in `warned`; `warnings` shows the largest
    amounts, `warned_file` has more. On a dry run the figures are what would have come. `sheet` is
    the workbook's, '' for a CSV file.
    """

    kind: str
    path: Path
    encoding: str
    delimiter: str
    dry_run: bool
    lines: int = 0
    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    refused_file: Path | None = None
    unwritten: str = ""
    ignored_columns: tuple[str, ...] = ()
    sheet: str = ""
    warned: int = 0
    warnings: tuple[Refusal, ...] = ()
    warned_file: Path | None = None

    @property
    def accepted(self) -> bool:
        """Whether every line was right."""
        return not self.refused


async def write_lines(
    path: Path, lines: AsyncIterator[RefusedLine] | Sequence[RefusedLine], *, keep: Path
) -> None:
    """Write lines with what is to be said of them as CSV that a spreadsheet opens.

    Raises:
        OSError: it can't be written, or would be written over the file to `keep`.
    """
    _spare(keep, path)
    with os.fdopen(_private(path), "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(texts.REPORT_HEADER)
        if isinstance(lines, Sequence):
            writer.writerows(map(_as_text, lines))
            return
        async for line in lines:
            writer.writerow(_as_text(line))


def _as_text(line: RefusedLine) -> tuple[object, ...]:
    """With what a spreadsheet would calculate marked as text: a file's cells may be hostile."""
    return tuple(
        f"'{cell}" if isinstance(cell, str) and cell.startswith(_CALCULATED) else cell
        for cell in line
    )


def _spare(keep: Path, path: Path) -> None:
    if path.exists() and path.samefile(keep):
        raise shutil.SameFileError(texts.REPORT_IS_THE_FILE)


def _private(path: Path) -> int:
    """Open a file to be written anew: personal data, so only its owner reads it."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
