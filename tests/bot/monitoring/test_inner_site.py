"""`/metrics` and `/salud/detalle`, asked over HTTP of an office that works beside a Telegram."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from tortoise.transactions import in_transaction

from bot.assembly.office import open_office
from bot.clock import local_now
from bot.monitoring.inner_site import inner_site
from bot.run import work
from bot.settings import Settings, SettingsIncomplete
from domain.messages import Mail
from simulator import Customer, Simulator
from storage import outbox, tables
from storage.engine.database import POOL, is_sqlite
from web.site import serving

pytestmark = pytest.mark.slow

Values = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@dataclass
class Watched:
    """An office at work: who watches it, and who uses it."""

    simulator: Simulator
    ana: Customer
    url: str
    pages: str
    _http: aiohttp.ClientSession

    async def text(self, path: str, root: str = "") -> tuple[int, str]:
        async with self._http.get((root or self.url) + path) as answer:
            return answer.status, await answer.text()

    async def values(self) -> Values:
        """Each sample by its name and labels."""
        status, text = await self.text("/metrics")
        assert status == 200
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    async def value(self, name: str, **labels: str) -> float | None:
        return (await self.values()).get((name, tuple(sorted(labels.items()))))

    async def until(self, wanted: float, name: str, **labels: str) -> None:
        async with asyncio.timeout(20):
            while await self.value(name, **labels) != wanted:  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    async def detail(self) -> dict[str, Any]:
        status, text = await self.text("/salud/detalle")
        assert status == 200
        told: dict[str, Any] = json.loads(text)
        return told


@pytest.fixture(scope="session")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what is learnt at a first start is kept, for all that follow."""
    return tmp_path_factory.mktemp("learnt")


