"""Two replicas behind Caddy, with the Caddyfile that is shipped: one dies, nobody notices."""

import asyncio
import json
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot

from bot.derived_secret import derived_secret
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import HEADER, PATH, Webhook
from handlers.inbound_update import number_of
from simulator.people.customer import Customer
from simulator.server import Simulator
from storage.engine.database import open_database, run
from tests.e2e.caddy import caddy
from tests.e2e.replicas import Replicas
from tests.e2e.road import answer, newest, until, write
from tests.e2e.test_killed import hold_answers
from web.links import PATHS, Links, new_token
from web.site import serving, site

LOCAL = "127.0.0.1"


@dataclass
class Behind:
    """What stands behind Caddy."""

    simulator: Simulator
    database: str
    replicas: tuple[Process, Process]

    async def trouble(self) -> str | None:
        """The last error that Telegram had of the webhook."""
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"{self.simulator.root}/bot{self.simulator.token}/getWebhookInfo") as told,
        ):
            error: str | None = (await told.json())["result"].get("last_error_message")
            return error

    async def in_whose_hands(self) -> Process:
        """The replica that holds the lease of a chat."""
        async with open_database(self.database):
            [held] = await run("SELECT leased_by FROM dialogues WHERE leased_until IS NOT NULL")
        number = held["leased_by"].partition("-")[0]
        [holder] = (one for one in self.replicas if str(one.pid) == number)
        return holder


@pytest.fixture
async def behind(fresh_postgres_url: str, tmp_path: Path) -> AsyncIterator[Behind]:
    address, *ports = (f"{LOCAL}:{port}" for port in free_ports(3))
    async with Simulator() as simulator:
        replicas = Replicas(simulator, fresh_postgres_url, tmp_path)

        async def start(place: str) -> Process:
            port = place.rpartition(":")[2]
            return await replicas.start(
                OFICINA_PUBLIC_URL=f"http://{address}", OFICINA_WEB_PORT=port
            )

        try:
            running = (await start(ports[0]), await start(ports[1]))
            async with caddy(tmp_path, f"http://{address}", *ports):
                yield Behind(simulator, fresh_postgres_url, running)
        finally:
            await replicas.stop()
        for one in replicas.logs:
            assert "Traceback" not in one.read_text(), one.read_text()


async def test_the_update_that_a_killed_replica_had_in_hand_is_answered_once_by_the_other(
    behind: Behind,
) -> None:
    async with Customer(behind.simulator.root) as ana:
        await ana.start()
        await ana.say("/crear")

        await hold_answers(ana, "hang")
        before = await newest(ana)
        await write(ana, "Ana")

        async def saying() -> bool:
            return behind.simulator.world.chats[ana.chat_id].in_flight > 0

        await until(saying)
        await kill(await behind.in_whose_hands())
        await ana.ask("PUT", "sim/faults", {})

        await answer(ana, "¿Y tu apellido?", before)
        await write(ana, "Paz")
        await answer(ana, "DNI", before)
        assert (await ana.transcript()).count("¿Y tu apellido?") == 1
    assert await behind.trouble() is None


async def test_no_message_is_lost_and_none_answered_twice_while_one_replica_is_killed(
    behind: Behind,
) -> None:
    """At most the one message that was in flight may be repeated; the road promises no more."""

    async def registers(name: str) -> int:
        async with Customer(behind.simulator.root, name) as customer:
            said = ("/crear", name, "Paz", "25708059", f"{name}@example.org", f"{name}.paz", "no")
            for text in said:
                await customer.say(text)
            mine = [one for one in await customer.messages() if one.from_bot]
            assert "Fijate si está todo bien" in mine[-1].text, await customer.transcript()
            return len(mine)

    alone = await registers("Alma")
    talking = [asyncio.create_task(registers(name)) for name in ("Beto", "Caro", "Dora", "Elio")]
    await asyncio.sleep(1.5)
    await kill(behind.replicas[0])
    assert await asyncio.gather(*talking) in within_one_more(alone, 4)

    await registers("Fito")
    assert await behind.trouble() is None


