"""Gives the room that pruning left back to the disk.

SQLite keeps what is freed inside a page for that page, so its file only shrinks when it is written
anew. PostgreSQL uses such room again by itself (autovacuum).
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.engine.database import BUSY_MILLISECONDS, DRIVER_ERRORS, unusable


def compact(file: Path) -> tuple[int, int]:
    """Write the file anew, beside a running office whose writes wait meanwhile.

    It takes as much room again on the disk for a while. Returns the bytes before and after.

    Raises:
        DatabaseUnreachable: it can't be opened, or there is no room.
    """
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_MILLISECONDS / 1000)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = file.stat().st_size
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DRIVER_ERRORS as error:
        raise unusable(f"sqlite://{file}", error) from error
    return before, file.stat().st_size
