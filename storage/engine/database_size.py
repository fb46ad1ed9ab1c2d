"""How much the open database holds."""

from tortoise.context import require_context

from storage.engine.database import is_sqlite, run
from storage.engine.schema import columns_of

_BYTES_OF_SQLITE = (
    "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()"
)
_BYTES_OF_POSTGRESQL = "SELECT pg_database_size(current_database()) AS bytes"


async def size() -> int:
    """In bytes; SQLite's without what waits in its `-wal` file."""
    [row] = await run(_BYTES_OF_SQLITE if is_sqlite() else _BYTES_OF_POSTGRESQL)
    return int(row["bytes"])


async def rows_by_table() -> dict[str, int]:
    """The rows of each table that is there."""
    apps = require_context().apps
    assert apps is not None, "a database is open"
    counted = {}
    for table in (model._meta.db_table for model in apps["office"].values()):
        if not await columns_of(table):
            continue
        [row] = await run(f'SELECT count(*) AS rows FROM "{table}"')  # noqa: S608
        counted[table] = int(row["rows"])
    return counted
