"""How a broadcast goes out under trouble, and what a customer who chats meanwhile feels of it.

    python benchmarks/notices.py [--count 20000] [--engine sqlite|postgresql]

A simulated Telegram in a process of its own keeps its limits (429 over 30 messages a second); 2 %
of the chats have blocked the bot; 1 % of the requests fail, break off or are never answered, all
before they are carried out (one whose answer alone is lost can't be told apart and is repeated:
see `outbox`). The sender is killed (SIGKILL) at one and at two thirds of the way and started
again. On SQLite one process polls; on PostgreSQL two replicas take the updates by webhook and the
one that leads is killed. A customer writes /menu every two seconds, before and meanwhile.

Everything stays on 127.0.0.1. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import sys
import tempfile
import time
import zlib
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

TREE = Path(__file__).parents[1]
sys.path.insert(0, str(TREE))

from domain.clock import ZONE  # noqa: E402
from domain.outbox import CLAIM  # noqa: E402
from simulator.people.customer import Customer  # noqa: E402
from storage import tables  # noqa: E402
from storage.engine.database import open_database, run  # noqa: E402
from storage.engine.upgrades import upgrade  # noqa: E402

FIRST_CHAT = 10**9
PERMITTED = 30.0
BLOCKED, FAILING, SEED = 0.02, 0.01, 1
EVERY = 2.0
IDLE_ANSWERS = 20


@dataclass(slots=True)
class Office:
    """The bot's processes, on one database, behind one address."""

    environment: dict[str, str]
    folder: Path
    webhook: bool
    ports: list[int]
    running: dict[int, Process] = field(default_factory=dict)
    logs: dict[int, Path] = field(default_factory=dict)
    started: int = 0

    async def start(self, port: int) -> None:
        """Start the replica of that port."""
        self.started += 1
        self.logs[port] = self.folder / f"replica-{self.started}.log"
        with self.logs[port].open("wb") as log:
            self.running[port] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", *(["--webhook"] if self.webhook else [])),
                env=self.environment | {"OFICINA_WEB_PORT": str(port)},
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        while "the office is open" not in self.logs[port].read_text():
            if self.running[port].returncode is not None:
                raise SystemExit(f"the bot did not start:\n{self.logs[port].read_text()}")
            await asyncio.sleep(0.1)

    async def kill_the_leader(self) -> None:
        """Kill the replica that sends, and start it again."""
        port = next(one for one in self.running if "process leads" in self.logs[one].read_text())
        process = self.running.pop(port)
        process.kill()
        await process.wait()
        await self.start(port)

    async def stop(self) -> None:
        """End what runs, as a service manager does."""
        for process in self.running.values():
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            await process.wait()

    async def command(self, *words: str) -> None:
        """Run an `oficina` command to its end."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            env=self.environment,
            cwd=self.folder,
            stdout=DEVNULL,
        )
        if await process.wait():
            raise SystemExit(f"oficina {' '.join(words)} failed")


async def measure(count: int, url: str, folder: Path, *, replicas: bool) -> dict[str, object]:
    """Send `count` notices and return the figures."""
    async with simulator() as (root, smtp), aiohttp.ClientSession(f"{root}/") as control:
        ports = [free_port(), free_port()] if replicas else [free_port()]
        async with proxy(ports) as address:
            office = Office(environment(root, smtp, url, address), folder, replicas, ports)
            await upgrade(url)
            async with open_database(url):
                await prepare(count)
                await ask(control, "POST", "sim/customers/bulk", count=count, first_id=FIRST_CHAT)
                for port in ports:
                    await office.start(port)
                try:
                    return await broadcast(count, office, root, control)
                finally:
                    await office.stop()


async def broadcast(
    count: int, office: Office, root: str, control: aiohttp.ClientSession
) -> dict[str, object]:
    """Plan and deliver the notices, kill the sender twice, and look at what arrived."""
    answers: list[float] = []
    one = next(number for number in range(1000, 2000) if not is_blocked(number))
    async with Customer(root, name="Ana", user_id=one, quiet=0, patience=60) as ana:
        await ana.start()
        chatting = asyncio.create_task(chat(ana, answers))
        while len(answers) < IDLE_ANSWERS:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        idle = answers[:]
        await ask(
            control,
            "PUT",
            "sim/faults",
            blocked_share=BLOCKED,
            failing_share=FAILING,
            seed=SEED,
            troubles=["500", "502", "reset", "hang"],
        )
        await ask(control, "PUT", "sim/limits", on=True)
        answers.clear()
        before = (await ask(control, "GET", "sim/stats"))["sendMessage"]["200"]
        await subscribe(count)
        began = time.monotonic()
        await office.command("notices", "send")  # the bot begins to deliver meanwhile
        planned_in = time.monotonic() - began
        deliverable = {FIRST_CHAT + n for n in range(count) if not is_blocked(FIRST_CHAT + n)}
        reached: list[tuple[float, int]] = []
        kills = [len(deliverable) // 3, 2 * len(deliverable) // 3]
        while True:
            stats = await ask(control, "GET", "sim/stats")
            delivered = stats.get("sendMessage", {}).get("200", 0) - len(answers) - before
            reached.append((time.monotonic(), delivered))
            if kills and delivered >= kills[0]:
                del kills[0]
                await office.kill_the_leader()
            [row] = await run("SELECT COUNT(*) AS owed FROM outbox WHERE due_at IS NOT NULL")
            if not row["owed"]:
                break
            await asyncio.sleep(1.0)
        assert not chatting.done(), "the customer got no answer"
        chatting.cancel()
        during = answers[:]
    by_chat = await counts(control)
    mails = await run("SELECT COUNT(*) AS n FROM outbox WHERE kind = 'mail' AND failed_at IS NULL")
    stats = await ask(control, "GET", "sim/stats")
    first = next(at for at, delivered in reached if delivered > 0)
    enough = 0.98 * len(deliverable)
    full = next(at for at, delivered in reached if delivered >= enough)
    done = next(n for at, n in reached if at == full) - next(n for at, n in reached if at == first)
    return {
        "planned": count,
        "planned_in_s": round(planned_in, 1),
        "deliverable": len(deliverable),
        "arrived": sum(1 for chat in deliverable if by_chat.get(chat)),
        "arrived_twice": sum(1 for chat in deliverable if by_chat.get(chat, 0) > 1),
        "to_blocked": sum(by_chat.get(chat, 0) for chat in by_chat if chat not in deliverable),
        "mails_instead": mails[0]["n"],
        "a_second": round(done / (full - first), 2),
        "of_permitted_pace": round(done / (full - first) / PERMITTED, 4),
        "last_after_s": round(reached[-1][0] - first, 1),
        "idle_median_ms": round(1000 * statistics.median(idle), 1),
        "meanwhile_median_ms": round(1000 * statistics.median(during), 1),
        "ratio": round(statistics.median(during) / statistics.median(idle), 2),
        "answers_meanwhile": len(during),
        "slowest_ms": round(1000 * max(during)),
        "requests": stats.get("sendMessage", {}),
    }


async def chat(ana: Customer, answers: list[float]) -> None:
    """Write /menu again and again, and note how long each answer takes."""
    while True:
        began = time.monotonic()
        await ana.say("/menu")
        answers.append(time.monotonic() - began)
        await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))


async def prepare(count: int) -> None:
    """People with a chat and an account each, and an invoice; nobody subscribed yet."""
    now = datetime.now(ZONE)
    numbers = range(count)
    for start in range(0, count, 2000):
        part = numbers[start : start + 2000]
        await tables.User.bulk_create(
            [
                tables.User(
                    id=n + 1,
                    first_names="Ana",
                    surnames="Paz",
                    document="30111222",
                    email=f"{n}@example.org",
                    email_key=f"{n}@example.org",
                    username=f"ana{n}",
                    username_key=f"ana{n}",
                    registered_at=now,
                    confirmed_at=now,
                )
                for n in part
            ]
        )
        await tables.Chat.bulk_create(
            [tables.Chat(id=FIRST_CHAT + n, user_id=n + 1, at_night_too=True) for n in part]
        )
        await tables.Account.bulk_create(
            [
                tables.Account(
                    number=f"{n:08}",
                    holder="Ana Paz (ejemplo)",
                    document="30111222",
                    address=f"Sarmiento {n} (ejemplo)",
                    payment_code=f"{n:012}",
                )
                for n in part
            ]
        )
        await tables.Invoice.bulk_create(
            [
                tables.Invoice(
                    receipt=f"00012-{n:08}",
                    account_id=f"{n:08}",
                    year=2026,
                    bimester=5,
                    part=0,
                    parts=0,
                    issued=now.date(),
                    due=now.date() + timedelta(days=20),
                    amount=Decimal("12345.67"),
                )
                for n in part
            ]
        )


async def subscribe(count: int) -> None:
    """Everybody subscribes, by Telegram."""
    accepted = datetime.now(ZONE) - timedelta(days=10)
    for start in range(0, count, 2000):
        await tables.Subscription.bulk_create(
            [
                tables.Subscription(
                    account_id=f"{n:08}",
                    user_id=n + 1,
                    accepted_at=accepted,
                    terms_version="1",
                    by_email=False,
                    by_telegram=True,
                )
                for n in range(start, min(start + 2000, count))
            ]
        )


async def counts(control: aiohttp.ClientSession) -> dict[int, int]:
    """The messages that each of the broadcast's chats got."""
    chats = await ask(control, "GET", "sim/chats")
    return {one["id"]: one["bot_messages"] for one in chats if one["id"] >= FIRST_CHAT}


