"""Tortoise's SQLite engine with three changes to its transactions.

A transaction takes the write lock as it begins.

SQLite's plain BEGIN takes it at the first write. When another process wrote after the
transaction's first read, that write fails at once ('database is locked'), whatever the busy
timeout; BEGIN IMMEDIATE waits its turn instead.

A transaction that can't begin or commit leaves nothing behind. Tortoise's keeps the connection's
lock then, and every later statement of the process waits for it forever.

A script runs inside the transaction. sqlite3's `executescript` commits it first.
"""

import asyncio
import sqlite3
from typing import cast

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that begins with the write lock."""

    async def begin(self) -> None:
        """Tortoise's hook at the start of a transaction."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error

    async def commit(self) -> None:
        """Tortoise's hook at its end."""
        try:
            await super().commit()
        except sqlite3.Error:
            await self.rollback()
            raise

    async def execute_script(self, query: str) -> None:
        """Tortoise's hook for several statements."""
        statement = ""
        for part in query.split(";"):
            statement += part + ";"
            if sqlite3.complete_statement(statement):  # else the ; stood in a text or a comment
                await self.execute_query(statement)
                statement = ""


class ImmediateContext(SqliteTransactionContext):
    """Holds the connection for a transaction, and lets it go when that doesn't begin."""

    async def __aenter__(self) -> TransactionalDBClient:
        """Wait for the connection and begin."""
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            self.token = get_connections().set(self.connection_name, self.connection)
            try:
                await self.connection.begin()
            except (Exception, asyncio.CancelledError):
                get_connections().reset(self.token)
                # A BEGIN that was cancelled may still succeed in the connection's thread.
                await self.connection._connection.rollback()
                raise
        except (Exception, asyncio.CancelledError):
            self._trxlock.release()
            raise
        return cast(TransactionalDBClient, self.connection)


class ImmediateClient(SqliteClient):
    """A connection whose transactions are immediate."""

    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateClient
