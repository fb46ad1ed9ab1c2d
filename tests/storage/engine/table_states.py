"""The tables as other versions have them, filled without the help of today's code.

A state is made by its own migrations, up to the one that gives it its name. What its tables hold
is found out from the database: each gets a row with every column filled, and one with as many
empty as there may be.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any

from tortoise.migrations.executor import MigrationTarget
from tortoise.migrations.loader import MigrationLoader
from tortoise.migrations.migration import Migration

from storage.engine.database import apps, is_sqlite, open_database, run
from storage.engine.schema import HISTORY, executor
from storage.tables import ProgramVersion

MONEY_OF_SQLITE = "varchar(40)"
Contents = dict[str, list[dict[str, Any]]]

_COLUMNS = {
    True: 'SELECT name, lower(type) AS type, "notnull" AS required, dflt_value AS "default"'
    " FROM pragma_table_info(?) ORDER BY name",
    False: "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,"
    " a.attnotnull AS required, pg_get_expr(d.adbin, d.adrelid) AS default"
    " FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname",
}
_REFERENCES = {
    True: 'SELECT "from" AS "column", "table" AS table_, "to" AS key'
    " FROM pragma_foreign_key_list(?)",
    False: "SELECT a.attname AS column, c.confrelid::regclass::text AS table_, k.attname AS key"
    " FROM pg_constraint c"
    " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
    " JOIN pg_attribute k ON k.attrelid = c.confrelid AND k.attnum = c.confkey[1]"
    " WHERE c.contype = 'f' AND c.conrelid = to_regclass(?)",
}
_TABLES = {
    True: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    False: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}
_INDEXES = {
    # The names of those that SQLite makes by itself tell their number, not what they hold.
    True: "SELECT i.\"unique\" || ' ' || group_concat(c.name) AS index_"
    " FROM pragma_index_list(?) i, pragma_index_info(i.name) c GROUP BY i.name ORDER BY 1",
    False: "SELECT regexp_replace(indexdef, '.* USING ', '') AS index_ FROM pg_indexes"
    " WHERE tablename = ? ORDER BY 1",
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    required: bool
    default: str | None


Columns = dict[str, list[Column]]


def history() -> list[Migration]:
    """Every migration there is, in order."""
    loader = MigrationLoader(apps("none"), recorder=None)  # type: ignore[arg-type]
    loader.load_disk()
    by_name = {key.name: migration for key, migration in loader.disk_migrations.items()}
    after = {
        name: [parent for _, parent in migration.dependencies]
        for name, migration in by_name.items()
    }
    return [by_name[name] for name in TopologicalSorter(after).static_order()]


STATES = [migration.name for migration in history()]


async def make(url: str, state: str) -> None:
    """Bring a new database to a state, as version 0.1.0 did: step by step."""
    async with open_database(url, create=True):
        await executor().migrate([MigrationTarget("office", state)])


async def fill() -> Contents:
    """Put two rows into every table of the open database; returns what they all hold."""
    known = {table: await columns_of(table) for table in await tables()}
    await write(1, known)
    await write(2, required(known))
    for table, columns in known.items():
        for column in columns:
            if (column.default or "").startswith("nextval"):  # its next number was not taken
                await run(f"SELECT setval(pg_get_serial_sequence('{table}', '{column.name}'), 2)")
    return await contents()


def required(columns: Columns) -> Columns:
    """Those that a row can't do without."""
    return {table: [one for one in every if one.required] for table, every in columns.items()}


async def write(number: int, columns: Columns) -> None:
    """Put a row into each of these tables, with these columns."""
    references = {table: await _references(table) for table in columns}
    needs = {
        table: {other for other, _ in every.values()} - {table}
        for table, every in references.items()
    }
    for table in TopologicalSorter(needs).static_order():
        await _insert(table, number, columns[table], references[table])


async def _insert(
    table: str, number: int, columns: list[Column], references: dict[str, tuple[str, str]]
) -> None:
    values = []
    for column in columns:
        other, key = references.get(column.name, (table, column.name))
        [type_] = [one.type for one in await columns_of(other) if one.name == key]
        values.append(value(key, type_, number))
    names = ", ".join(f'"{column.name}"' for column in columns)
    holes = ", ".join("?" * len(columns))
    await run(f'INSERT INTO "{table}" ({names}) VALUES ({holes})', values)


def value(name: str, type_: str, number: int) -> object:
    """What a column holds in its table's row of that number."""
    kind, _, size = type_.removesuffix(")").partition("(")
    if kind in ("varchar", "character varying") and type_ != MONEY_OF_SQLITE:
        return f"{number}ñ {name}"[: int(size)]
    if kind == "text":
        return f"{number}: ñ 💧 'x'; {name}"
    if kind in ("int", "smallint", "integer", "bigint"):
        return number
    if kind == "boolean":
        return number == 1
    moment = datetime(2026, 11, 24, 12, number, 0, 1, tzinfo=UTC)
    amount = Decimal(f"{number}.05")
    plain: dict[str, object] = {
        "date": date(2026, 11, number),
        **{"timestamp": moment, "timestamp with time zone": moment},
        **{"varchar": amount, "numeric": amount},
    }
    return str(plain[kind]) if is_sqlite() else plain[kind]


async def contents() -> Contents:
    """What the open database's tables hold."""
    return {table: await run(f'SELECT * FROM "{table}" ORDER BY 1') for table in await tables()}


async def later_version(version: str) -> None:
    """What the upgrade of a later version would leave in the open database."""
    await ProgramVersion.create(version=version, at=datetime.now(UTC))
    await run(
        f"INSERT INTO {HISTORY} (app, name, applied_at)"
        f" SELECT app, '9999_later', applied_at FROM {HISTORY} WHERE name = ?",
        [STATES[-1]],
    )


async def tables() -> list[str]:
    """The open database's tables, without the list of its migrations."""
    names = [row["name"] for row in await run(_TABLES[is_sqlite()])]
    return sorted(set(names) - {HISTORY})


async def columns_of(table: str) -> list[Column]:
    return [
        Column(row["name"], row["type"], bool(row["required"]), row["default"])
        for row in await run(_COLUMNS[is_sqlite()], [table])
    ]


async def definitions() -> dict[str, object]:
    """What each table of the open database is made of: columns, references, indexes."""
    return {
        table: (
            await columns_of(table),
            await _references(table),
            [row["index_"] for row in await run(_INDEXES[is_sqlite()], [table])],
        )
        for table in await tables()
    }


async def _references(table: str) -> dict[str, tuple[str, str]]:
    rows = await run(_REFERENCES[is_sqlite()], [table])
    return {row["column"]: (row["table_"], row["key"]) for row in rows}
