"""`python -m simulator`, as a process of its own."""

import asyncio
import signal
import sys

import aiohttp


async def test_it_serves_until_it_is_told_to_stop() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", "0", "--smtp-port", "0", "--token", "7:abc",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    told = dict([(await process.stdout.readline()).decode().rsplit(maxsplit=1) for _ in range(4)])
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{told['Bot API']}/bot7:abc/getMe") as answer:
            assert (await answer.json())["result"]["id"] == 7
        async with session.get(told["web chat"]) as page:
            assert "todo es de mentira" in await page.text()
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
