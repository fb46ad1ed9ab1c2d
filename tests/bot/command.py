"""Runs the command `oficina` as a process, as a person at a terminal does."""

import asyncio
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from storage import tables
from storage.engine.database import open_database

TREE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """How it ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """All its words, with single spaces."""
        return " ".join((self.out + self.err).split())


@dataclass(slots=True)
class Terminal:
    """A folder and the settings in the environment; none is taken over from outside."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    async def oficina(self, *arguments: str | Path, typed: str = "") -> Ran:
        """Run a command to its end; `typed` is all that comes on its standard input."""
        outside = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *map(str, arguments)),
            env=outside | {"PYTHONPATH": str(TREE), "COLUMNS": "200"} | self.settings,
            cwd=self.folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate(typed.encode())
        assert process.returncode is not None
        return Ran(process.returncode, out.decode(), err.decode())

    async def owed(self) -> int:
        """How many messages are planned in its database."""
        async with open_database(self.settings["OFICINA_DATABASE_URL"]):
            return await tables.OutboxItem.all().count()
