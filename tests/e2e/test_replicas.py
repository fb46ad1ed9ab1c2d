"""Two replicas by webhook on one PostgreSQL database: one dies, the other goes on."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from simulator.customer import Customer
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

    async def start(self) -> Process:
        settings = settings_of(self.simulator, self._database_url, self._folder.parent / "cache")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
        log = self._folder / f"replica-{len(self.logs)}.log"
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
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
        while "this process leads" not in self.logs[number].read_text():  # noqa: ASYNC110
            await asyncio.sleep(0.1)


@pytest.fixture
async def replicas(fresh_postgres_url: str, tmp_path: Path) -> AsyncIterator[Replicas]:
    async with Simulator() as simulator:
        replicas = Replicas(simulator, fresh_postgres_url, tmp_path)
        yield replicas
        for process in replicas.running:
            if process.returncode is None:
                process.terminate()
                await process.wait()


async def test_when_the_leader_dies_the_other_goes_on_and_sends_what_is_owed(
    replicas: Replicas,
) -> None:
    leader = await replicas.start()
    await replicas.leads(0)
    async with Customer(replicas.simulator.root) as ana:
        await ana.start()
        await ana.say("/crear")
        await ana.say("Ana")
        await replicas.start()
        assert "this process leads" not in replicas.logs[1].read_text()

        leader.kill()
        await leader.wait()
        answers = await ana.say("Paz")
        assert "DNI" in answers[-1].text
        for said in ("25708059", "ana@example.org", "ana.paz", "no"):
            await ana.say(said)
        await ana.press("✅ Está todo bien, crear usuario")
    mail = await replicas.simulator.mailbox.wait("ana@example.org", 0, 30)
    assert mail is not None
    await replicas.leads(1)


async def test_health_and_readiness_are_told_and_a_stop_is_graceful(replicas: Replicas) -> None:
    process = await replicas.start()
    async with aiohttp.ClientSession(replicas.addresses[0]) as http:
        for path in ("/salud", "/salud/listo"):
            async with http.get(path) as answer:
                assert answer.status == 200
        async with http.post("/telegram/mensajes", json={"update_id": 1}) as refused:
            assert refused.status == 403
    process.terminate()
    assert await process.wait() == 0
    assert "Traceback" not in replicas.logs[0].read_text()
