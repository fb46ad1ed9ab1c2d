"""Brings the tables up to date: all the steps they lack in one transaction, or none of them."""

from collections.abc import Sequence

from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.transactions import in_transaction

from storage.engine.database import (
    DRIVER_ERRORS,
    DatabaseMissing,
    DatabaseUnreachable,
    connection,
    is_sqlite,
    open_database,
    run,
    unusable,
    without_password,
)
from storage.engine.failures import explain
from storage.engine.program_version import PROGRAM_VERSION, stamp
from storage.engine.schema import Schema, executor, is_made, read_schema
from texts.staff import database as texts

UPGRADE_LOCK = 0x0F1C1A  # PostgreSQL's advisory lock: replicas that start together wait in line
LOCK_SECONDS = 10
"""How long the upgrade waits for a table that others use; everyone else waits behind it."""


class DatabaseNewer(DatabaseUnreachable):
    """A later version of the program changed the tables; the message names both versions."""


class UpgradeFailed(DatabaseUnreachable):
    """The tables are as they were; the message says which step failed, why, and what to do."""


class TablesBehind(DatabaseUnreachable):
    """The tables lack steps; the message names them."""


async def upgrade(url: str, *, create: bool = True) -> None:
    """Bring the tables up to date; replicas that start together do it once.

    Without `create` only a database that holds an office already is touched.

    Raises:
        DatabaseMissing, DatabaseNewer, UpgradeFailed: as their messages say.
        DatabaseUnreachable: the address is wrong or nothing answers there.
    """
    async with open_database(url, create=create):
        schema = await _read(url)
        if not create:
            _refuse_missing(url, schema)
        _refuse_newer(url, schema)
        if not schema.applied:
            await _refuse_encoding(url)
        if not schema.current:
            await _apply(url, schema)


async def make_tables(url: str, steps: Sequence[str]) -> bool:
    """Make an empty database's tables as they were after exactly these steps.

    Returns whether this program knows them; nothing is made where it doesn't.
    """
    async with open_database(url, create=True):
        await _refuse_encoding(url)
        migrations = executor()
        known = [step.migration.name for step in await migrations.plan()]
        if not steps or set(steps) != set(known[: len(steps)]):
            return False
        await migrations.migrate([MigrationTarget("office", known[len(steps) - 1])])
    return True


async def check_tables(url: str) -> None:
    """See that the tables of the open database, at `url`, are those of this program.

    Raises:
        DatabaseMissing, DatabaseNewer, TablesBehind: as their messages say.
        DatabaseUnreachable: they can't be read.
    """
    schema = await _read(url)
    _refuse_missing(url, schema)
    _refuse_newer(url, schema)
    if schema.pending:
        raise TablesBehind(texts.behind(schema.pending))


async def _read(url: str) -> Schema:
    try:
        return await read_schema()
    except DRIVER_ERRORS as error:
        raise unusable(url, error) from error


def _refuse_missing(url: str, schema: Schema) -> None:
    if schema.applied:
        return
    raise DatabaseMissing(texts.no_tables(without_password(url)))


def _refuse_newer(url: str, schema: Schema) -> None:
    if schema.unknown:
        where = without_password(url)
        raise DatabaseNewer(texts.newer(where, schema.unknown, schema.writer, PROGRAM_VERSION))


async def _refuse_encoding(url: str) -> None:
    """A PostgreSQL installed without a locale makes databases that take no emoji or accents."""
    if is_sqlite():
        return
    [row] = await run("SELECT current_setting('server_encoding') AS encoding")
    if row["encoding"] != "UTF8":
        raise UpgradeFailed(texts.not_utf8(without_password(url), row["encoding"]))


async def _apply(url: str, schema: Schema) -> None:
    reached = list(schema.pending[:1])

    def at(event: str, _: str, step: str) -> None:
        reached[:] = [step]

    try:
        async with in_transaction():
            await _take_turn()
            _refuse_newer(url, await read_schema())  # another replica may have come first
            migrations = executor()
            await _recognise(migrations)
            await migrations.migrate(progress=at)
            await stamp()
    except DatabaseUnreachable:
        raise
    except Exception as error:
        reason = explain(error) or texts.broken_step(" ".join(str(error).split()))
        raise UpgradeFailed(
            texts.upgrade_failed(without_password(url), "".join(reached), reason)
        ) from error


async def _take_turn() -> None:
    """Keep other replicas out, and have the table of steps, until the transaction ends."""
    editor = SqliteSchemaEditor if is_sqlite() else AsyncpgSchemaEditor
    if not is_sqlite():
        await run(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        await run(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
    await MigrationRecorder(connection()).ensure_schema(editor(connection(), atomic=False))


async def _recognise(migrations: MigrationExecutor) -> None:
    """Record a step that was made and not recorded.

    Version 0.1.0 recorded a step after the transaction that made it, and may have been killed
    between the two.
    """
    plan = await migrations.plan()
    if plan and await is_made(plan[0], migrations):
        step = plan[0].migration
        await migrations.recorder.record_applied(step.app_label, step.name)
