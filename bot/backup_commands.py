"""`oficina backup`, `restore`, `backup-key` and `db copy`: the database as a file, and back."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import StrEnum
from io import BufferedIOBase
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.backup_keys import BackupKeys, new_key
from bot.clock import local_now
from bot.settings import DatabaseSettings
from outbox.sent_log import read_sent
from storage.backup_file import BackupFile, write_backup
from storage.backup_file import Progress as Told
from storage.database import open_database, without_password
from storage.leadership import nobody_leads
from storage.rebuilding import rebuild
from storage.replay import MARGIN, drop_doubtful, mark_sent, owed_count
from storage.snapshot_reading import open_snapshot
from storage.snapshots import BackupError, Snapshot
from texts import backup as texts

NUMBERS_LEFT_OUT = 10_000
"""Of claims, vouchers and users after a restore: those given out since the backup name others."""
NAME = "oficina-{:%Y-%m-%dT%H%M%S}.jsonl.gz"
console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


class Doubtful(StrEnum):
    """What becomes of what may have been sent since the backup."""

    SEND = "send"
    DROP = "drop"


def backup(
    target: Annotated[Path, typer.Argument(help="Archivo nuevo, o carpeta donde hacerlo.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="Cuántas copias dejar en la carpeta; borra las otras.")
    ] = None,
) -> None:
    """Guarda una copia de toda la base en un archivo, con el bot en marcha.

    Si OFICINA_BACKUP_KEY tiene una clave, la copia va cifrada (formato age).
    """
    settings = DatabaseSettings.read()
    keys = BackupKeys.of(settings.backup_key.get_secret_value())
    if keep is not None and not target.is_dir():
        raise BackupError(texts.KEEP_NEEDS_FOLDER)
    file = target
    if target.is_dir():
        file = target / (NAME.format(local_now()) + (".age" if keys.recipients else ""))
    if file.exists():
        raise BackupError(texts.exists(str(file)))
    rows = asyncio.run(_write(settings.database_url.get_secret_value(), file, keys))
    console.print(texts.backed_up(str(file), rows, file.stat().st_size))
    if not keys.recipients:
        console.print(texts.NOT_ENCRYPTED, style="yellow")
    if keep is not None:
        old = sorted(target.glob("oficina-*.jsonl.gz*"))[:-keep]
        for one in old:
            one.unlink()
        if old:
            console.print(texts.removed(len(old)))


def restore(
    file: Annotated[Path, typer.Argument(help="La copia.", exists=True, dir_okay=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Aunque la base tenga datos: se guardan aparte.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Leer la copia entera y no cambiar nada.")
    ] = False,
    sent_log: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="El registro de envíos, si no es OFICINA_SENT_LOG; uno por cada réplica.",
        ),
    ] = None,
    doubtful: Annotated[
        Doubtful | None,
        typer.Option(help="Sin registro de envíos: qué hacer con lo que quizás ya salió."),
    ] = None,
) -> None:
    """Vuelve la base a como estaba cuando se hizo la copia: toda, o nada.

    El bot tiene que estar parado. Lo que se avisó después de la copia no se repite: lo cuenta el
    registro de envíos.
    """
    settings = DatabaseSettings.read()
    keys = BackupKeys.of(settings.backup_key.get_secret_value())
    folders = sent_log or [settings.sent_log]
    with _reading(file) as opened, keys.opening(opened) as plain:
        source = BackupFile(plain)
        if dry_run:
            asyncio.run(_read_through(source))
            console.print(texts.WHOLE)
            return
        url = settings.database_url.get_secret_value()
        rows, aside = asyncio.run(_restore(url, source, folders, doubtful, replace=replace))
    console.print(texts.restored(source.header.made_at, rows))
    if aside:
        console.print(texts.aside(aside))
    console.print(texts.LOST, style="yellow")


def backup_key(
    file: Annotated[Path, typer.Argument(help="Archivo nuevo para la clave secreta.")],
) -> None:
    """Hace una clave para cifrar las copias."""
    try:
        public = new_key(file)
    except FileExistsError as error:
        raise BackupError(texts.exists(str(file))) from error
    except OSError as error:
        raise BackupError(texts.unwritable(str(file), _reason(error))) from error
    console.print(texts.key_made(str(file), public))


def copy(
    to: Annotated[
        str, typer.Option(help="La base de destino, vacía; si falta, OFICINA_COPY_TO_URL.")
    ] = "",
    from_: Annotated[
        str, typer.Option("--from", help="La de origen; si falta, OFICINA_DATABASE_URL.")
    ] = "",
) -> None:
    """Copia toda la base a otra: de SQLite a PostgreSQL, o al revés. El bot tiene que estar parado.

    Una dirección con contraseña va mejor en .env que en el comando, que otros pueden ver.
    """
    settings = DatabaseSettings.read()
    source = from_ or settings.database_url.get_secret_value()
    target = to or settings.copy_to_url.get_secret_value()
    if not target:
        raise BackupError(texts.NO_TARGET)
    if source == target:
        raise BackupError(texts.SAME)
    rows = asyncio.run(_copy(source, target))
    console.print(texts.copied(rows, without_password(target)))


async def _write(url: str, file: Path, keys: BackupKeys) -> int:
    """Write the backup under another name first: none is ever there by half."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            async with open_snapshot(url) as snapshot:
                with _progress() as told, keys.sealing(opened) as plain:
                    rows = await write_backup(snapshot, plain, told)
            opened.flush()
            os.fsync(opened.fileno())
        partial.replace(file)
    except OSError as error:
        raise BackupError(texts.unwritable(str(file), _reason(error))) from error
    finally:
        partial.unlink(missing_ok=True)
    return rows


