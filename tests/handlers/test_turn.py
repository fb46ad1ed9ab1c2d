"""Turns over the real database and Bot API: races, repeats, and a Telegram that fails."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Update

from bot.assembly.office import VirtualOffice, open_office
from bot.settings import Settings
from simulator import Customer, Simulator
from storage.engine.database import run

pytestmark = pytest.mark.slow


@dataclass
class Town:
    """Two replicas over one database, that take the updates they are given."""

    simulator: Simulator
    replicas: list[VirtualOffice]
    ana: Customer
    _next: int = 0

    async def write(self, text: str) -> None:
        """Ana writes; nobody has taken it yet."""
        await self.ana.ask(
            "POST", f"sim/chats/{self.ana.chat_id}/send", {"kind": "text", "text": text}
        )

    async def updates(self) -> list[Update]:
        """What Telegram has to give out, confirmed by asking."""
        found = await self.replicas[0].bot.get_updates(offset=self._next or None, timeout=0)
        if found:
            self._next = found[-1].update_id + 1
        return list(found)

    async def say(self, text: str) -> Update:
        """Ana writes, and the first replica takes it."""
        await self.write(text)
        (update,) = await self.updates()
        await self.replicas[0].take(update)
        return update

    async def inbound(self) -> list[str]:
        """All that the bot said."""
        return [one.text for one in await self.ana.messages() if one.from_bot]

    async def kept(self) -> str:
        """The chat's conversation as its row keeps it."""
        (row,) = await run("SELECT thread FROM dialogues WHERE chat_id = ?", [self.ana.chat_id])
        return str(json.loads(row["thread"]))


@pytest.fixture
async def town(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with AsyncExitStack() as opened:
        simulator = await opened.enter_async_context(Simulator())
        settings = Settings(
            telegram_token=SecretStr(simulator.token),
            telegram_api=simulator.root,
            database_url=SecretStr(sqlite_url),
            public_url="http://127.0.0.1:9",
            smtp_url=SecretStr(simulator.smtp_url),
            mail_from="oficina@example.org",
            sample=True,
        )
        replicas = [await opened.enter_async_context(open_office(settings)) for _ in range(2)]
        ana = await opened.enter_async_context(Customer(simulator.root, "Ana Pérez"))
        yield Town(simulator, replicas, ana)


async def test_two_replicas_over_one_update_answer_once(town: Town) -> None:
    await town.say("/crear")
    before = len(await town.inbound())
    update = await town.say("Ana María")
    await asyncio.gather(*(replica.take(update) for replica in town.replicas))
    assert len(await town.inbound()) == before + 1


async def test_two_updates_at_two_replicas_lose_no_answer(town: Town) -> None:
    await town.say("/crear")
    await town.write("Ana María")
    await town.write("Gómez")
    first, second = await town.updates()

    await asyncio.gather(town.replicas[0].take(first), town.replicas[1].take(second))

    answers = await town.kept()
    assert "Ana María" in answers
    assert "Gómez" in answers, "the replica that lost the race read the row anew"


async def test_an_older_update_that_comes_late_is_known(town: Town) -> None:
    first = await town.say("/crear")
    second = await town.say("Ana María")
    before, kept = await town.inbound(), await town.kept()
    for update in (first, second, first):
        await town.replicas[1].take(update)
    assert await town.inbound() == before
    assert await town.kept() == kept


async def test_what_was_remembered_but_not_said_is_said_when_it_comes_again(
    town: Town,
) -> None:
    await town.say("/crear")
    await town.ana.ask(
        "PUT",
        "sim/faults",
        {"script": [{"status": 502, "description": "Bad", "method": "sendMessage", "times": 9}]},
    )
    await town.write("Ana María")
    (update,) = await town.updates()
    await town.replicas[0].take(update)
    assert "Ana María" in (await town.kept()), "it was remembered first"
    assert not any("apellido?" in text for text in await town.inbound())

    await town.ana.ask("PUT", "sim/faults", {})
    await town.replicas[1].take(update)

    assert "¿Y tu apellido?" in (await town.inbound())[-1]
    assert (await town.kept()).count("Ana María") == 1


async def test_a_moment_of_trouble_is_not_noticed(town: Town) -> None:
    lines = [
        {"status": 502, "description": "Bad Gateway", "method": "sendMessage"},
        {
            "status": 429,
            "description": "Too Many Requests: retry after 1",
            "retry_after": 1,
            "method": "sendMessage",
        },
    ]
    await town.ana.ask("PUT", "sim/faults", {"script": lines})
    await town.say("/start")
    assert len(await town.inbound()) == 1


async def test_a_registration_is_done_once_however_often_its_end_comes(town: Town) -> None:
    for text in ("/crear", "Ana", "Gómez", "25708059", "ana@example.org", "ana.gomez", "no"):
        await town.say(text)
    update = await town.say("sí")
    for replica in town.replicas:
        await replica.take(update)
    assert (await run("SELECT COUNT(*) AS n FROM users"))[0]["n"] == 1
    assert (await run("SELECT COUNT(*) AS n FROM outbox"))[0]["n"] == 1
    assert sum("Te mandé un mail" in text for text in await town.inbound()) == 1


async def test_who_blocked_the_bot_leaves_no_trouble(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.say("/crear")
    await town.write("Ana María")
    await town.ana.block()
    updates = await town.updates()
    for update in updates:
        await town.replicas[0].take(update)
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
    rows = await run("SELECT blocked_at FROM chats WHERE id = ?", [town.ana.chat_id])
    assert rows[0]["blocked_at"] is not None


async def test_a_deed_that_must_wait_loses_no_answer(town: Town) -> None:
    """Registering sends mails, and only a few an hour go to one address."""
    given = ("/crear", "Ana", "Paz", "25708059", "ana@example.org", "ana.paz", "no", "sí")
    for _ in range(3):
        for text in given:
            await town.say(text)
    for text in given:
        await town.say(text)
    last = (await town.inbound())[-1]
    assert "esta vez no mando otro" in last
    assert "Fijate si está todo bien" in last, "the summary is put again"
    assert "ana.paz" in await town.kept()
