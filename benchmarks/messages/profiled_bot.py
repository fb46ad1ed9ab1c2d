"""This bot, its event loop's thread profiled between SIGUSR1 and SIGUSR2.

    python profiled_bot.py FILE

FILE gets the profile; a file beside it, ending in .statements, gets the statements counted by their
first word, as JSON. SQLite works in a thread of its own, which is not profiled.
"""

import cProfile
import json
import runpy
import signal
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from asyncpg.connection import Connection
from asyncpg.prepared_stmt import PreparedStatement

STATEMENTS: Counter[str] = Counter()


def count(statement: str) -> None:
    """Count a statement, or a script of them as one: it is one way to the server."""
    first = statement.split(None, 1)[0].strip(";").upper()
    STATEMENTS["the pool's reset" if "pg_advisory_unlock_all" in statement else first] += 1


def count_those_of_sqlite() -> None:
    """From now on."""
    connect = sqlite3.connect

    def counted(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = counted  # type: ignore[assignment]


def count_those_of_postgresql() -> None:
    """From now on, on each of asyncpg's ways to the server."""
    execute, run = Connection.execute, Connection._do_execute
    run_prepared = PreparedStatement._PreparedStatement__do_execute

    def executed(self: Any, query: str, *arguments: Any, **named: Any) -> Any:
        if not arguments:  # with some, it goes by the next one
            count(query)
        return execute(self, query, *arguments, **named)

    def ran(self: Any, query: str, *arguments: Any, **named: Any) -> Any:
        count(query)
        return run(self, query, *arguments, **named)

    def ran_prepared(self: Any, *arguments: Any) -> Any:
        count(self.get_query())
        return run_prepared(self, *arguments)

    Connection.execute, Connection._do_execute = executed, ran
    PreparedStatement._PreparedStatement__do_execute = ran_prepared


def main(file: str) -> None:
    """Run the bot until SIGTERM."""
    profile = cProfile.Profile()

    def begin(*_: object) -> None:
        STATEMENTS.clear()
        profile.enable()

    def end(*_: object) -> None:
        profile.disable()
        profile.dump_stats(file)
        Path(file).with_suffix(".statements").write_text(json.dumps(STATEMENTS))

    signal.signal(signal.SIGUSR1, begin)
    signal.signal(signal.SIGUSR2, end)
    count_those_of_sqlite()
    count_those_of_postgresql()
    sys.argv = ["oficina", "run"]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1])
