"""The machine: room on the disk, and who may read and write what."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.findings import Findings, bad, ok, warning
from bot.settings import Settings
from bot.settings_file import HERE, settings_file
from domain.alerts import disk_is_low
from storage.engine.database import data_folder, sqlite_file
from texts.doctor import machine as texts

_PRIVATE = (".env", "*.sqlite3", "*.sqlite3-wal", "*.dump", "*.sql", "*.csv")
"""Secrets, the data, their copies and what is loaded: personal data, all of it."""


async def look(settings: Settings) -> Findings:
    """Look at the folder of the data and at this one."""
    url = settings.database_url.get_secret_value()
    file, folder = sqlite_file(url), data_folder(url).absolute()
    return [*_room(folder), *_writable(file, settings.cache), *_private(folder)]


def _room(folder: Path) -> Findings:
    try:
        disk = shutil.disk_usage(folder)
    except OSError:  # the database's check tells of it
        return []
    free = f"{disk.free / 1e9:.1f} GB".replace(".", ",")
    low = disk_is_low(disk.free, disk.total)
    return [bad(texts.disk_low(folder, free)) if low else ok(texts.disk_room(folder, free))]


def _writable(file: Path | None, cache: Path) -> Findings:
    """SQLite writes beside its file as well."""
    needed = [cache if cache.exists() else cache.absolute().parent]
    if file is not None and file.exists():
        needed += [file, file.absolute().parent]
    return [bad(texts.not_writable(one)) for one in needed if not os.access(one, os.W_OK)]


def _private(folder: Path) -> Findings:
    open_ones = [warning(texts.readable_by_others(one)) for one in _readable_by_others(folder)]
    return open_ones or [ok(texts.PRIVATE)]


def _readable_by_others(folder: Path) -> Iterator[Path]:
    for place in dict.fromkeys((Path().absolute(), folder)):
        for pattern in _PRIVATE:
            yield from filter(_is_readable_by_others, sorted(place.glob(pattern)))
    if (settings := settings_file()) not in (None, HERE) and _is_readable_by_others(settings):
        yield settings


def _is_readable_by_others(file: Path) -> bool:
    try:
        mode = file.stat().st_mode
    except OSError:  # gone meanwhile, or another user's
        return False
    return stat.S_ISREG(mode) and bool(mode & stat.S_IROTH)
