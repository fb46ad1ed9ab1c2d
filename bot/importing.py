"""`oficina import` and `oficina sample`: the utility's files, loaded with a progress bar."""

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import asyncpg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from tortoise.exceptions import BaseORMException

from bot.clock import local_now
from bot.settings import DatabaseSettings
from storage.database import open_database, upgrade
from storage.imports import KINDS, ImportReport, Refusal, import_file
from storage.sample import Sample, generate_sample

DATABASE_ERRORS = (
    sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, BaseORMException, ConnectionError
)  # fmt: skip

# Where nothing else is logged, on a terminal, the report says it all.
logging.getLogger("storage.imports").addHandler(logging.NullHandler())


async def load(
    settings: DatabaseSettings,
    kind: str,
    file: Path,
    *,
    dry_run: bool,
    report: Path | None,
    complete: bool = False,
    sheet: str = "",
) -> bool:
    """Load a file and print how it went; returns whether it was (or could be) loaded.

    Raises:
        DatabaseUnreachable, UnknownKind: as their messages say.
    """
    console = Console(soft_wrap=True, highlight=False, markup=False)
    url = settings.database_url.get_secret_value()
    await upgrade(url)
    refused_to = report or file.with_name(file.stem + ".rechazos.csv")
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
    )  # fmt: skip
    try:
        async with open_database(url):
            with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
                task = bar.add_task(file.name, total=None)

                def moved(done: int, total: int | None) -> None:
                    bar.update(task, completed=done, total=total)

                result = await import_file(
                    kind,
                    file,
                    dry_run=dry_run,
                    complete=complete,
                    sheet=sheet,
                    progress=moved,
                    refused_to=refused_to,
                )
    except DATABASE_ERRORS as error:
        return _stopped(
            console,
            f"The database stopped the import: {error}. Nothing was loaded. See that the database "
            "answers, has room and is not locked by another program, then load the file again.",
        )
    except OSError as error:
        return _stopped(console, f"{file} can't be read: {error.strerror or error}.")
    except asyncio.CancelledError:
        _stopped(
            console,
            "Stopped. A file is loaded whole or not at all: load it again, twice does no harm.",
        )
        raise
    _tell(console, result)
    return not result.refused


def write_sample(folder: Path, *, seed: int, accounts: int) -> Sample:
    """Write the files of an invented sample, as of today."""
    return generate_sample(folder, seed=seed, accounts=accounts, today=local_now().date())


async def load_sample(folder: Path) -> None:
    """Load all files of a sample into the open database."""
    for kind in KINDS:
        file = folder / f"{kind}.csv"
        if file.exists():
            result = await import_file(kind, file)
            assert not result.refused, f"the sample's own file {file.name} was refused"


def _stopped(console: Console, reason: str) -> bool:
    console.print(reason, style="red")
    return False


def _show(console: Console, lines: Sequence[Refusal]) -> None:
    table = Table("línea", "columna", "valor", "motivo")
    for one in lines:
        table.add_row(*map(Text, (str(one.line), one.column, one.value, one.reason)))
    console.print(table)


def _tell(console: Console, result: ImportReport) -> None:
    if not result.refused:
        loaded = "would be loaded" if result.dry_run else "loaded"
        removed = f", {result.removed} removed" if result.removed else ""
        console.print(
            f"{result.path.name}: {result.lines} lines read, {loaded}: {result.new} new, "
            f"{result.changed} changed, {result.unchanged} as they were{removed}."
        )
    if result.sheet:
        console.print(f"Sheet: {result.sheet}")
    if result.warned:
        _show(console, result.warnings)
        where = f" More of them are in {result.warned_file}." if result.warned_file else ""
        console.print(f"To be looked at: {result.warned}, the largest amounts first.{where}")
    if result.ignored_columns:
        console.print(f"Columns not used: {', '.join(result.ignored_columns)}")
    if result.refused:
        _show(console, result.refusals)
        all_of_them = (
            f"These are the first; all of them can't be written to {result.unwritten}. Name "
            "another file with --report."
            if result.unwritten
            else f"All of them, with the reason, are in {result.refused_file}."
        )
        console.print(
            f"Nothing was loaded: {result.refused} refused. {all_of_them} Mend the file and load "
            "it again.",
            style="red",
        )
