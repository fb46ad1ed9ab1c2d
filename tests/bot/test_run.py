"""How `oficina run` begins and ends, as a process beside a Bot API that answers as it is told."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.command import TREE, Ran, Terminal
from tests.bot.scripted_api import BROKEN, PASSING, REFUSALS, Answered, ScriptedApi, scripted_api

pytestmark = pytest.mark.slow

WITHIN = 60.0  # seconds


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted_api() as scripted:
        yield scripted


@pytest.fixture
def office(terminal: Terminal, api: ScriptedApi, tmp_path: Path) -> Terminal:
    """A terminal with all settings of an office, whose Telegram is the scripted one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    terminal.settings |= {
        "OFICINA_TELEGRAM_TOKEN": "123456789:un-token-que-nadie-debe-ver-en-ninguna",
        "OFICINA_TELEGRAM_API": api.root,
        "OFICINA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "OFICINA_WEB_PORT": str(port),
        "OFICINA_SMTP_URL": "smtp://127.0.0.1:1",
        "OFICINA_MAIL_FROM": "Aguas de Catamarca <oficina@example.org>",
        "OFICINA_CACHE": str(tmp_path / "cache"),
        "OFICINA_SAMPLE": "true",
    }
    return terminal


class Running:
    """The office as a process, until it is told to stop."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ends(self, how: signal.Signals | None = None) -> Ran:
        if how is not None:
            self._process.send_signal(how)
        async with asyncio.timeout(WITHIN):
            out, err = await self._process.communicate()
        assert self._process.returncode is not None
        return Ran(self._process.returncode, out.decode(), err.decode())


async def started(office: Terminal) -> Running:
    outside = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
    process = await asyncio.create_subprocess_exec(
        *("setpriv", "--pdeathsig", "KILL"),  # should the tests be killed, it ends too
        *(sys.executable, "-m", "bot", "run"),
        env=outside | {"PYTHONPATH": str(TREE), "COLUMNS": "200"} | office.settings,
        cwd=office.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    return Running(process)


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
async def test_a_refused_token_is_told_in_one_sentence(
    office: Terminal, api: ScriptedApi, refusal: Answered
) -> None:
    api.always["getMe"] = refusal
    ran = await office.oficina("run")
    assert ran.code == 1
    assert "Telegram no conoce el token de OFICINA_TELEGRAM_TOKEN." in ran.told
    assert "Traceback" not in ran.told, ran.out + ran.err
    assert "nadie-debe-ver" not in ran.told
    assert api.asked == {"getMe": 2}


async def test_an_office_whose_port_is_taken_takes_no_updates_from_the_one_that_has_it(
    office: Terminal, api: ScriptedApi
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        office.settings["OFICINA_WEB_PORT"] = str(taken.getsockname()[1])
        ran = await office.oficina("run")
    assert ran.code == 1
    assert "No se pueden servir las páginas en 127.0.0.1:" in ran.told
    assert "Traceback" not in ran.told, ran.out + ran.err
    assert api.asked == {"getMe": 1}


async def test_an_office_that_is_up_before_the_network_opens_once_there_is_one(
    office: Terminal, api: ScriptedApi
) -> None:
    api.answers["getMe"].extend([BROKEN, PASSING["502 of a proxy"], PASSING["a flood"]])
    api.answers["deleteWebhook"].extend([PASSING["500"], PASSING["no result"]])
    api.always["setMyDescription"] = Answered(500)
    running = await started(office)
    await api.was_asked("getUpdates")
    await api.was_asked("setChatMenuButton")
    ran = await running.ends(signal.SIGTERM)
    assert ran.code == 0
    assert "the office is open" in ran.told
    assert "the office is closed" in ran.told
    assert "Traceback" not in ran.told, ran.out + ran.err


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_an_office_that_waits_for_telegram_can_be_stopped(
    office: Terminal, api: ScriptedApi, how: signal.Signals
) -> None:
    api.always["getMe"] = PASSING["a page to log in"]
    running = await started(office)
    await api.was_asked("getMe", 2)
    ran = await running.ends(how)
    assert ran.code == 0
    assert "Traceback" not in ran.told, ran.out + ran.err
    assert "deleteWebhook" not in api.asked
