"""One file, from its path to its report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from domain.clock import ZONE
from storage.imports import payments, sums, twins, updating
from storage.imports.cells import MISSING, Refused, cell_text
from storage.imports.columns import Column, Kind, UnknownKind, kind_of
from storage.imports.dots import Dots
from storage.imports.files import Table, open_table, plain
from storage.imports.history import keep
from storage.imports.report import SHOWN, ImportReport, Refusal, write_lines
from storage.imports.staging import LinesRefused, Loaded, RefusedLine, Staging, staging
from texts.commands import failures
from texts.staff import imports as texts

CHUNK = 5000
PAYMENTS = "pagos"
LONGEST_SHOWN = 200

Progress = Callable[[int, int | None], None]
"""Is told how many bytes of the file were read, and of how many."""


async def import_file(
    kind: str,
    path: Path,
    *,
    dry_run: bool = False,
    complete: bool = False,
    sheet: str = "",
    today: date | None = None,
    progress: Progress | None = None,
    refused_to: Path | None = None,
) -> ImportReport:
    """Load a file into the open database: all of it, or nothing if any line is refused.

    The same file twice changes nothing; a later file updates what it names. Lines are read as
    they come and checked in the database, so that memory doesn't grow with the file.

    Args:
        kind: One of `KINDS`.
        path: A CSV file or an Excel workbook, with the columns' names in its first line.
        dry_run: Check and count, and change nothing.
        complete: The file has all payments of each invoice it names (`pagos` only).
        sheet: The workbook's sheet; by default the one that has the columns.
        today: No payment is later; the present day by default.
        progress: Told now and then how far the file is read.
        refused_to: Where the refused lines are written, if there are any; by default beside the
            file, as `NAME.rechazos.csv`. What is to be looked at is written to `NAME.avisos.csv`.

    Raises:
        UnknownKind: there is no such kind, or it can't be `complete`.
        OSError: the file can't be read.
    """
    of_kind = kind_of(kind)
    if complete and of_kind.name != PAYMENTS:
        raise UnknownKind(texts.ONLY_PAYMENTS_ARE_COMPLETE)
    required = tuple(column.header for column in of_kind.columns if not column.optional)
    with open_table(path, required, sheet) as table:
        job = _Job(of_kind, complete, today or datetime.now(ZONE).date())
        report = ImportReport(
            of_kind.name, path, table.encoding, table.delimiter, dry_run, sheet=table.sheet
        )
        layout = _layout(of_kind, table)
        report = replace(report, ignored_columns=layout.ignored)
        async with staging(of_kind, layout.staged, layout.given) as staged:
            await staged.refuse(layout.refused)
            if not layout.refused:
                lines = await _stage(job, table, layout, staged, progress)
                report = replace(report, lines=lines)
                await _check(job, staged)
            if not await staged.refused_count():
                try:
                    return await _load(job, staged, report, refused_to)
                except LinesRefused as error:
                    await staged.refuse(error.lines)
            return await _refuse(staged, report, refused_to)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is asked for."""

    kind: Kind
    complete: bool
    today: date

    @property
    def of_payments(self) -> bool:
        return self.kind.name == PAYMENTS


async def _check(job: _Job, staged: Staging) -> None:
    """Refuse what is wrong among the lines, or with what is known."""
    if job.of_payments:
        await payments.check(staged, complete=job.complete)
    else:
        names, shown = ", ".join(job.kind.key), " || ' ' || ".join(job.kind.key)
        await staged.refuse_repeated(names, job.kind.key_header, job.kind.repeated, shown=shown)
    await staged.refuse_unknown()
    await twins.check(staged)


async def _load(
    job: _Job, staged: Staging, report: ImportReport, refused_to: Path | None
) -> ImportReport:
    await sums.warn(staged)

    async def loading() -> Loaded:
        if job.of_payments:
            loaded = await payments.load(staged, job.today, complete=job.complete)
        else:
            loaded = await updating.update(staged)
        await keep(report)
        return loaded

    loaded, warned = await staged.load(loading, dry_run=report.dry_run)
    report = replace(
        report,
        new=loaded.new,
        changed=loaded.changed,
        unchanged=loaded.unchanged,
        removed=loaded.removed,
        warned=warned.total,
        warnings=tuple(Refusal(*one) for one in warned.lines[:SHOWN]),
    )
    if not warned.total:
        return report
    to = (refused_to or report.path).with_name(f"{report.path.stem}.avisos.csv")
    try:
        await write_lines(to, warned.lines, keep=report.path)
    except OSError as error:
        return replace(report, unwritten=f"{to}: {failures.system(error)}")
    return replace(report, warned_file=to)


async def _refuse(staged: Staging, report: ImportReport, refused_to: Path | None) -> ImportReport:
    first = (await staged.refused_after(0, SHOWN))[:SHOWN]
    shown = tuple(Refusal(*one) for one in first)
    report = replace(report, refused=await staged.refused_count(), refusals=shown)
    await keep(report)
    to = refused_to or report.path.with_name(f"{report.path.stem}.rechazos.csv")
    try:
        await write_lines(to, staged.refused_lines(), keep=report.path)
    except OSError as error:
        return replace(report, unwritten=f"{to}: {failures.system(error)}")
    return replace(report, refused_file=to)


@dataclass(frozen=True, slots=True)
class _Layout:
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
        return self.given + self.absent


def _layout(kind: Kind, table: Table) -> _Layout:
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
    return _Layout(
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


async def _stage(
    job: _Job, table: Table, layout: _Layout, staged: Staging, progress: Progress | None
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
    job: _Job,
    layout: _Layout,
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
    """A value as a terminal and both databases can show it."""
    return "".join(sign if sign.isprintable() else " " for sign in written[:LONGEST_SHOWN])
