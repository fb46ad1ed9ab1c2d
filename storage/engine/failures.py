"""What a driver's error means to who runs the office, in a sentence of `texts.staff.database`."""

import errno
import sqlite3
from collections.abc import Iterator

from asyncpg import exceptions as server

from texts.staff import database as texts

_SQLITE = {
    sqlite3.SQLITE_READONLY: texts.READ_ONLY_FILE,
    sqlite3.SQLITE_PERM: texts.READ_ONLY_FILE,
    sqlite3.SQLITE_CANTOPEN: texts.CANNOT_OPEN_FILE,
    sqlite3.SQLITE_NOTADB: texts.NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: texts.NOT_A_DATABASE,
    sqlite3.SQLITE_FULL: texts.DISK_FULL,
    sqlite3.SQLITE_IOERR: texts.FILE_FAILS,
    sqlite3.SQLITE_BUSY: texts.LOCKED,
    sqlite3.SQLITE_LOCKED: texts.LOCKED,
}
_POSTGRES: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((server.LockNotAvailableError, server.DeadlockDetectedError), texts.LOCKED),
    ((server.InsufficientPrivilegeError,), texts.NO_PERMISSION),
    ((server.ReadOnlySQLTransactionError,), texts.STANDBY),
    ((server.DiskFullError,), texts.DISK_FULL),
    ((server.InvalidAuthorizationSpecificationError,), texts.WRONG_USER),
    ((server.InvalidCatalogNameError,), texts.NO_SUCH_DATABASE),
    ((server.CannotConnectNowError, server.TooManyConnectionsError), texts.SERVER_BUSY),
    ((server.PostgresConnectionError, server.AdminShutdownError), texts.SERVER_AWAY),
)
_OF_A_PATH = (PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError)
_OF_A_DISK = {
    errno.ENOSPC: texts.DISK_FULL,
    errno.EDQUOT: texts.DISK_FULL,
    errno.EROFS: texts.READ_ONLY_FILE,
}


def explain(error: BaseException) -> str | None:
    """What stood in the way and what to do; None where the surroundings are not to blame."""
    causes = list(_causes(error))
    told = next((told for told in map(_explain, causes) if told), None)
    if told is None and any(isinstance(one, OSError) for one in causes):
        return texts.SERVER_AWAY
    return told


def _explain(error: BaseException) -> str | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, _OF_A_PATH):
        return texts.CANNOT_OPEN_FILE
    if isinstance(error, OSError):
        return _OF_A_DISK.get(error.errno or 0)
    return next((told for kinds, told in _POSTGRES if isinstance(error, kinds)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and those behind it: Tortoise wraps the drivers', and a rollback may fail too."""
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__ or one.__context__
