"""A whole database as of one moment, row by row: what backups, restores and copies are made of.

Values are those of JSON, the same from either engine: a moment is its UTC text, a day its ISO text,
an amount its digits.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Protocol

from tortoise.models import Model

from storage import tables

AT_ONCE = 2000
"""Rows in memory at once."""
Value = str | int | float | bool | None
Row = list[Value]


class BackupError(Exception):
    """What stands in the way of a backup, a restore or a copy, as a sentence in Spanish."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name, its columns and the one that its rows are ordered by."""

    name: str
    columns: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a snapshot holds.

    Tables stand after those that they refer to. `numbers` are the last that each table gave out
    by itself; some may belong to rows that are gone.
    """

    made_at: datetime
    engine: str
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    numbers: Mapping[str, int]


class Snapshot(Protocol):
    """A database as of one moment. The tables' rows are read in the header's order, each once."""

    @property
    def header(self) -> Header:
        """What there is."""

    def rows(self, table: Table) -> AsyncIterator[list[Row]]:
        """A table's rows, in batches."""

    async def check(self) -> None:
        """See, at the end, that all was read as it was written.

        Raises:
            BackupError: it wasn't.
        """


def known_tables() -> frozenset[str]:
    """The names of the office's tables; what else the database holds is not its business."""
    models = (one for one in vars(tables).values() if isinstance(one, type))
    return frozenset(
        one._meta.db_table for one in models if issubclass(one, Model) and one is not Model
    )


def in_order(refers_to: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The tables, each after those that it refers to; a table may refer to itself."""
    others = {
        name: sorted(one for one in referred if one != name)
        for name, referred in sorted(refers_to.items())
    }
    return tuple(TopologicalSorter(others).static_order())
