"""A snapshot as a file: gzip over lines of JSON, written and read in one go and bounded memory.

    {"format": "oficina-backup", "edition": 1, "made_at": ..., "migrations": [...], "tables": [...]}
    {"table": "accounts"}
    ["0001", "Ana Paz", ...]            a row for each line, its values in the order of the columns
    ...
    {"rows": 700123, "sha256": "..."}   of all lines before: a file that was cut short has no such

`zcat` shows it. Whether it is encrypted is not this module's business (`bot.commands.backup_keys`).
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from datetime import datetime
from io import BufferedIOBase
from typing import Any

from storage.backup.snapshots import AT_ONCE, BackupError, Header, Row, Snapshot, Table
from texts.staff import backup as texts

FORMAT, EDITION = "oficina-backup", 1
LEVEL = 3  # of gzip: half the time of its usual 6, and a tenth larger
Progress = Callable[[str, int], None]
"""Is told the table under way, and how many rows of all were dealt with."""


async def write_backup(snapshot: Snapshot, file: BufferedIOBase, progress: Progress) -> int:
    """Write a snapshot; returns how many rows it has."""
    rows, digest = 0, hashlib.sha256()
    header = snapshot.header
    first = asdict(header) | {"made_at": header.made_at.isoformat()}
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL, mtime=0) as packed:

        def write(values: object) -> None:
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            packed.write(line)

        write({"format": FORMAT, "edition": EDITION} | first)
        for table in header.tables:
            write({"table": table.name})
            async for batch in snapshot.rows(table):
                for row in batch:
                    write(row)
                rows += len(batch)
                progress(table.name, rows)
        write({"rows": rows, "sha256": digest.hexdigest()})
    return rows


class BackupFile:
    """What `write_backup` wrote, as a snapshot.

    Raises (here and while it is read):
        BackupError: it is no backup, of a later edition, damaged or cut short.
    """

    def __init__(self, file: BufferedIOBase) -> None:
        self._packed = gzip.GzipFile(fileobj=file, mode="rb")
        self._digest = hashlib.sha256()
        self._rows = 0
        try:
            first = self._read()
            wrong = first["format"] != FORMAT
        except (BackupError, KeyError, TypeError) as error:
            raise BackupError(texts.NO_BACKUP) from error
        if wrong or first["edition"] > EDITION:
            raise BackupError(texts.NO_BACKUP if wrong else texts.NEWER_PROGRAM)
        self.header = Header(
            datetime.fromisoformat(first["made_at"]),
            first["engine"],
            tuple(first["migrations"]),
            tuple(Table(one["name"], tuple(one["columns"]), one["key"]) for one in first["tables"]),
            first["numbers"],
        )
        self._next: Any = self._read()

    async def rows(self, table: Table) -> AsyncIterator[list[Row]]:
        """A table's rows, in batches."""
        if self._next != {"table": table.name}:
            raise BackupError(texts.DAMAGED)
        self._next = None
        while self._next is None:
            batch: list[Row] = []
            while len(batch) < AT_ONCE and self._next is None:
                match self._read():
                    case list(row) if len(row) == len(table.columns):
                        batch.append(row)
                    case dict(other):
                        self._next = other
                    case _:
                        raise BackupError(texts.DAMAGED)
            self._rows += len(batch)
            yield batch

    async def check(self) -> None:
        """See that the last line counts what was read, and that nothing follows it."""
        whole = {"rows": self._rows, "sha256": self._digest.hexdigest()}
        if self._next != whole or self._line():
            raise BackupError(texts.DAMAGED)

    def _read(self) -> Any:
        line = self._line()
        try:
            values = json.loads(line)
        except ValueError as error:  # an empty line, too: the end came too early
            raise BackupError(texts.DAMAGED) from error
        if not (isinstance(values, dict) and "sha256" in values):
            self._digest.update(line)
        return values

    def _line(self) -> bytes:
        try:
            return self._packed.readline()
        except (OSError, EOFError, zlib.error) as error:
            raise BackupError(texts.DAMAGED) from error
