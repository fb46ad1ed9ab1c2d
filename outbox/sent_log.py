"""The log of what was sent, kept in files outside the database.

Should the database be lost and restored from a backup, the log says what was sent since: nobody is
told twice. It holds keys and moments, no names, addresses or texts. A file for each day, a line of
JSON for each message: `["2026-11-28T03:00:01+00:00", "note", "notice:…"]`. Each start of the office
writes a line of kind "open", which shows from when on the log is complete.
"""

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from domain.clock import Clock
from domain.messages import Mail
from domain.outbox import Owed, Sent

OPEN = "open"
KEPT = timedelta(days=400)
"""Backups older than that are of no use to anybody."""
log = logging.getLogger(__name__)


@dataclass
class SentLogUnreadable(Exception):
    """The log can't be read at `place`."""

    place: Path
    why: OSError


@dataclass(frozen=True, slots=True)
class SentLog:
    """Writes the log into a folder, made if need be."""

    folder: Path
    clock: Clock

    async def begin(self) -> None:
        """Write that the office opens, and drop what is older than any backup."""
        await self._append(OPEN, "")
        oldest = f"{self.clock() - KEPT:%Y-%m-%d}"
        try:
            for file in self.folder.glob("*.jsonl"):
                if file.name < oldest:
                    file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the log of sent messages can't be pruned: %s", error)

    async def delivered(self, item: Owed) -> None:
        """Write that an item was delivered. A log that can't be written is not in its way."""
        await self._append("mail" if isinstance(item.content, Mail) else "note", item.key)

    async def _append(self, kind: str, key: str) -> None:
        now = self.clock()
        line = json.dumps([now.isoformat(), kind, key]) + "\n"
        try:
            await asyncio.to_thread(_write, self.folder / f"{now:%Y-%m-%d}.jsonl", line)
        except OSError as error:
            log.warning("the log of sent messages can't be written: %s", error)


def read_sent(
    folders: list[Path], since: datetime, margin: timedelta
) -> tuple[bool, Iterator[Sent]]:
    """Whether the logs are complete since a moment, and what they say was sent from then on.

    What was sent in the `margin` before it is among that. Each of several replicas on machines of
    their own has its log.

    Raises:
        SentLogUnreadable: a folder or file of theirs is closed to this user; also while it is read.
    """
    files = sorted(file for folder in folders for file in _files(folder))
    complete = any(moment <= since for file in files for moment, _, _ in _lines(file))
    return complete, (
        Sent(key, kind, moment)
        for file in files
        for moment, kind, key in _lines(file)
        if kind != OPEN and moment >= since - margin
    )


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.glob("*.jsonl"))
    except OSError as error:
        raise SentLogUnreadable(folder, error) from error


def _lines(file: Path) -> Iterator[tuple[datetime, str, str]]:
    try:
        opened = file.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise SentLogUnreadable(file, error) from error
    with opened as lines:
        for line in lines:
            try:
                moment, kind, key = json.loads(line)
                yield datetime.fromisoformat(moment), str(kind), str(key)
            except (ValueError, TypeError):  # cut short by a power cut
                continue


def _write(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.encode())  # whole, whoever else appends
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)
