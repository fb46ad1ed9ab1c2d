"""Upgrades a database and is killed with -9 on the way: before a statement, or before the commit.

python -m tests.storage.engine.killed_upgrade ADDRESS NUMBER|"the end"
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from tortoise.migrations.schema_editor import BaseSchemaEditor, SqliteSchemaEditor

from storage.engine import program_version, upgrades


def main(url: str, at: str) -> None:
    left = int(at) if at.isdigit() else 1_000

    def counted(hook: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def hooked(*values: Any) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                die()
            await hook(*values)

        return hooked

    async def die_at_the_end() -> None:
        await program_version.stamp()
        die()

    for editor in (BaseSchemaEditor, SqliteSchemaEditor):
        editor._run_sql = counted(editor._run_sql)  # type: ignore[method-assign, assignment]
    upgrades.stamp = die_at_the_end  # type: ignore[attr-defined]
    asyncio.run(upgrades.upgrade(url))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
