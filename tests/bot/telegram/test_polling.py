"""Long polling confirms an update once it was dealt with, and not before."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.telegram.polling import Polling
from bot.telegram.transport import AiohttpRequest
from simulator import Customer, Simulator

pytestmark = pytest.mark.slow


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def ana(sim: Simulator) -> AsyncIterator[Customer]:
    async with Customer(sim.root, name="Ana Pérez") as customer:
        yield customer


@asynccontextmanager
async def bot_of(sim: Simulator, token: str = "") -> AsyncIterator[Bot]:
    async with AiohttpRequest() as request, AiohttpRequest() as polled:
        yield Bot(
            token or sim.token,
            base_url=f"{sim.root}/bot",
            request=request,
            get_updates_request=polled,
        )


@asynccontextmanager
async def polling(
    sim: Simulator, take: Callable[[Update], Awaitable[None]]
) -> AsyncIterator[asyncio.Event]:
    async def taking(update: Update) -> None:
        await take(update)

    stop = asyncio.Event()
    async with bot_of(sim) as bot:
        running = asyncio.create_task(Polling(bot, taking).run(stop))
        try:
            yield stop
        finally:
            stop.set()
            await running


async def write(customer: Customer, text: str) -> None:
    await customer.ask("POST", f"sim/chats/{customer.chat_id}/send", {"kind": "text", "text": text})


async def test_what_is_in_hand_stays_unconfirmed_and_is_taken_once(
    sim: Simulator, ana: Customer
) -> None:
    taken: list[str | None] = []
    begun, released = asyncio.Event(), asyncio.Event()

    async def take(update: Update) -> None:
        assert update.message is not None
        taken.append(update.message.text)
        begun.set()
        await released.wait()

    async with polling(sim, take):
        await write(ana, "uno")
        await begun.wait()
        begun.clear()
        await write(ana, "dos")
        await begun.wait()
        assert len(sim.world.updates.pending) == 2, "a killed bot would get both again"
        released.set()

    assert taken == ["uno", "dos"]
    assert not sim.world.updates.pending, "the end confirms what was dealt with"


async def test_after_a_restart_what_was_not_dealt_with_comes_again(
    sim: Simulator, ana: Customer
) -> None:
    await write(ana, "uno")
    async with bot_of(sim) as bot:
        (seen,) = await bot.get_updates(timeout=0)
    taken = asyncio.Event()

    async def take(update: Update) -> None:
        assert update.update_id == seen.update_id
        taken.set()

    async with polling(sim, take):
        await taken.wait()


async def test_a_telegram_that_fails_for_a_moment_is_asked_again(
    sim: Simulator, ana: Customer
) -> None:
    taken: list[str | None] = []
    done = asyncio.Event()

    async def take(update: Update) -> None:
        assert update.message is not None
        taken.append(update.message.text)
        if update.message.text == "dos":
            done.set()

    await ana.ask(
        "PUT",
        "sim/faults",
        {"script": [{"status": 502, "description": "Bad Gateway", "method": "getUpdates"}]},
    )
    async with polling(sim, take):
        await write(ana, "uno")
        await write(ana, "dos")
        await done.wait()
    assert taken == ["uno", "dos"]


async def test_an_unknown_token_ends_it(sim: Simulator) -> None:
    async with bot_of(sim, "987654321:not-the-token-of-this-bot-at-all-x") as bot:
        with pytest.raises(InvalidToken):
            await Polling(bot, lambda update: asyncio.sleep(0)).run(asyncio.Event())