async def _restore(
    url: str,
    source: Snapshot,
    folders: list[Path],
    doubtful: Doubtful | None,
    *,
    replace: bool,
) -> tuple[int, str]:
    made_at = source.header.made_at
    complete, sent = read_sent(folders, made_at, MARGIN)
    if not complete and doubtful is None:
        raise BackupError(texts.UNDECIDED)

    async def catch_up(new: str) -> None:
        async with open_database(new):
            owed, later = await mark_sent(sent)
            if complete or owed or later:
                console.print(texts.sent_since(owed, later))
            if not complete and doubtful is Doubtful.DROP:
                console.print(texts.dropped(await drop_doubtful(local_now())))
            console.print(texts.owed(await owed_count()))

    return await _rebuilt(url, source, catch_up, replace=replace, gap=NUMBERS_LEFT_OUT)


async def _copy(source: str, target: str) -> int:
    async def as_it_is(new: str) -> None:
        """A copy is the same office: nothing happened since."""

    async with _stopped(source), open_snapshot(source) as snapshot:
        rows, _ = await _rebuilt(target, snapshot, as_it_is)
    return rows


async def _rebuilt(
    url: str,
    source: Snapshot,
    finish: Callable[[str], Awaitable[None]],
    *,
    replace: bool = False,
    gap: int = 0,
) -> tuple[int, str]:
    done = 0
    with _progress() as told:

        def count(table: str, rows: int) -> None:
            nonlocal done
            done = rows
            told(table, rows)

        aside = await rebuild(url, source, finish, progress=count, replace=replace, gap=gap)
    return done, aside


async def _read_through(source: Snapshot) -> None:
    with _progress() as told:
        rows = 0
        for table in source.header.tables:
            async for batch in source.rows(table):
                rows += len(batch)
                told(table.name, rows)
    await source.check()


@asynccontextmanager
async def _stopped(url: str) -> AsyncIterator[None]:
    """No office runs on the database meanwhile."""
    async with nobody_leads(url) as nobody:
        if not nobody:
            raise BackupError(texts.OFFICE_RUNS)
        yield


@contextmanager
def _reading(file: Path) -> Iterator[BufferedIOBase]:
    try:
        opened = file.open("rb")
    except OSError as error:
        raise BackupError(texts.unreadable(str(file), _reason(error))) from error
    with opened:
        yield opened


@contextmanager
def _progress() -> Iterator[Told]:
    """A line that tells the table and the rows done, where there is a screen."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda table, rows: bar.update(task, description=f"{table} {rows}")


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
