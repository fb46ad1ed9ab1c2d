"""Long polling: stored, then confirmed; whatever Telegram, or what lies between, answers."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram.error import InvalidToken

from bot.telegram.polling import WAITS, Polling
from bot.telegram.transport import AiohttpRequest
from handlers.inbound_update import number_of
from handlers.raw_bot import RawBot
from simulator import Customer, Simulator
from tests.bot.scripted_api import PASSING, REFUSALS, Answered, ScriptedApi, scripted_api

pytestmark = pytest.mark.slow

WITHIN = 60.0  # seconds
TOKEN = "123456789:un-token-que-nadie-debe-ver-en-ninguna"
UPDATE = {"update_id": 41, "message": {"text": "hola"}}


class Received:
    """What was received; it can't be stored `failures` times."""

    def __init__(self, failures: int = 0) -> None:
        self.batches: list[list[Any]] = []
        self.failures = failures

    async def __call__(self, updates: Sequence[object]) -> int | None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")
        self.batches.append(list(updates))
        numbers = [one["update_id"] for one in self.updates if isinstance(one, dict)]
        return max(numbers, default=None)

    @property
    def updates(self) -> list[Any]:
        return [one for batch in self.batches for one in batch]

    @property
    def texts(self) -> list[str]:
        return [one["message"]["text"] for one in self.updates]


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def ana(sim: Simulator) -> AsyncIterator[Customer]:
    async with Customer(sim.root, name="Ana Pérez") as customer:
        yield customer


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted_api() as scripted:
        yield scripted


@asynccontextmanager
async def polling(root: str, token: str, receive: Received) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    async with AiohttpRequest() as request, AiohttpRequest() as polled:
        bot = RawBot(token, base_url=f"{root}/bot", request=request, get_updates_request=polled)
        running = asyncio.create_task(Polling(bot, receive).run(stop))
        try:
            yield running
        finally:
            stop.set()
            await asyncio.wait({running})
    if (error := running.exception()) is not None:
        raise error


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.02)


async def write(customer: Customer, text: str) -> None:
    await customer.ask("POST", f"sim/chats/{customer.chat_id}/send", {"kind": "text", "text": text})


async def test_what_is_stored_is_confirmed_by_the_next_request(
    sim: Simulator, ana: Customer
) -> None:
    received = Received()
    async with polling(sim.root, sim.token, received):
        await write(ana, "uno")
        await until(lambda: received.texts == ["uno"])
        await until(lambda: not sim.world.updates.pending)
        await write(ana, "dos")
        await until(lambda: received.texts == ["uno", "dos"])
    assert not sim.world.updates.pending, "the end confirms what was stored last"


async def test_what_can_not_be_stored_is_not_confirmed_and_comes_again(
    sim: Simulator, ana: Customer, caplog: pytest.LogCaptureFixture
) -> None:
    received = Received(failures=2)
    await write(ana, "uno")
    async with polling(sim.root, sim.token, received):
        await until(lambda: received.failures == 1)
        assert len(sim.world.updates.pending) == 1
        await until(lambda: received.texts == ["uno"])
    assert "no updates could be taken in: ConnectionError" in caplog.text


async def test_updates_beyond_a_hundred_are_fetched_while_the_first_are_worked_on(
    sim: Simulator, ana: Customer
) -> None:
    for number in range(150):
        await write(ana, str(number))
    received = Received()
    async with polling(sim.root, sim.token, received):
        await until(lambda: len(received.updates) == 150)
    assert received.texts == [str(number) for number in range(150)]


async def test_an_update_that_the_library_can_not_read_is_received_like_any_other(
    sim: Simulator, ana: Customer
) -> None:
    odd = {"message": {"date": "never", "text": "roto"}}
    sim.world.updates.add_as_it_is(odd)
    await write(ana, "bien")
    received = Received()
    async with polling(sim.root, sim.token, received):
        await until(lambda: received.texts == ["roto", "bien"])


@pytest.mark.parametrize("answer", PASSING.values(), ids=PASSING)
async def test_an_answer_of_any_form_is_a_passing_fault(
    api: ScriptedApi, answer: Answered, caplog: pytest.LogCaptureFixture
) -> None:
    api.answers["getUpdates"].extend([answer, updates(UPDATE)])
    received = Received()
    async with polling(api.root, TOKEN, received) as running:
        await until(lambda: received.updates == [UPDATE])
        await api.was_asked("getUpdates", 3)
        assert not running.done()
    assert TOKEN not in caplog.text
    assert "hola" not in caplog.text


@pytest.mark.parametrize(
    "nonsense", [["x"], [None, 7], [{}], [{"update_id": "x"}], [[UPDATE]], {"update_id": 1}, "x", 7]
)
async def test_a_list_of_nonsense_is_one_too(
    api: ScriptedApi, nonsense: object, caplog: pytest.LogCaptureFixture
) -> None:
    class Numbered(Received):
        async def __call__(self, updates: Sequence[object]) -> int | None:
            numbers = [number_of(one) for one in updates]
            self.batches.append(list(updates))
            return max((one for one in numbers if one is not None), default=None)

    said = Answered(200, json.dumps({"ok": True, "result": nonsense}))
    api.answers["getUpdates"].extend([said, updates(UPDATE)])
    received = Numbered()
    async with polling(api.root, TOKEN, received) as running:
        await until(lambda: UPDATE in received.updates)
        assert not running.done()
    assert "no updates could be taken in" in caplog.text


async def test_after_a_flood_wait_it_is_asked_again(
    api: ScriptedApi, caplog: pytest.LogCaptureFixture
) -> None:
    api.answers["getUpdates"].append(PASSING["a flood"])
    async with polling(api.root, TOKEN, Received()):
        await api.was_asked("getUpdates", 2)
    assert "asked to wait 1 s" in caplog.text


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_a_token_that_is_refused_once_is_asked_again(
    api: ScriptedApi, refusal: Answered
) -> None:
    api.answers["getUpdates"].extend([refusal, updates(UPDATE), refusal, updates(UPDATE)])
    received = Received()
    async with polling(api.root, TOKEN, received) as running:
        await until(lambda: len(received.batches) == 2)
        assert not running.done()


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_a_token_that_is_refused_twice_ends_it(api: ScriptedApi, refusal: Answered) -> None:
    api.always["getUpdates"] = refusal
    with pytest.raises(InvalidToken):
        async with polling(api.root, TOKEN, Received()) as running:
            await asyncio.wait({running}, timeout=WITHIN)
    assert api.asked["getUpdates"] == 2


async def test_it_ends_at_once_while_telegram_holds_its_answer_back(sim: Simulator) -> None:
    async with asyncio.timeout(WAITS - 5), polling(sim.root, sim.token, Received()):
        assert await sim.world.updates.polled(WAITS)


def updates(*found: dict[str, Any]) -> Answered:
    return Answered(200, json.dumps({"ok": True, "result": found}))
