from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from simulator import Customer, Simulator


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    """The real python-telegram-bot, talking to the simulator over HTTP."""
    async with Bot(
        sim.token, base_url=f"{sim.root}/bot", base_file_url=f"{sim.root}/file/bot"
    ) as bot:
        yield bot


@pytest.fixture
async def ana(sim: Simulator) -> AsyncIterator[Customer]:
    async with Customer(sim.root, name="Ana Pérez", quiet=0.05, patience=5) as customer:
        yield customer


@pytest.fixture
async def http(sim: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sim.web_url) as session:
        yield session
