"""Where a bot's time goes: by package, by function, by thread; and its statements for an answer."""

import asyncio
import json
import os
import pstats
import signal
import sysconfig
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.messages.bot_api import Write
from benchmarks.messages.contestants import TREE, Contestant

PROFILED = Path(__file__).with_name("profiled_bot.py")

_STANDARD = sysconfig.get_path("stdlib")
_LIBRARIES = sysconfig.get_path("purelib")
_WAITS = ("poll' of 'select.epoll", "select.epoll.poll")
_MOST_FUNCTIONS = 25
_TICKS = os.sysconf("SC_CLK_TCK")

Function = tuple[str, int, str]


async def profile(bot: Contestant, write: Write, seconds: float, file: Path) -> str:
    """Flood a profiled bot for a while, and tell what its profile says."""
    plain = await bot.flood(write, seconds / 3, 1.0)
    line = bot.line
    flooding = asyncio.create_task(bot.flood(write, seconds, 0.0))
    calls, answered, threads = line.calls.copy(), line.answered, bot.thread_seconds()
    bot.signal_alone(signal.SIGUSR1)
    await flooding
    bot.signal_alone(signal.SIGUSR2)
    answers = line.answered - answered
    used = {name: spent - threads.get(name, 0.0) for name, spent in bot.thread_seconds().items()}
    requests = line.calls - calls
    await bot.stop()  # after that the files are there
    statements = Counter(json.loads(file.with_suffix(".statements").read_text()))
    return "\n".join(
        [
            f"\n{bot.name}: {plain.a_second:,.0f} answers a second, {plain.processor_ms:.2f} ms of "
            f"the processor for each; while profiled (which slows it) {answers:,} answers",
            _for_an_answer("requests", requests, answers),
            _for_an_answer("statements", statements, answers),
            "",
            *_table("processor by thread, ms an answer", used, answers),
            *_profile(file, answers),
        ]
    )


def _for_an_answer(what: str, counted: Counter[str], answers: int) -> str:
    each = ", ".join(f"{count / answers:.2f} {name}" for name, count in counted.most_common())
    return f"{what} for an answer: {each}"


def _profile(file: Path, answers: int) -> list[str]:
    """Own time by package and by function; what is built in counts as its callers'."""
    stats: dict[Function, Any] = pstats.Stats(str(file)).stats  # type: ignore[attr-defined]
    packages: defaultdict[str, float] = defaultdict(float)
    functions: dict[str, float] = {}
    for function, (_, _, own, _, callers) in stats.items():
        if any(wait in function[2] for wait in _WAITS):
            continue
        functions[f"{_package(function)}: {Path(function[0]).name}:{function[1]} {function[2]}"] = (
            own
        )
        if function[0] != "~" or not callers:
            packages[_package(function)] += own
            continue
        for caller, (_, _, own_there, _) in callers.items():
            packages[_package(caller)] += own_there
    most = dict(sorted(functions.items(), key=lambda one: -one[1])[:_MOST_FUNCTIONS])
    return [
        *_table("own time by package while profiled, ms an answer", packages, answers),
        *_table("own time by function", most, answers),
    ]


def _package(function: Function) -> str:
    path = function[0]
    if path.startswith(_LIBRARIES):
        return path.removeprefix(_LIBRARIES).strip("/").partition("/")[0].removesuffix(".py")
    if path.startswith(f"{TREE}/"):
        return f"ours: {path.removeprefix(f'{TREE}/').partition('/')[0]}"
    if path.startswith(f"{_STANDARD}/"):
        first = path.removeprefix(f"{_STANDARD}/").partition("/")[0]
        return first if first in ("asyncio", "json") else "standard library"
    return "built in" if path == "~" else "standard library"


def _table(title: str, spent: dict[str, float], answers: int) -> list[str]:
    total = sum(spent.values()) or 1.0
    lines = [
        f"  {1000 * own / answers:7.3f}  {100 * own / total:5.1f} %  {name}"
        for name, own in sorted(spent.items(), key=lambda one: -one[1])
        if own / total > 0.003
    ]
    return [f"{title} ({1000 * total / answers:.2f} in all)", *lines, ""]
