"""A file's lines, each cell read and checked, into the temporary tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from storage.imports.cells import MISSING, Refused, cell_text
from storage.imports.columns import PAYMENTS, Column, Kind
from storage.imports.dots import Dots
from storage.imports.files import Table, plain
from storage.imports.staging import RefusedLine, Staging
from texts.staff import imports as texts

CHUNK = 5000
LONGEST_SHOWN = 200

Progress = Callable[[int, int | None], None]
"""Is told how much of the file was read, and of how much."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: a kind, whether the file is complete, and what day it is."""

    kind: Kind
    complete: bool
    today: date

    @property
    def of_payments(self) -> bool:
        """Whether payments are loaded."""
        return self.kind.name == PAYMENTS


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file has each column, and what is wrong with its first line.

    `defaults` are what stands in for the columns that are staged but not given.
    """

    headers: Sequence[str]
    written: list[str]
    given: tuple[Column, ...]
    places: tuple[int, ...]
    absent: tuple[Column, ...]
    width: int
    ignored: tuple[str, ...]
    refused: list[RefusedLine]

    @property
    def staged(self) -> tuple[Column, ...]:
        """What the lines fill: the given columns, then those that a default stands in for."""
        return self.given + self.absent


def layout_of(kind: Kind, table: Table) -> Layout:
    """Find the columns in the first line, or what is wrong with it."""
    headers: Sequence[str] = table.headers
    refused: list[RefusedLine] = []
    if table.trouble is not None:
        line, reason = table.trouble
        headers, refused = (), [(line, "", "", reason)]
    elif not headers:
        refused.append((1, "", "", texts.NO_HEADER))
    elif not any(column.header in headers for column in kind.columns):
        needed = [column.header for column in kind.columns if not column.optional]
        reason = f"{texts.NO_COLUMN_NAMES}{', '.join(needed)}"
        shown = _shown(table.delimiter.join(table.written_headers))
        headers, refused = (), [(table.header_line, "", shown, reason)]
    for column in kind.columns:
        if headers and not column.optional and column.header not in headers:
            refused.append((table.header_line, column.header, "", texts.MISSING_COLUMN))
        if headers.count(column.header) > 1:
            refused.append((table.header_line, column.header, "", texts.REPEATED_COLUMN))
    given = tuple(column for column in kind.columns if column.header in headers)
    known = {column.header for column in given}
    return Layout(
        headers=headers,
        written=list(table.written_headers),
        given=given,
        places=tuple(headers.index(column.header) for column in given),
        absent=tuple(
            column for column in kind.columns if column not in given and column.default is not None
        ),
        width=len(headers),
        ignored=tuple(name for name in headers if name and name not in known),
        refused=refused,
    )


async def stage(
    job: Job, table: Table, layout: Layout, staged: Staging, progress: Progress | None
) -> int:
    """Put the right lines into the one table and the refused ones into the other."""
    right: list[tuple[object, ...]] = []
    refused: list[RefusedLine] = []
    count, dots = 0, Dots()
    for number, fields in table.lines():
        count += 1
        wrong = len(refused)
        values = _read(job, layout, number, fields, refused, dots)
        if len(refused) == wrong:
            right.append((number, *values))
        if len(right) + len(refused) >= CHUNK:
            await staged.add(right)
            await staged.refuse(refused)
            right, refused = [], []
            if progress is not None:
                progress(table.done, table.size)
    if table.trouble is not None:  # found on the way
        refused.append((table.trouble[0], "", "", table.trouble[1]))
    elif not count:
        refused.append((table.header_line, "", "", texts.NO_LINES))
    await staged.add(right)
    await staged.refuse(refused + dots.doubtful())
    if progress is not None:
        progress(table.size, table.size)
    return count


def _read(
    job: Job,
    layout: Layout,
    number: int,
    fields: list[str] | None,
    refused: list[RefusedLine],
    dots: Dots,
) -> list[str | None]:
    """A line's values; what is wrong with it is added to `refused`."""
    if fields is None:
        refused.append((number, "", "", texts.BROKEN_QUOTES))
        return []
    if len(fields) != layout.width:
        if len(fields) < layout.width:
            refused.append((number, "", "", texts.MISSING_FIELDS))
            return []
        if any(fields[layout.width :]):
            refused.append((number, "", _shown(fields[layout.width]), texts.EXTRA_FIELDS))
            return []
    if fields[1:] == layout.written[1:] and plain(fields[0]) == layout.headers[0]:
        refused.append((number, "", "", texts.REPEATED_HEADER))
        return []
    values: list[str | None] = []
    wrong = len(refused)
    for column, place in zip(layout.given, layout.places, strict=True):
        try:
            values += _value(column, fields[place])
            if column.type == "NUMERIC":
                dots.see(number, column, fields[place])
        except Refused as error:
            refused.append((number, column.header, _shown(fields[place].strip()), str(error)))
    for column in layout.absent:
        values += [column.default] * len(column.fills)
    if job.kind.check is not None and len(refused) == wrong:
        names = [name for column in layout.staged for name in column.fills]
        for header, reason in job.kind.check(dict(zip(names, values, strict=True)), job.today):
            written = fields[layout.headers.index(header)] if header in layout.headers else ""
            refused.append((number, header, _shown(written.strip()), reason))
    return values


def _value(column: Column, field: str) -> Sequence[str | None]:
    """What a cell fills its columns with.

    Raises:
        Refused: it can't be read, or is missed.
    """
    written = cell_text(field)
    if written and (written[-1].isdigit() or written.lower() not in MISSING):
        return column.read(written)
    if column.optional or column.blank:
        return [column.default] * len(column.fills)
    raise Refused(texts.says_nothing(written) if written else texts.EMPTY)


def _shown(written: str) -> str:
    """A value as a terminal and both databases bear it."""
    return "".join(sign if sign.isprintable() else " " for sign in written[:LONGEST_SHOWN])
