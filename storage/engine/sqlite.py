"""Tortoise's SQLite engine with some changes to its transactions.

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
from collections.abc import Sequence
from typing import Any, cast

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


Statements = Sequence[tuple[str, Sequence[object]]]
Rows = list[dict[str, Any]]


class GroupCommit:
    """Commits what several tasks write at the same moment by one transaction.

    Each commit waits for the disk, so under load one for many costs a fraction; who writes alone
    waits for nobody. What one task writes is done or undone apart from the others.
    """

    def __init__(self, client: SqliteClient) -> None:
        self._client = client
        self._waiting: list[tuple[Statements, asyncio.Future[Rows | None]]] = []
        self._committing: asyncio.Task[None] | None = None

    async def write(self, statements: Statements) -> Rows | None:
        """Run statements, each of which must give rows; returns those of the last one.

        None, with nothing done, if one gives none.
        """
        for statement, values in statements:
            self._client.log.debug("%s: %s", statement, values)  # as Tortoise does for its own
        written: asyncio.Future[Rows | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((statements, written))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        return await written

    async def _commit(self) -> None:
        while self._waiting:
            async with self._client.acquire_connection() as connection:
                group, self._waiting = self._waiting, []
                try:
                    # At one go by the connection's thread: going there and back for each
                    # statement takes longer than most of them.
                    done = await connection._execute(
                        _write_group, connection._conn, [statements for statements, _ in group]
                    )
                except BaseException as error:
                    done = [error] * len(group)
            for (_, written), result in zip(group, done, strict=True):
                if written.done():  # its task was cancelled
                    continue
                if isinstance(result, BaseException):
                    written.set_exception(result)
                else:
                    written.set_result(result)


class ImmediateClient(SqliteClient):
    """A connection whose transactions are immediate."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.group_commit = GroupCommit(self)

    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateTransaction(self), self._lock)


def _write_group(
    connection: sqlite3.Connection, group: Sequence[Statements]
) -> list[Rows | BaseException | None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = [_write(connection, statements) for statements in group]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return done


def _write(connection: sqlite3.Connection, statements: Statements) -> Rows | BaseException | None:
    """Run one task's statements, or undo them."""
    connection.execute("SAVEPOINT task")
    rows: Rows | None = None
    try:
        for statement, values in statements:
            rows = [dict(row) for row in connection.execute(statement, values)] or None
            if rows is None:
                connection.execute("ROLLBACK TO task")
                break
    except sqlite3.Error as error:
        if not connection.in_transaction:  # it undid the whole: no room, a broken disk
            raise
        connection.execute("ROLLBACK TO task")
        return error
    connection.execute("RELEASE task")
    return rows


client_class = ImmediateClient
