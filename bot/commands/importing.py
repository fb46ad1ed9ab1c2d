"""`oficina import` and `oficina sample`: the utility's files, loaded with a progress bar."""

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import asyncpg
from tortoise.exceptions import BaseORMException

from bot.clock import local_now
from bot.commands import terminal
from bot.settings import DatabaseSettings
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.imports import KINDS, ImportReport, Refusal, import_file
from storage.sample import Sample, generate_sample
from texts.commands import failures
from texts.commands import importing as texts
from texts.staff.imports import REPORT_HEADER

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
    json: bool = False,
    complete: bool = False,
    sheet: str = "",
) -> bool:
    """Load a file and print how it went; returns whether it was (or could be) loaded.

    Raises:
        DatabaseUnreachable, UnknownKind: as their messages say.
    """
    url = settings.database_url.get_secret_value()
    await upgrade(url)
    refused_to = report or file.with_name(file.stem + ".rechazos.csv")
    try:
        async with open_database(url):
            with terminal.progress_bar() as bar:
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
        terminal.complain(texts.database_stopped(error))
        return False
    except OSError as error:
        terminal.complain(texts.unreadable(file, failures.system(error)))
        return False
    except asyncio.CancelledError:
        terminal.complain(texts.STOPPED)
        raise
    if json:
        terminal.show_json(_data(result))
    else:
        _tell(result)
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


def _data(result: ImportReport) -> dict[str, object]:
    """How it went, for programs: plain values under Spanish names."""
    return {
        "tipo": result.kind,
        "archivo": str(result.path),
        "prueba": result.dry_run,
        "cargado": not result.refused and not result.dry_run,
        "lineas": result.lines,
        "nuevas": result.new,
        "cambiadas": result.changed,
        "iguales": result.unchanged,
        "quitadas": result.removed,
        "rechazadas": result.refused,
        "primeras_rechazadas": _lines(result.refusals),
        "hoja": result.sheet,
        "para_mirar": result.warned,
        "primeras_para_mirar": _lines(result.warnings),
        "archivo_para_mirar": str(result.warned_file) if result.warned_file else "",
        "rechazos": str(result.refused_file) if result.refused_file else "",
        "columnas_sin_uso": list(result.ignored_columns),
    }


def _lines(lines: Sequence[Refusal]) -> list[dict[str, object]]:
    return [
        {"linea": one.line, "columna": one.column, "valor": one.value, "motivo": one.reason}
        for one in lines
    ]


def _show(lines: Sequence[Refusal]) -> None:
    rows = [(str(one.line), one.column, one.value, one.reason) for one in lines]
    terminal.show_table(REPORT_HEADER, rows)


def _tell(result: ImportReport) -> None:
    if not result.refused:
        terminal.say(
            texts.loaded(
                result.path.name,
                lines=result.lines,
                new=result.new,
                changed=result.changed,
                unchanged=result.unchanged,
                removed=result.removed,
                dry_run=result.dry_run,
            )
        )
    if result.sheet:
        terminal.say(texts.sheet(result.sheet))
    if result.warned:
        _show(result.warnings)
        terminal.say(texts.warned(result.warned, result.warned_file))
    if result.ignored_columns:
        terminal.say(texts.ignored(result.ignored_columns))
    if result.refused:
        _show(result.refusals)
        terminal.complain(texts.refused(result.refused, result.refused_file, result.unwritten))
