"""What tables the open database has, and which steps of their history it lacks."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.migrations.executor import MigrationExecutor, PlanStep
from tortoise.migrations.operations import AddField, CreateModel

from storage.engine.database import apps, connection, is_sqlite, run
from storage.engine.program_version import PROGRAM_VERSION, last_version
from storage.tables import ProgramVersion
from texts.staff.database import UNSTAMPED

HISTORY = "tortoise_migrations"
_COLUMNS_OF_SQLITE = 'SELECT name AS "column" FROM pragma_table_info(?)'
_COLUMNS_OF_POSTGRESQL = (  # also of tables that this user may not read
    'SELECT attname AS "column" FROM pg_attribute'
    " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped"
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The steps that the tables have, lack, and have beyond what this program knows."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    writer: str
    """The version of the program that used the tables last, and from when on."""
    since: datetime | None

    @property
    def current(self) -> bool:
        """Whether there is nothing to be done."""
        return not self.pending and self.writer == PROGRAM_VERSION


async def read_schema() -> Schema:
    """What the open database has."""
    rows = []
    if await columns_of(HISTORY):
        rows = await run(f"SELECT name FROM {HISTORY} WHERE app = 'office' ORDER BY id")  # noqa: S608
    applied = tuple(row["name"] for row in rows)
    migrations = executor()
    pending = tuple(step.migration.name for step in await migrations.plan())
    known = {key.name for key in migrations.loader.graph.nodes}
    stamped = await columns_of(ProgramVersion._meta.db_table)
    writer = await last_version() if stamped else None
    return Schema(
        applied=applied,
        pending=pending,
        unknown=tuple(name for name in applied if name not in known),
        writer=writer.version if writer else UNSTAMPED,
        since=writer.at if writer else None,
    )


def executor() -> MigrationExecutor:
    """Tortoise's migrations on the open database, or in the transaction under way in it."""
    database = connection()
    return MigrationExecutor(database, apps(database.connection_name))


async def columns_of(table: str) -> set[str]:
    """The table's columns; none where there is no such table."""
    statement = _COLUMNS_OF_SQLITE if is_sqlite() else _COLUMNS_OF_POSTGRESQL
    return {row["column"] for row in await run(statement, [table])}


async def is_made(step: PlanStep, migrations: MigrationExecutor) -> bool:
    """Whether all tables and columns that a step makes are there, and it makes some."""
    tables = {
        operation.name: operation.options["table"]
        for migration in migrations.loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, CreateModel) and operation.options
    }
    made = []
    for operation in step.migration.operations:
        if isinstance(operation, CreateModel):
            columns = {_column(name, field) for name, field in operation.fields}
            made.append(columns <= await columns_of(tables[operation.name]))
        elif isinstance(operation, AddField):
            column = _column(operation.name, operation.field)
            made.append(column in await columns_of(tables[operation.model_name]))
    return bool(made) and all(made)


def _column(name: str, field: object) -> str:
    return getattr(field, "source_field", None) or name
