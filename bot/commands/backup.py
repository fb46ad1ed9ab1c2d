"""`oficina backup`, `restore`, `backup-key`, `db copy`, `db compact`: the database as a whole."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import StrEnum
from io import BufferedIOBase
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.backup_keys import BackupKeys, new_key
from bot.settings import DatabaseSettings
from outbox.sent_log import SentLogUnreadable, read_sent
from storage.backup.backup_file import BackupFile, write_backup
from storage.backup.backup_file import Progress as Told
from storage.backup.rebuilding import rebuild
from storage.backup.replay import MARGIN, drop_doubtful, mark_sent, owed_count
from storage.backup.snapshot_reading import open_snapshot
from storage.backup.snapshots import BackupError, Snapshot
from storage.engine.compacting import compact as storage_compact
from storage.engine.database import open_database, sqlite_file, without_password
from storage.engine.leadership import nobody_leads
from texts.commands import backup as helps
from texts.staff import backup as texts

NUMBERS_LEFT_OUT = 10_000
"""Of claims, vouchers and users after a restore: those given out since the backup name others."""
NAME, PATTERN = "oficina-{:%Y-%m-%dT%H%M%S}.jsonl.gz", "oficina-*.jsonl.gz"
PARTIAL = ".partial"


class Doubtful(StrEnum):
    """What becomes of what may have been sent since the backup."""

    SEND = "send"
    DROP = "drop"


def backup(
    target: Annotated[Path, typer.Argument(metavar=helps.TARGET, help=helps.TARGET_HELP)],
    keep: Annotated[
        int | None, typer.Option(min=1, metavar=helps.COUNT, help=helps.KEEP_HELP)
    ] = None,
) -> None:
    """Write the database into a file, and let old ones go."""
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
    terminal.say(texts.backed_up(str(file), rows, file.stat().st_size))
    if not keys.recipients:
        terminal.say(texts.NOT_ENCRYPTED, style="yellow")
    if keep is not None and (count := _rotate(target, keep)):
        terminal.say(texts.removed(count))


def restore(
    file: Annotated[
        Path, typer.Argument(metavar=helps.FILE, help=helps.FILE_HELP, exists=True, dir_okay=False)
    ],
    replace: Annotated[bool, typer.Option("--replace", help=helps.REPLACE_HELP)] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=helps.DRY_RUN_HELP)] = False,
    sent_log: Annotated[
        list[Path] | None,
        typer.Option(exists=True, file_okay=False, metavar=helps.FOLDER, help=helps.SENT_LOG_HELP),
    ] = None,
    doubtful: Annotated[Doubtful | None, typer.Option(help=helps.DOUBTFUL_HELP)] = None,
) -> None:
    """Make the database what it was; nobody is told again what was sent since."""
    settings = DatabaseSettings.read()
    keys = BackupKeys.of(settings.backup_key.get_secret_value())
    folders = sent_log or [settings.sent_log]
    with _reading(file) as opened, keys.opening(opened) as plain:
        source = BackupFile(plain)
        if dry_run:
            asyncio.run(_read_through(source))
            terminal.say(texts.WHOLE)
            return
        url = settings.database_url.get_secret_value()
        try:
            rows, aside = asyncio.run(_restore(url, source, folders, doubtful, replace=replace))
        except SentLogUnreadable as error:
            raise BackupError(texts.unreadable(str(error.place), _reason(error.why))) from error
    terminal.say(texts.restored(source.header.made_at, rows))
    if aside:
        terminal.say(texts.aside(aside))
    terminal.say(texts.LOST, style="yellow")


def backup_key(
    file: Annotated[Path, typer.Argument(metavar=helps.FILE, help=helps.KEY_FILE_HELP)],
) -> None:
    """Make a key for backups."""
    try:
        public = new_key(file)
    except FileExistsError as error:
        raise BackupError(texts.exists(str(file))) from error
    except OSError as error:
        raise BackupError(texts.unwritable(str(file), _reason(error))) from error
    terminal.say(texts.key_made(str(file), public))


def copy(
    to: Annotated[str, typer.Option(metavar=helps.URL, help=helps.TO_HELP)] = "",
    from_: Annotated[str, typer.Option("--from", metavar=helps.URL, help=helps.FROM_HELP)] = "",
) -> None:
    """Copy the database into another, of any engine."""
    settings = DatabaseSettings.read()
    source = from_ or settings.database_url.get_secret_value()
    target = to or settings.copy_to_url.get_secret_value()
    if not target:
        raise BackupError(texts.NO_TARGET)
    if source == target:
        raise BackupError(texts.SAME)
    rows = asyncio.run(_copy(source, target))
    terminal.say(texts.copied(rows, without_password(target)))


def compact() -> None:
    """Write an SQLite file anew, without the room that pruning left in it."""
    url = DatabaseSettings.read().database_url.get_secret_value()
    file = sqlite_file(url)
    if file is None:
        terminal.say(texts.COMPACTS_ITSELF)
        return
    if not file.exists():
        raise BackupError(texts.no_database(str(file)))
    terminal.say(texts.compacted(*storage_compact(file)))


def _rotate(folder: Path, keep: int) -> int:
    """Let go of all but the newest, and of what a backup that was killed left; how many went."""
    whole, partial = sorted(folder.glob(f"{PATTERN}*")), set(folder.glob(f"{PATTERN}*{PARTIAL}"))
    old = [one for one in whole if one not in partial][:-keep]
    for one in (*old, *partial):
        one.unlink()
    return len(old)


async def _write(url: str, file: Path, keys: BackupKeys) -> int:
    """Write the backup under another name first: none is ever there by half."""
    partial = file.with_name(file.name + PARTIAL)
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
                terminal.say(texts.sent_since(owed, later))
            if not complete and doubtful is Doubtful.DROP:
                terminal.say(texts.dropped(await drop_doubtful(local_now())))
            terminal.say(texts.owed(await owed_count()))

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
    with Progress(*columns, console=terminal.out, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda table, rows: bar.update(task, description=f"{table} {rows}")


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