async def test_an_update_that_a_stopping_replica_does_not_take_goes_to_the_other(
    tmp_path: Path,
) -> None:
    taken: list[int] = []

    async def receive(updates: Sequence[object]) -> None:
        taken.extend(number for one in updates if (number := number_of(one)))

    async with Simulator() as simulator, AiohttpRequest() as request:
        bot = Bot(simulator.token, base_url=f"{simulator.root}/bot", request=request)
        stopping, other = (Webhook(bot, "secreto", receive) for _ in range(2))
        async with before_sites(tmp_path, stopping.routes(), other.routes()) as (http, _, _):
            await other.open("http://127.0.0.1:1")
            stopping.close()
            for number in range(1, 7):
                body, headers = {"update_id": number}, {HEADER: "secreto"}
                async with http.post(PATH, json=body, headers=headers) as answer:
                    assert answer.status == 200
    assert taken == [1, 2, 3, 4, 5, 6]


async def test_no_secret_and_no_one_time_link_is_logged_whether_or_not_there_is_an_answer(
    tmp_path: Path,
) -> None:
    secret, session = derived_secret("1:x", "webhook"), new_token()
    links = [f"/{path}/{new_token()}" for path in PATHS.values()]
    asked = [*links, f"/?documento=25708059&{links[0]}", f"/otra%2F{links[1]}"]
    headers = {HEADER: secret, "Authorization": f"Bearer {session}", "Referer": links[2]}

    async with before_sites(tmp_path, []) as (http, log, leave):
        http.headers.update(headers | {"Cookie": f"guardia={session}"})

        async def visit(path: str) -> int:
            async with http.get(path) as answer:
                return answer.status

        async def update() -> int:
            async with http.post(PATH, json={"update_id": 1}) as answer:
                return answer.status

        assert await asyncio.gather(*map(visit, asked), update()) == [404] * 6
        await leave()
        assert set(await asyncio.gather(*map(visit, asked), update())) == {502}

    told = log.read_text()
    lines = [line for line in map(json.loads, told.splitlines()) if "request" in line]
    for level in ("info", "error"):
        paths = {line["request"]["uri"] for line in lines if line["level"] == level}
        assert paths >= {PATH, "/confirmar/…", "/ingresar/…", "/clave/…", "/?…"}
    assert {line["request"]["client_ip"] for line in lines} == {"127.0.0.0"}
    for hidden in (secret, session, "25708059", *(link[-43:] for link in links)):
        assert hidden not in told


async def test_what_is_too_large_or_for_those_inside_does_not_get_in(tmp_path: Path) -> None:
    async with before_sites(tmp_path, []) as (http, _, _):
        async with http.post(PATH, data=b"x" * 1_000_000) as answer:
            assert answer.status == 413
        async with http.get("/salud", headers={"X-Long": "x" * 30_000}) as answer:
            assert answer.status == 431
        for inner in ("/metrics", "/metrics/x", "/salud/detalle"):
            async with http.get(inner) as answer:
                assert answer.status == 404
                assert await answer.text() == ""  # Caddy's own: the site has a page for it
        async with http.get("/salud/listo") as answer:
            assert answer.status == 200
            assert "Server" not in answer.headers


Leave = Callable[[], Awaitable[None]]


@asynccontextmanager
async def before_sites(
    folder: Path, *parts: list[web.AbstractRouteDef]
) -> AsyncIterator[tuple[aiohttp.ClientSession, Path, Leave]]:
    """Caddy before a site with each of these parts: a session with it, its log, the sites' end."""
    outer, *inner = free_ports(1 + len(parts))
    address = f"http://{LOCAL}:{outer}"
    async with AsyncExitStack() as served:
        for port, part in zip(inner, parts, strict=True):
            await served.enter_async_context(serving(site(Links(address), part), LOCAL, port))
        async with (
            caddy(folder, address, *(f"{LOCAL}:{port}" for port in inner)) as log,
            aiohttp.ClientSession(address) as http,
        ):
            yield http, log, served.aclose


async def kill(process: Process) -> None:
    process.kill()
    await process.wait()


def within_one_more(each: int, people: int) -> list[list[int]]:
    """What that many people were told, if one of them at most was told one message twice."""
    exact = [each] * people
    return [exact, *([*exact[:n], each + 1, *exact[n + 1 :]] for n in range(people))]


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((LOCAL, 0))
        return [one.getsockname()[1] for one in sockets]
