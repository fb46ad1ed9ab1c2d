"""One of several replicas leads, and another takes over when it is gone."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import asyncpg
import pytest

from storage.engine.leadership import lead

pytestmark = pytest.mark.slow

ANOTHER = """
import asyncio, sys
from storage.engine.leadership import lead

async def work(over):
    print("leads", flush=True)
    await over.wait()
    print("ends", flush=True)

asyncio.run(lead(sys.argv[1], work, asyncio.Event()))
"""


def until_over(name: str, leaders: list[str]) -> Callable[[asyncio.Event], Awaitable[None]]:
    async def work(over: asyncio.Event) -> None:
        leaders.append(name)
        await over.wait()
        leaders.append(f"{name} ends")

    return work


async def reached(leaders: list[str], count: int) -> None:
    while len(leaders) < count:  # noqa: ASYNC110  (a list has no events)
        await asyncio.sleep(0.02)


async def test_only_one_leads_and_the_other_follows_when_it_stops(database: str) -> None:
    leaders: list[str] = []
    stop_first, stop_second = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(lead(database, until_over("first", leaders), stop_first))
    await reached(leaders, 1)
    second = asyncio.create_task(lead(database, until_over("second", leaders), stop_second))
    await asyncio.sleep(1.5)
    assert leaders == ["first"]
    stop_first.set()
    await first
    await reached(leaders, 3)
    assert leaders == ["first", "first ends", "second"]
    stop_second.set()
    await second


async def test_a_killed_leader_is_followed(database: str) -> None:
    leaders: list[str] = []
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ANOTHER, database, stdout=PIPE, stderr=DEVNULL
    )
    assert killed.stdout is not None
    assert await killed.stdout.readline() == b"leads\n"
    stop = asyncio.Event()
    follower = asyncio.create_task(lead(database, until_over("follower", leaders), stop))
    await asyncio.sleep(1.5)
    assert leaders == []
    killed.kill()
    await killed.wait()
    await reached(leaders, 1)
    stop.set()
    await follower


async def test_a_leader_that_stands_still_is_followed_and_leads_no_longer(
    fresh_postgres_url: str,
) -> None:
    leaders: list[str] = []
    still = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ANOTHER, fresh_postgres_url, stdout=PIPE, stderr=DEVNULL
    )
    assert still.stdout is not None
    assert await still.stdout.readline() == b"leads\n"
    still.send_signal(signal.SIGSTOP)
    stop = asyncio.Event()
    follower = asyncio.create_task(lead(fresh_postgres_url, until_over("follower", leaders), stop))
    await reached(leaders, 1)
    still.send_signal(signal.SIGCONT)
    assert await still.stdout.readline() == b"ends\n"
    stop.set()
    await follower
    still.kill()
    await still.wait()


async def test_what_the_leaders_work_raises_is_raised(database: str) -> None:
    async def work(over: asyncio.Event) -> None:
        raise LookupError("the work failed")

    with pytest.raises(LookupError):
        await lead(database, work, asyncio.Event())


async def cut(url: str) -> None:
    """Have the server end all other connections to the database."""
    other = await asyncpg.connect(url)
    await other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = current_database()"
    )
    await other.close()


@asynccontextmanager
async def relay_that_never_closes(url: str) -> AsyncIterator[str]:
    """The server's address by way of a relay: a client reads a connection's end, but isn't cut."""
    port = urlsplit(url).port
    assert port is not None
    sinks: list[asyncio.StreamWriter] = []

    async def pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        sinks.append(sink)
        while data := await source.read(4096):
            sink.write(data)

    async def connected(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        server_source, server_sink = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pass_on(source, server_sink), pass_on(server_source, sink))

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        yield url.replace(f":{port}/", f":{server.sockets[0].getsockname()[1]}/")
        for sink in sinks:  # before the server's own end, which from Python 3.12 on waits for them
            sink.close()
            with suppress(OSError):
                await sink.wait_closed()


async def test_a_leader_told_that_its_connection_ends_leads_again(fresh_postgres_url: str) -> None:
    leaders: list[str] = []
    stop = asyncio.Event()
    async with relay_that_never_closes(fresh_postgres_url) as url:
        leading = asyncio.create_task(lead(url, until_over("it", leaders), stop))
        await reached(leaders, 1)
        await cut(fresh_postgres_url)
        await reached(leaders, 3)
        assert leaders == ["it", "it ends", "it"]
        stop.set()
        await leading


async def test_when_the_leaders_connection_is_cut_one_of_them_leads(
    fresh_postgres_url: str,
) -> None:
    leaders: list[str] = []
    stop = asyncio.Event()
    replicas = [
        asyncio.create_task(lead(fresh_postgres_url, until_over(name, leaders), stop))
        for name in ("a", "b")
    ]
    await reached(leaders, 1)
    await cut(fresh_postgres_url)
    await asyncio.sleep(3)
    begun = [name for name in leaders if "ends" not in name]
    ended = [name for name in leaders if "ends" in name]
    assert len(begun) - len(ended) == 1
    stop.set()
    await asyncio.gather(*replicas)
