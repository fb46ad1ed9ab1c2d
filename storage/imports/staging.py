"""A file's lines in a temporary table, where SQL finds what is wrong and loads what is right.

Nothing is held in memory, and other writers wait only while the right lines are loaded. All
statements are made of the names in `storage.imports.columns`; what the file says goes as values.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from tortoise.transactions import in_transaction

from storage.engine.database import connection, is_sqlite, run
from storage.imports.columns import Column, Kind

PAGE = 1000
WARNED = 10_000

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


@dataclass(frozen=True, slots=True)
class Warned:
    """What is to be looked at, though it is loaded: how many times, and the largest of it."""

    total: int = 0
    lines: tuple[RefusedLine, ...] = ()


class LinesRefused(Exception):
    """Lines that turn out to be wrong while they are loaded; nothing is, then."""

    def __init__(self, lines: list[RefusedLine]) -> None:
        super().__init__()
        self.lines = lines


class Staging:
    """The temporary tables of one file: `staged` lines, `refused` ones, `warned` of ones.

    `columns` are those that the file has, and those whose default stands in for them. `types` has
    the columns of `staged`, `given` those of them that the file has, `made` the
    tables' names.
    """

    def __init__(self, kind: Kind, columns: Sequence[Column], given: Sequence[Column]) -> None:
        self.kind = kind
        self.types = {name: column.type for column in columns for name in column.fills}
        self.made: list[str] = []
        self.given = {name for column in given for name in column.fills}

    async def create(self) -> None:
        """Make the tables; they end with the connection's transaction or with `drop`."""
        columns = ["line INTEGER PRIMARY KEY", *(f'"{name}" TEXT' for name in self.types)]
        await self.make("staged", f"({', '.join(columns)})")
        told = 'line INTEGER, "column" TEXT, value TEXT, reason TEXT'
        await self.make("refused", f"({told})")
        await run("CREATE INDEX refused_line ON refused (line)")
        await self.make("warned", f"({told}, cents BIGINT)")

    async def make(self, name: str, columns: str, rows: str = "") -> None:
        """Make one more temporary table, perhaps filled with what `rows` selects."""
        ends = "" if is_sqlite() else " ON COMMIT DROP"
        self.made.append(name)
        await run(f"CREATE TEMPORARY TABLE {name} {columns}{ends}")
        if rows:
            await run(f"INSERT INTO {name} {rows}")

    async def drop(self) -> None:
        """Remove the tables."""
        for name in self.made:
            await run(f"DROP TABLE IF EXISTS {name}")

    async def add(self, lines: list[tuple[object, ...]]) -> None:
        """Add lines: each its number, then the values of the columns."""
        await _insert("staged", ("line", *self.types), lines)

    async def refuse(self, lines: list[RefusedLine]) -> None:
        """Add refused lines."""
        await _insert("refused", ("line", "column", "value", "reason"), lines)

    async def refuse_repeated(
        self,
        key: str,
        header: str,
        reason: str,
        *,
        shown: str,
        source: str = "staged",
        where: str = "true",
    ) -> None:
        """Refuse the lines whose key an earlier line has; the reason ends in that line's number.

        Key, what is shown of it, source and condition are SQL.
        """
        await run(
            f"""
            INSERT INTO refused
            SELECT line, ?, shown, ? || CAST(earlier AS TEXT) FROM (
                SELECT line, {shown} AS shown, MIN(line) OVER (PARTITION BY {key}) AS earlier
                FROM {source} WHERE {where}
            ) AS numbered WHERE line > earlier
            """,  # noqa: S608
            [header, reason],
        )

    async def refuse_unknown(self) -> None:
        """Refuse the lines that refer to what isn't in the database."""
        for one in self.kind.references:
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

    async def load(
        self, loading: Callable[[], Awaitable[Loaded]], *, dry_run: bool
    ) -> tuple[Loaded, Warned]:
        """Bring the table up to what the staged lines say: all of them, or on a dry run none.

        Returns what that came to, and what is to be looked at.
        """
        try:
            async with in_transaction():
                if not is_sqlite():  # there the transaction itself waits for other imports
                    await run(f'LOCK TABLE "{self.kind.table}" IN SHARE ROW EXCLUSIVE MODE')
                loaded, warned = await loading(), await self.warned()
                if dry_run:
                    raise _DryRun(loaded, warned)
        except _DryRun as done:
            return done.loaded, done.warned
        return loaded, warned

    async def warned(self) -> Warned:
        """How much is to be looked at, and the most of it, the largest amounts first."""
        page = await run(
            """
            SELECT line, "column", value, reason FROM warned
            ORDER BY cents DESC, line, "column", reason LIMIT ?
            """,
            [WARNED],
        )
        lines = [(row["line"], row["column"], row["value"], row["reason"]) for row in page]
        return Warned(await count("warned"), tuple(lines))


class _DryRun(Exception):
    """Undoes what was loaded, and tells it."""

    def __init__(self, loaded: Loaded, warned: Warned) -> None:
        super().__init__()
        self.loaded, self.warned = loaded, warned


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


async def count(source: str) -> int:
    """How many rows there are; the source is of the program's own words."""
    [row] = await run(f"SELECT COUNT(*) AS lines FROM {source}")  # noqa: S608
    return int(row["lines"])
