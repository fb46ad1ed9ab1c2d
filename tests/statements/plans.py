"""How the open database would run a statement, and whether it reads a whole table for it."""

import re

from tortoise.transactions import in_transaction

from storage.engine.database import connection, is_sqlite, run
from tests.statements.crowd import SMALL
from tests.statements.recorder import Statement

_SQLITE_SCAN = re.compile(r"SCAN (?!CONSTANT ROW)\"?(\w+)")
_POSTGRES_SCAN = re.compile(r"(?:Seq|Index|Index Only) Scan (?:using \S+ )?on (\S+)(?: (\w+))?")
_BITMAP = "Bitmap Index Scan"
_ONLY_NULL = re.compile(r"Cond: \(\w+ IS NULL\)$")
_BY_KEY = ("Index Cond:", "TID Cond:")
_TABLE = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|INTO)\s+\"?(\w+)\"?(?:\s+(?:AS\s+)?\"?(?!SET\b|ON\b|WHERE\b)(\w+)\"?)?",
    re.IGNORECASE,
)

_DERIVED = re.compile(r"\)\s+(?:AS\s+)?(\w+)", re.IGNORECASE)
"""What a sub-select is called: what it reads has steps of its own."""


async def plan(statement: Statement) -> list[str]:
    """The engine's own words, a line a step."""
    if is_sqlite():
        explained = f"EXPLAIN QUERY PLAN {statement.text}"
        rows = await connection().execute_query_dict(explained, list(statement.values))
        return [str(row["detail"]) for row in rows]
    rows = await connection().execute_query_dict(
        f"EXPLAIN {statement.text}", list(statement.values)
    )
    return [str(row["QUERY PLAN"]) for row in rows]


async def plan_for_any_values(statement: Statement) -> list[str]:
    """PostgreSQL's plan for a statement that is prepared and used often, whatever the values."""
    nothing = ", ".join("NULL" for _ in statement.values)
    async with in_transaction():
        await run("SET LOCAL plan_cache_mode = force_generic_plan")
        await run(f"PREPARE explained AS {statement.text}")
        execute = f"explained({nothing})" if nothing else "explained"
        rows = await run(f"EXPLAIN EXECUTE {execute}")
        await run("DEALLOCATE explained")
    return [str(row["QUERY PLAN"]) for row in rows]


def whole_tables(statement: Statement, steps: list[str]) -> set[str]:
    """The tables that a plan reads from end to end, or a whole index of, but for small ones."""
    names = {}
    for table, alias in _TABLE.findall(statement.text):
        names[table] = table
        names[alias or table] = table
    found = _scanned_by_sqlite(steps) if is_sqlite() else _scanned_by_postgres(steps)
    derived = set(_DERIVED.findall(statement.text))
    return {names.get(name, name) for name in found - derived} - SMALL


def _scanned_by_sqlite(steps: list[str]) -> set[str]:
    return {match[1] for step in steps if (match := _SQLITE_SCAN.match(step))}


def _scanned_by_postgres(steps: list[str]) -> set[str]:
    """A scan's condition on the index stands below it; without any, all of it is read.

    Nor is it a key that something is NULL: all the rows that wait for something may be.
    """
    found = set()
    for step, below in zip(steps, [*steps[1:], ""], strict=True):
        by_key = below.strip().startswith(_BY_KEY) and not _ONLY_NULL.search(below)
        if (match := _POSTGRES_SCAN.search(step)) and not by_key:
            found.add(match[1])
        if _BITMAP in step and not by_key:
            found.add(step.strip())
    return found
