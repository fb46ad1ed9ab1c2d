"""One file, from its path to its report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from storage.imports.files import Table, open_table
from storage.imports.history import keep
from storage.imports.kinds import Column, Kind, kind_of
from storage.imports.report import SHOWN, ImportReport, Refusal, write_refusals
from storage.imports.staging import RefusedLine, Staging, staging
from storage.imports.values import Refused
from texts.commands import failures
from texts.staff import imports as texts

CHUNK = 5000
LONGEST_SHOWN = 200

Progress = Callable[[int, int | None], None]
"""Is told how many bytes of the file were read, and of how many."""


async def import_file(
    kind: str,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    refused_to: Path | None = None,
) -> ImportReport:
    """Load a file into the open database: all of it, or nothing if any line is refused.

    The same file twice changes nothing; a later file updates what it names. Lines are read as
    they come and checked in the database, so that memory doesn't grow with the file.

    Args:
        kind: One of `KINDS`.
        path: A CSV file with the columns' names in its first line.
        dry_run: Check and count, and change nothing.
        progress: Told now and then how far the file is read.
        refused_to: Where the refused lines are written, if there are any; by default beside the
            file, as `NAME.rechazos.csv`.

    Raises:
        UnknownKind: there is no such kind.
        OSError: the file can't be read.
    """
    of_kind = kind_of(kind)
    with open_table(path) as table:
        report = ImportReport(of_kind.name, path, table.encoding, table.delimiter, dry_run)
        layout = _layout(of_kind, table)
        report = replace(report, ignored_columns=layout.ignored)
        async with staging(of_kind, layout.staged, layout.given) as staged:
            await staged.refuse(layout.refused)
            if not layout.refused:
                count = await _stage(of_kind, table, layout, staged, progress)
                report = replace(report, lines=count)
                await staged.refuse_repeated()
                await staged.refuse_unknown()
            refused = await staged.refused_count()
            if not refused:
                loaded = await staged.load(dry_run=dry_run, also=partial(keep, report))
                return replace(
                    report,
                    new=loaded.new,
                    changed=loaded.changed,
                    unchanged=loaded.unchanged,
                    removed=loaded.removed,
                )
            first = (await staged.refused_after(0, SHOWN))[:SHOWN]
            shown = tuple(Refusal(*one) for one in first)
            report = replace(report, refused=refused, refusals=shown)
            await keep(report)
            refused_to = refused_to or path.with_name(f"{path.stem}.rechazos.csv")
            try:
                await write_refusals(refused_to, staged.refused_lines(), keep=path)
            except OSError as error:
                return replace(report, unwritten=f"{refused_to}: {failures.system(error)}")
            return replace(report, refused_file=refused_to)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a file has each column, and what is wrong with its first line.

    `defaults` are what stands in for the columns that are staged but not given.
    """

    headers: Sequence[str]
    given: tuple[Column, ...]
    places: tuple[int, ...]
    absent: tuple[Column, ...]
    width: int
    ignored: tuple[str, ...]
    refused: list[RefusedLine]

    @property
    def staged(self) -> tuple[Column, ...]:
        return self.given + self.absent


def _layout(kind: Kind, table: Table) -> _Layout:
    headers: Sequence[str] = table.headers
    refused: list[RefusedLine] = []
    if table.trouble is not None:
        line, reason = table.trouble
        headers, refused = (), [(line, "", "", reason)]
    elif not headers:
        refused.append((1, "", "", texts.NO_HEADER))
    for column in kind.columns:
        if headers and not column.optional and column.header not in headers:
            refused.append((1, column.header, "", texts.MISSING_COLUMN))
        if headers.count(column.header) > 1:
            refused.append((1, column.header, "", texts.REPEATED_COLUMN))
    given = tuple(column for column in kind.columns if column.header in headers)
    known = {column.header for column in given}
    return _Layout(
        headers=headers,
        given=given,
        places=tuple(headers.index(column.header) for column in given),
        absent=tuple(
            column for column in kind.columns if column not in given and column.default is not None
        ),
        width=len(headers),
        ignored=tuple(name for name in headers if name and name not in known),
        refused=refused,
    )


async def _stage(
    kind: Kind, table: Table, layout: _Layout, staged: Staging, progress: Progress | None
) -> int:
    """Put the right lines into the one table and the refused ones into the other."""
    right: list[tuple[object, ...]] = []
    refused: list[RefusedLine] = []
    count = 0
    for number, fields in table.lines():
        count += 1
        wrong = len(refused)
        values = _read(kind, layout, number, fields, refused)
        if len(refused) == wrong:
            right.append((number, *values))
        if len(right) + len(refused) >= CHUNK:
            await staged.add(right)
            await staged.refuse(refused)
            right, refused = [], []
            if progress is not None:
                progress(table.done, table.size)
    if not count:
        refused.append((1, "", "", texts.NO_LINES))
    await staged.add(right)
    await staged.refuse(refused)
    if progress is not None:
        progress(table.size, table.size)
    return count


def _read(
    kind: Kind,
    layout: _Layout,
    number: int,
    fields: list[str] | None,
    refused: list[RefusedLine],
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
    values: list[str | None] = []
    wrong = len(refused)
    for column, place in zip(layout.given, layout.places, strict=True):
        written = fields[place].strip()
        if written:
            try:
                values += column.read(written)
            except Refused as error:
                refused.append((number, column.header, _shown(written), str(error)))
        elif column.optional or column.blank:
            values += [column.default] * len(column.fills)
        else:
            refused.append((number, column.header, "", texts.EMPTY))
    values += [column.default for column in layout.absent]
    if kind.check is not None and len(refused) == wrong:
        names = [name for column in layout.staged for name in column.fills]
        for header, reason in kind.check(dict(zip(names, values, strict=True))):
            written = fields[layout.headers.index(header)] if header in layout.headers else ""
            refused.append((number, header, _shown(written.strip()), reason))
    return values


def _shown(written: str) -> str:
    """A value as a terminal and both databases can show it."""
    return "".join(sign if sign.isprintable() else " " for sign in written[:LONGEST_SHOWN])
