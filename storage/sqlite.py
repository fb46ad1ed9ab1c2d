"""Tortoise's SQLite engine with one change: a transaction takes the write lock as it begins.

SQLite's plain BEGIN takes it at the first write. When another process wrote after the
transaction's first read, that write fails at once ('database is locked'), whatever the busy
timeout; BEGIN IMMEDIATE waits its turn instead.
"""

import sqlite3

from tortoise.backends.base.client import TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.exceptions import TransactionManagementError


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that begins with the write lock."""

    async def begin(self) -> None:
        """Tortoise's hook at the start of a transaction."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error


class ImmediateClient(SqliteClient):
    """A connection whose transactions are immediate."""

    def _in_transaction(self) -> TransactionContext:
        return SqliteTransactionContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateClient
