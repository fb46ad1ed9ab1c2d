"""A file's lines in a temporary table, where SQL finds what is wrong and loads what is right.

Nothing is held in memory, and other writers wait only while the right lines are loaded. All
statements are made of the names in `storage.imports.kinds`; what the file says goes as values.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from tortoise.transactions import in_transaction

from storage.engine.database import connection, is_sqlite, run
from storage.imports.kinds import Column, Kind

PAGE = 1000

RefusedLine = tuple[int, str, str, str]
"""A line's number, the column, its value, and the reason."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many lines a file brought that were new, changed what was known, or said the same.

    `removed` are those known before that a file of whole groups no longer holds.
    """

    new: int
    changed: int
    unchanged: int
    removed: int


class Staging:
    """The temporary tables of one file: `staged` lines and `refused` ones.

    `columns` are those that the file has, and those whose default stands in for them.
    """

    def __init__(self, kind: Kind, columns: Sequence[Column], given: Sequence[Column]) -> None:
        self._kind = kind
        self._types = {name: column.type for column in columns for name in column.fills}
        self._given = {name for column in given for name in column.fills}

    async def create(self) -> None:
        """Make the tables; they end with the connection's transaction or with `drop`."""
        ends = "" if is_sqlite() else " ON COMMIT DROP"
        columns = ", ".join(f'"{name}" TEXT' for name in self._types)
        await run(f"CREATE TEMPORARY TABLE staged (line INTEGER PRIMARY KEY, {columns}){ends}")
        refused = 'line INTEGER, "column" TEXT, value TEXT, reason TEXT'
        await run(f"CREATE TEMPORARY TABLE refused ({refused}){ends}")
        await run("CREATE INDEX refused_line ON refused (line)")

    async def drop(self) -> None:
        """Remove the tables."""
        await run("DROP TABLE IF EXISTS staged")
        await run("DROP TABLE IF EXISTS refused")

    async def add(self, lines: list[tuple[object, ...]]) -> None:
        """Add lines: each its number, then the values of the columns."""
        await _insert("staged", ("line", *self._types), lines)

    async def refuse(self, lines: list[RefusedLine]) -> None:
        """Add refused lines."""
        await _insert("refused", ("line", "column", "value", "reason"), lines)

    async def refuse_repeated(self) -> None:
        """Refuse the lines whose key an earlier line has."""
        key = ", ".join(f'"{name}"' for name in self._kind.key)
        shown = " || ' ' || ".join(f'"{name}"' for name in self._kind.key)
        await run(
            f"""
            INSERT INTO refused
            SELECT line, ?, shown, ? || CAST(earlier AS TEXT) FROM (
                SELECT line, {shown} AS shown, MIN(line) OVER (PARTITION BY {key}) AS earlier
                FROM staged
            ) AS numbered WHERE line > earlier
            """,  # noqa: S608
            [self._kind.key_header, self._kind.repeated],
        )

    async def refuse_unknown(self) -> None:
        """Refuse the lines that refer to what isn't in the database."""
        for one in self._kind.references:
            await run(
                f"""
                INSERT INTO refused
                SELECT line, ?, staged."{one.column}", ? FROM staged
                LEFT JOIN "{one.table}" known ON known."{one.key}" = staged."{one.column}"
                WHERE known."{one.key}" IS NULL
                """,  # noqa: S608
                [one.header, one.unknown],
            )

    async def refused_count(self) -> int:
        """How many lines are refused; one line may be so for several reasons."""
        [row] = await run("SELECT COUNT(DISTINCT line) AS lines FROM refused")
        return int(row["lines"])

    async def refused_lines(self) -> AsyncIterator[RefusedLine]:
        """All that is refused, in the file's order."""
        last = 0
        while page := await self.refused_after(last, PAGE):
            for one in page:
                yield one
            last = page[-1][0]

    async def refused_after(self, line: int, least: int) -> list[RefusedLine]:
        """What is refused in the next lines: so much at least, and the last line's whole."""
        page = await run(
            """
            SELECT line, "column", value, reason FROM refused WHERE line > ? AND line <= (
                SELECT MAX(line) FROM (
                    SELECT line FROM refused WHERE line > ? ORDER BY line LIMIT ?
                ) AS page
            ) ORDER BY line, "column", reason
            """,
            [line, line, least],
        )
        return [(row["line"], row["column"], row["value"], row["reason"]) for row in page]

    async def load(self, *, dry_run: bool, also: Callable[[], Awaitable[None]]) -> Loaded:
        """Bring the table up to what the staged lines say: all of them, or on a dry run none.

        What is `also` to be written is written with them, or not at all.
        """
        try:
            async with in_transaction():
                loaded = await self._load()
                await also()
                if dry_run:
                    raise _DryRun(loaded)
        except _DryRun as done:
            return done.loaded
        return loaded

    async def _load(self) -> Loaded:
        table = self._kind.table
        if not is_sqlite():  # there the transaction itself waits for other imports
            await run(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
        held = before = await _count(f'"{table}"')
        if self._kind.whole is not None:
            await run(self._removal(self._kind.whole))
            before = await _count(f'"{table}"')
        changed, action = 0, "NOTHING"
        if updated := self._updated():
            changed = await _count(
                f'staged JOIN "{table}" ON {self._same_key(table)}'
                f" WHERE {self._differs(table, 'staged')}"
            )
            changes = ", ".join(f'"{name}" = excluded."{name}"' for name in updated)
            action = f"UPDATE SET {changes} WHERE {self._differs(table, 'excluded')}"
        names = ", ".join(f'"{name}"' for name in self._types)
        values = ", ".join(self._value(name) for name in self._types)
        key = ", ".join(f'"{name}"' for name in self._kind.key)
        await run(
            f"""
            INSERT INTO "{table}" ({names}) SELECT {values} FROM staged WHERE true
            ORDER BY {key} ON CONFLICT ({key}) DO {action}
            """  # noqa: S608
        )
        new = await _count(f'"{table}"') - before
        return Loaded(new, changed, await _count("staged") - new - changed, held - before)

    def _removal(self, whole: str) -> str:
        """Removes lines that a file no longer holds of what it holds otherwise."""
        table = self._kind.table
        return f"""
            DELETE FROM "{table}" WHERE "{whole}" IN (SELECT "{whole}" FROM staged)
            AND NOT EXISTS (SELECT 1 FROM staged WHERE {self._same_key(table)})
        """  # noqa: S608

    def _updated(self) -> list[str]:
        return [name for name in self._types if name in self._given.difference(self._kind.key)]

    def _same_key(self, table: str) -> str:
        return " AND ".join(f'"{table}"."{name}" = {self._value(name)}' for name in self._kind.key)

    def _differs(self, table: str, source: str) -> str:
        """Whether the table says otherwise than the source, in what the file gives."""
        distinct = "IS NOT" if is_sqlite() else "IS DISTINCT FROM"
        return " OR ".join(
            f'"{table}"."{name}" {distinct} {self._value(name, source)}' for name in self._updated()
        )

    def _value(self, name: str, source: str = "staged") -> str:
        """A staged value with its column's type; SQLite's columns take text as it is."""
        type_ = self._types[name]
        if type_ == "TEXT" or source == "excluded" or is_sqlite():
            return f'{source}."{name}"'
        return f'CAST({source}."{name}" AS {type_})'


class _DryRun(Exception):
    """Undoes what was loaded, and tells it."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__()
        self.loaded = loaded


@asynccontextmanager
async def staging(
    kind: Kind, columns: Sequence[Column], given: Sequence[Column]
) -> AsyncIterator[Staging]:
    """The temporary tables of a file, for as long as the context lasts.

    Args:
        kind: What the file holds.
        columns: Those that are staged: what the file has, and what a default stands in for.
        given: Those that the file has; only they update what is known.
    """
    tables = Staging(kind, columns, given)
    async with nullcontext() if is_sqlite() else in_transaction():
        await tables.create()
        try:
            yield tables
        finally:
            if is_sqlite():
                await tables.drop()


async def _insert(table: str, columns: Sequence[str], lines: Sequence[tuple[Any, ...]]) -> None:
    if not lines:
        return
    if is_sqlite():
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608
        await connection().execute_many(statement, [list(line) for line in lines])
        return
    async with connection().acquire_connection() as driver:
        await driver.copy_records_to_table(table, records=lines, columns=list(columns))


async def _count(source: str) -> int:
    [row] = await run(f"SELECT COUNT(*) AS lines FROM {source}")  # noqa: S608
    return int(row["lines"])
