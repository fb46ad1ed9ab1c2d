"""A way to a PostgreSQL server that can stand still, as a network or a frozen server does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


@asynccontextmanager
async def relay(url: str, flows: asyncio.Event) -> AsyncIterator[str]:
    """The server's address by way of a relay that lets nothing through while `flows` is not set."""
    port = urlsplit(url).port
    assert port is not None

    async def pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(4096):
            await flows.wait()
            sink.write(data)
        sink.close()

    async def connected(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        server_source, server_sink = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pass_on(source, server_sink), pass_on(server_source, sink))

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    async with server:
        yield url.replace(f":{port}/", f":{server.sockets[0].getsockname()[1]}/")
