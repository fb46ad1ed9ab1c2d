"""The office begins whatever passing fault meets it; a token refused twice ends it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import InvalidToken

from bot.telegram.first_calls import Stopped, until_answered
from bot.telegram.profile import publish_profile
from bot.telegram.transport import AiohttpRequest
from tests.bot.scripted_api import BROKEN, PASSING, REFUSALS, Answered, ScriptedApi, scripted_api

pytestmark = pytest.mark.slow

TOKEN = "123456789:un-token-que-nadie-debe-ver-en-ninguna"
PROFILE = ("setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton")


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted_api() as scripted:
        yield scripted


@asynccontextmanager
async def bot_of(api: ScriptedApi, read_timeout: float = 15) -> AsyncIterator[Bot]:
    """The library's bot; nothing was asked of Telegram yet."""
    answering, polling = (AiohttpRequest(read_timeout=read_timeout) for _ in range(2))
    bot = Bot(TOKEN, base_url=f"{api.root}/bot", request=answering, get_updates_request=polling)
    try:
        yield bot
    finally:
        await answering.shutdown()
        await polling.shutdown()


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
async def test_a_passing_fault_is_waited_out(
    api: ScriptedApi, fault: Answered, caplog: pytest.LogCaptureFixture
) -> None:
    api.answers["getMe"].append(fault)
    api.answers["deleteWebhook"].append(
        fault if fault.body != '{"ok": true, "result": 7}' else BROKEN
    )
    stop = asyncio.Event()
    async with bot_of(api) as bot:
        await until_answered(bot.initialize, stop, "getMe")
        assert bot.username == "oficina_de_prueba_bot"
        await until_answered(bot.delete_webhook, stop, "deleteWebhook")
    assert api.asked == {"getMe": 2, "deleteWebhook": 2}
    assert "getMe failed: " in caplog.text
    assert "<html>" not in caplog.text
    assert TOKEN not in caplog.text


async def test_faults_one_after_the_other_are_waited_out_as_well(api: ScriptedApi) -> None:
    api.answers["getMe"].extend([BROKEN, PASSING["502 of a proxy"], PASSING["half a JSON"]])
    async with bot_of(api) as bot:
        await until_answered(bot.initialize, asyncio.Event(), "getMe")
    assert api.asked["getMe"] == 4


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_a_token_that_is_refused_once_is_tried_again(
    api: ScriptedApi, refusal: Answered
) -> None:
    api.answers["getMe"].append(refusal)
    async with bot_of(api) as bot:
        await until_answered(bot.initialize, asyncio.Event(), "getMe")
    assert api.asked["getMe"] == 2


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_a_token_that_is_refused_twice_is_refused(
    api: ScriptedApi, refusal: Answered, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    api.always["getMe"] = refusal
    async with bot_of(api) as bot:
        with pytest.raises(InvalidToken) as raised:
            await until_answered(bot.initialize, asyncio.Event(), "getMe")
    assert api.asked["getMe"] == 2
    assert TOKEN not in str(raised.value)
    assert TOKEN not in caplog.text


async def test_it_can_be_stopped_while_it_waits(api: ScriptedApi) -> None:
    api.always["getMe"] = Answered(500)
    stop = asyncio.Event()
    async with bot_of(api) as bot:
        beginning = asyncio.create_task(until_answered(bot.initialize, stop, "getMe"))
        await api.was_asked("getMe", 2)
        stop.set()
        with pytest.raises(Stopped):
            await beginning


async def test_it_can_be_stopped_while_a_request_is_under_way() -> None:
    arrived, never = asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        arrived.set()
        await never.wait()

    stop = asyncio.Event()
    beginning = asyncio.create_task(until_answered(hang, stop, "getMe"))
    await arrived.wait()
    stop.set()
    with pytest.raises(Stopped):
        await beginning


@pytest.mark.parametrize("failing", PROFILE)
async def test_a_part_of_the_profile_that_fails_costs_the_others_nothing(
    api: ScriptedApi, failing: str
) -> None:
    api.always[failing] = Answered(500, "<html>")
    stop = asyncio.Event()
    async with bot_of(api) as bot:
        await until_answered(bot.initialize, stop, "getMe")
        publishing = asyncio.create_task(publish_profile(bot, stop))
        for method in PROFILE:
            await api.was_asked(method)
        assert not publishing.done(), "it is tried again"
        del api.always[failing]
        await publishing
    assert api.asked[failing] >= 2
    assert all(api.asked[method] == 1 for method in PROFILE if method != failing)


async def test_a_profile_that_cannot_be_published_ends_with_the_office(api: ScriptedApi) -> None:
    api.always |= {method: Answered(500) for method in PROFILE}
    api.always["setMyCommands"] = REFUSALS["401"]
    stop = asyncio.Event()
    async with bot_of(api) as bot:
        await until_answered(bot.initialize, stop, "getMe")
        publishing = asyncio.create_task(publish_profile(bot, stop))
        await api.was_asked("setMyCommands", 2)
        stop.set()
        await publishing
