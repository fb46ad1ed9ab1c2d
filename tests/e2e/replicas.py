"""Several processes of the office on one database, each taking updates by webhook."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from pathlib import Path

from simulator.server import Simulator
from tests.e2e.whole_office import TREE, settings_of


class Replicas:
    """The office's processes; each that starts tells Telegram its own address."""

    def __init__(self, simulator: Simulator, database_url: str, folder: Path) -> None:
        self.simulator = simulator
        self._database_url = database_url
        self._folder = folder
        self.addresses: list[str] = []
        self.logs: list[Path] = []
        self.running: list[Process] = []

    async def start(self, **further: str) -> Process:
        """Start one, with further settings, and wait until it is open."""
        settings = settings_of(self.simulator, self._database_url, self._folder.parent / "cache")
        settings |= further
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
        log = self._folder / f"replica-{len(self.logs)}.log"
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *("setpriv", "--pdeathsig", "KILL"),  # should the tests be killed, it ends too
                *(sys.executable, "-m", "bot", "run", "--webhook"),
                env=environment | settings | {"PYTHONPATH": str(TREE)},
                cwd=self._folder,
                stdout=output,
                stderr=output,
            )
        self.addresses.append(settings["OFICINA_PUBLIC_URL"])
        self.logs.append(log)
        self.running.append(process)
        while "the office is open" not in log.read_text():
            assert process.returncode is None, log.read_text()
            await asyncio.sleep(0.1)
        return process

    async def leads(self, number: int) -> None:
        """Wait until this one leads."""
        while "this process leads" not in self.logs[number].read_text():  # noqa: ASYNC110
            await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """End those that still run."""
        for process in self.running:
            if process.returncode is None:
                process.terminate()
                await process.wait()
