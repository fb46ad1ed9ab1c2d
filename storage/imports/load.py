"""One file, from its path to its report."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from domain.clock import ZONE
from storage.imports import payments, sums, twins, updating
from storage.imports.columns import PAYMENTS, UnknownKind, kind_of
from storage.imports.files import open_table
from storage.imports.history import keep
from storage.imports.reading import Job, Progress, layout_of, stage
from storage.imports.report import SHOWN, ImportReport, Refusal, write_lines
from storage.imports.staging import LinesRefused, Loaded, Staging, staging
from texts.commands import failures
from texts.staff import imports as texts


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
        job = Job(of_kind, complete, today or datetime.now(ZONE).date())
        report = ImportReport(
            of_kind.name, path, table.encoding, table.delimiter, dry_run, sheet=table.sheet
        )
        layout = layout_of(of_kind, table)
        report = replace(report, ignored_columns=layout.ignored)
        async with staging(of_kind, layout.staged, layout.given) as staged:
            await staged.refuse(layout.refused)
            if not layout.refused:
                lines = await stage(job, table, layout, staged, progress)
                report = replace(report, lines=lines)
                await _check(job, staged)
            if not await staged.refused_count():
                try:
                    return await _load(job, staged, report, refused_to)
                except LinesRefused as error:
                    await staged.refuse(error.lines)
            return await _refuse(staged, report, refused_to)


async def _check(job: Job, staged: Staging) -> None:
    """Refuse what is wrong among the lines, or with what is known."""
    if job.of_payments:
        await payments.check(staged, complete=job.complete)
    else:
        names, shown = ", ".join(job.kind.key), " || ' ' || ".join(job.kind.key)
        await staged.refuse_repeated(names, job.kind.key_header, job.kind.repeated, shown=shown)
    await staged.refuse_unknown()
    await twins.check(staged)


async def _load(
    job: Job, staged: Staging, report: ImportReport, refused_to: Path | None
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
