"""The office runs on uvloop's event loop, and on Python's own where there is no uvloop."""

import subprocess
import sys

import pytest

from tests.bot.command import TREE

LOOP = """
import asyncio
from bot.event_loop import run_to_end

async def the_loop():
    return type(asyncio.get_running_loop()).__module__

print(run_to_end(the_loop()))
"""
WITHOUT_UVLOOP = "import sys; sys.modules['uvloop'] = None\n"  # an import of it fails
ENDING = """
import asyncio, os, signal
from bot.event_loop import run_to_end

async def told_to_stop():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(stop.wait(), 30)
    return "stopped"

print(run_to_end(told_to_stop()))
"""


def printed(program: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=TREE, capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    return ran.stdout.strip()


def test_the_office_runs_on_uvloop() -> None:
    assert printed(LOOP).split(".")[0] == "uvloop"


def test_without_uvloop_it_runs_on_pythons_own_loop() -> None:
    assert printed(WITHOUT_UVLOOP + LOOP) == "asyncio.unix_events"


@pytest.mark.parametrize("before", ["", WITHOUT_UVLOOP], ids=["uvloop", "asyncio"])
def test_a_signal_is_heard_on_either(before: str) -> None:
    assert printed(before + ENDING) == "stopped"
