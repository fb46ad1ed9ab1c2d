"""Two replicas by webhook on one PostgreSQL database: one dies, the other goes on."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from simulator.people.customer import Customer
from simulator.server import Simulator
from tests.e2e.replicas import Replicas


@pytest.fixture
async def replicas(fresh_postgres_url: str, tmp_path: Path) -> AsyncIterator[Replicas]:
    async with Simulator() as simulator:
        replicas = Replicas(simulator, fresh_postgres_url, tmp_path)
        yield replicas
        await replicas.stop()


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