def is_blocked(chat_id: int) -> bool:
    """Whether the simulator's share of blocked chats has this one."""
    return zlib.crc32(f"{SEED}:{chat_id}".encode()) < BLOCKED * 2**32


async def ask(control: aiohttp.ClientSession, method: str, path: str, **body: object) -> Any:
    """One request to the simulator's control API."""
    async with control.request(method, path, json=body or None) as answer:
        answer.raise_for_status()
        return await answer.json()


@asynccontextmanager
async def simulator() -> AsyncIterator[tuple[str, str]]:
    """A simulator in a process of its own: the Bot API's address and the mailbox's."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", "0", "--smtp-port", "0", "--history", "30"),
        cwd=TREE,
        stdout=PIPE,
        stderr=DEVNULL,
    )
    assert process.stdout is not None
    told = [(await process.stdout.readline()).decode().split()[-1] for _ in range(4)]
    try:
        yield told[1], told[2]
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def proxy(ports: list[int]) -> AsyncIterator[str]:
    """What stands before the replicas: takes a request to one that answers."""
    turns = iter(range(10**9))

    async def forward(request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        first = next(turns)
        for place in range(len(ports)):
            port = ports[(first + place) % len(ports)]
            with suppress(aiohttp.ClientError):
                address = f"http://127.0.0.1:{port}{request.path_qs}"
                async with session.request(
                    request.method, address, data=body, headers=headers
                ) as answer:
                    return web.Response(status=answer.status, body=await answer.read())
        return web.Response(status=502)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", forward)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with aiohttp.ClientSession() as session:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def environment(root: str, smtp: str, url: str, address: str) -> dict[str, str]:
    """The bot's settings."""
    from simulator.server import TOKEN

    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("OFICINA_")},
        "PYTHONPATH": str(TREE),
        "OFICINA_TELEGRAM_TOKEN": TOKEN,
        "OFICINA_TELEGRAM_API": root,
        "OFICINA_DATABASE_URL": url,
        "OFICINA_PUBLIC_URL": address,
        "OFICINA_SMTP_URL": smtp,
        "OFICINA_MAIL_FROM": "Aguas de Catamarca <oficina@example.org>",
    }


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """An empty database of the engine."""
    if engine == "sqlite":
        yield f"sqlite://{folder / 'oficina.sqlite3'}"
        return
    from tests.postgres_server import PostgresServer

    with PostgresServer.running() as server:
        server.create_database("oficina")
        yield server.url("oficina")


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, database(options.engine, Path(name)) as url:
        replicas = options.engine == "postgresql"
        longest = options.count / 15 + CLAIM.total_seconds() * 3 + 300
        figures = asyncio.run(
            asyncio.wait_for(measure(options.count, url, Path(name), replicas=replicas), longest)
        )
    for title, figure in figures.items():
        print(f"{title:<22}{figure}")
    print(json.dumps({"engine": options.engine, **figures}))


if __name__ == "__main__":
    main()