@pytest.fixture
async def watched(
    upgraded_database_url: str, learnt: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Watched]:
    monkeypatch.setattr("bot.monitoring.health.FRESH", timedelta(0))
    async with AsyncExitStack() as opened:
        enter = opened.enter_async_context
        simulator = await enter(Simulator())
        settings = Settings(
            telegram_token=SecretStr(simulator.token),
            telegram_api=simulator.root,
            database_url=SecretStr(upgraded_database_url),
            public_url="http://127.0.0.1:9",
            smtp_url=SecretStr(simulator.smtp_url),
            mail_from="oficina@example.org",
            metrics_port=0,
            cache=learnt,
            sample=True,
        )
        office = await enter(open_office(settings))
        port = await enter(inner_site(settings, office.health, office.bot.get_webhook_info))
        pages = await enter(serving(office.site, "127.0.0.1", 0))
        ana = await enter(Customer(simulator.root, "Ana Pérez"))
        http = await enter(aiohttp.ClientSession())
        stop = asyncio.Event()
        working = asyncio.create_task(work(office, stop))
        yield Watched(simulator, ana, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{pages}", http)
        stop.set()
        await working


async def test_turns_sends_and_misses_are_counted(watched: Watched) -> None:
    for said in ("/crear", "Ana", "cancelar", "xqzt wvub prlk"):
        await watched.ana.say(said)
    values = await watched.values()
    assert values[("oficina_turns_total", (("outcome", "asked"), ("script", "register")))] == 2
    assert values[("oficina_turns_total", (("outcome", "told"), ("script", "register")))] == 1
    assert values[("oficina_unanswered_total", ())] == 1
    assert values[("oficina_turn_seconds_count", ())] == 4
    sent = (("kind", "answer"), ("result", "sent"))
    assert values[("oficina_sends_total", sent)] >= 4
    asked = (("method", "sendMessage"), ("status", "200"))
    assert values[("oficina_telegram_requests_total", asked)] >= 4
    await watched.until(1, "oficina_leader")


async def test_when_telegram_asks_to_wait_that_is_counted(watched: Watched) -> None:
    line = {"status": 429, "description": "Too Many Requests", "retry_after": 1}
    await watched.ana.ask("PUT", "sim/faults", {"script": [line | {"method": "sendMessage"}]})
    await watched.ana.say("/menu")
    await watched.until(1, "oficina_telegram_429_total")
    await watched.until(1, "oficina_sends_total", kind="answer", result="told_to_wait")


async def test_mails_that_wait_for_a_server_that_is_away_are_told_until_they_go_out(
    watched: Watched,
) -> None:
    await watched.simulator.mailbox.stop()
    planned = local_now() - timedelta(minutes=20)
    await outbox.plan(Mail("ana@example.org", "Hola", "Hola"), key="a mail", now=planned)
    await watched.until(1, "oficina_outbox_away", kind="mail")
    assert await watched.value("oficina_outbox_owed", kind="mail") == 1
    assert 1200 <= (await watched.value("oficina_outbox_oldest_seconds", kind="mail") or 0) < 1300
    assert await watched.value("oficina_sends_total", kind="mail", result="away") == 1
    mail = (await watched.detail())["correo"]
    assert mail["ultimo_error"].startswith("server away: ")
    assert mail["por_servidor_caido"] == 1
    assert mail["sin_respuesta_desde"] is not None

    await watched.simulator.mailbox.start("127.0.0.1", watched.simulator.smtp_port)
    await watched.until(0, "oficina_outbox_owed", kind="mail")
    assert await watched.value("oficina_outbox_oldest_seconds", kind="mail") == 0
    assert (await watched.detail())["correo"]["sin_respuesta_desde"] is None


async def test_claims_imports_and_the_last_update_are_read_from_the_database(
    watched: Watched,
) -> None:
    an_hour_ago = local_now() - timedelta(hours=1)
    await tables.Claim.create(
        key="1", chat_id=1, topic="t", text="t", name="n", reach="r", opened_at=an_hour_ago
    )
    await tables.Import.create(kind="pagos", file="p.csv", lines=7, refused=0, at=an_hour_ago)
    await tables.Import.create(kind="pagos", file="q.csv", lines=9, refused=2, at=an_hour_ago)
    await watched.ana.say("/menu")
    values = await watched.values()
    assert values[("oficina_claims_open", ())] == 1
    assert 3600 <= values[("oficina_claims_oldest_unanswered_seconds", ())] < 3700
    for result, lines in (("loaded", 7), ("refused", 9)):
        labels = (("kind", "pagos"), ("result", result))
        assert values[("oficina_import_last_lines", labels)] == lines
        at = values[("oficina_import_last_timestamp_seconds", labels)]
        assert at == pytest.approx(an_hour_ago.timestamp(), abs=1)
    inbound = values[("oficina_last_update_timestamp_seconds", ())]
    assert inbound == pytest.approx(local_now().timestamp(), abs=60)
    detail = await watched.detail()
    assert detail["reclamos"]["abiertos"] == 1
    assert datetime.fromisoformat(detail["recepcion"]["ultima_actualizacion"])
    assert detail["telegram"]["webhook"] == {
        "en_uso": False,
        "pendientes": 0,
        "ultimo_error": "",
        "ultimo_error_el": None,
    }


async def test_the_metrics_answer_while_the_database_does_not(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await watched.value("oficina_database_up") == 1
    monkeypatch.setattr("storage.engine.database.ANSWER_SECONDS", 0.3)
    async with every_connection_held():
        values = await watched.values()
        assert values[("oficina_database_up", ())] == 0
        assert not [name for name, _ in values if name.startswith("oficina_outbox")]
        assert (await watched.detail())["base"] == {"responde": False}
    await watched.until(1, "oficina_database_up")


@asynccontextmanager
async def every_connection_held() -> AsyncIterator[None]:
    """Transactions on all connections that the process may have: whoever asks for one waits."""
    over, begun = asyncio.Event(), asyncio.Semaphore(0)

    async def hold() -> None:
        async with in_transaction():
            begun.release()
            await over.wait()

    connections = 1 if is_sqlite() else POOL
    holding = [asyncio.create_task(hold()) for _ in range(connections)]
    for _ in holding:
        await begun.acquire()
    yield
    over.set()
    await asyncio.gather(*holding)


async def test_the_pages_site_has_neither(watched: Watched) -> None:
    for path in ("/metrics", "/salud/detalle"):
        assert (await watched.text(path, watched.pages))[0] == 404
    assert await watched.text("/salud/listo", watched.pages) == (200, '{"estado": "listo"}')


async def test_a_port_that_is_taken_is_told_by_its_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = Settings(
            telegram_token=SecretStr("1:x"),
            public_url="http://127.0.0.1:9",
            smtp_url=SecretStr("smtp://127.0.0.1:25"),
            mail_from="oficina@example.org",
            metrics_port=taken.getsockname()[1],
        )
        with pytest.raises(SettingsIncomplete, match="OFICINA_METRICS_PORT"):
            async with inner_site(settings, None, None):  # type: ignore[arg-type]
                pass
