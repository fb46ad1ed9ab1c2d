"""What a turn costs: this bot's answers beside the bare echo of two libraries, in one run.

    python benchmarks/messages                       all of it, about a quarter of an hour
    python benchmarks/messages --quick               a trial, about two minutes
    python benchmarks/messages --engine sqlite --accounts 1000
    python benchmarks/messages --profile /deuda      where the time goes

The bot has one core, its workers included; the Bot API (this process) and PostgreSQL have another.
The Bot API costs next to nothing and lies on 127.0.0.1. All bots are started once; in each round
they have their turns one after the other while the others stand still (SIGSTOP), and the order is
turned round from round to round. A turn: each of 200 chats writes once, and all the answers are
looked at; then the chats write on, 200 updates unanswered at any time, 100 to a getUpdates, and
after a warm-up the answers are counted, and each chat's last one is looked at again; then one chat
writes alone, whenever the bot has come to rest. Its wait lasts from the handing out of the update
until the reply has come whole.

python-telegram-bot's echo is there as it comes, one update after the other, which is what the
ratios are to, and with `concurrent_updates`, without which a send that hangs holds up all chats.

The figures are medians over the rounds. A ratio is taken between turns of the same block of the
same round. `ms` is the bot's processor time for an answer: on a machine with other work on it, it
tells more than the pace.
"""

import argparse
import asyncio
import gc
import math
import os
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

sys.path[0] = str(Path(__file__).parents[2])  # in the place of this folder

from benchmarks.messages.bot_api import BotApi  # noqa: E402
from benchmarks.messages.company import ENGINES, NEIGHBOURHOOD, databases, found  # noqa: E402
from benchmarks.messages.contestants import (  # noqa: E402
    AIOGRAM_PYTHON,
    Contestant,
    echo_of_aiogram,
    echo_of_python_telegram_bot,
    office,
)
from benchmarks.messages.figures import Figures, Turn  # noqa: E402
from benchmarks.messages.profiling import PROFILED, profile  # noqa: E402
from benchmarks.messages.scenarios import (  # noqa: E402
    ECHO,
    OF_THE_OFFICE,
    STATEMENT,
    Scenario,
)

SIZES = (NEIGHBOURHOOD, 10_000, 100_000)
ONLY_STATEMENT = 10_000  # accounts at which nothing but /deuda is measured
SETTLES = 2.0  # seconds for what a bot does after it has begun
PROFILE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How many rounds, and how much each turn of them takes."""

    rounds: int = 5
    seconds: float = 2.5
    warm_up: float = 0.5
    lone: int = 40
    longest: float = 700.0  # seconds of all rounds: one that would end later is not begun


QUICK = Effort(rounds=1, seconds=1.0, lone=20)


@dataclass(frozen=True, slots=True)
class Company:
    """A database, and the accounts of its customers."""

    engine: str
    accounts: int
    url: str
    customers: list[str]

    @property
    def name(self) -> str:
        """How its bot is called in the table."""
        return f"{self.engine}-{self.accounts}"


async def measure(engines: Sequence[str], sizes: Sequence[int], effort: Effort) -> Figures:
    """Build the companies, start the bots, and let them have their turns."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory()))
        companies = await build(opened, engines, sizes, folder)
        core, api = await open_bot_api(opened)
        echoes = [
            echo_of_python_telegram_bot(api, folder, core),
            echo_of_python_telegram_bot(api, folder, core, at_once=True),
            echo_of_aiogram(api, folder, core),
        ]
        offices = {
            one.name: office(api, folder, core, one.name, one.url, one.customers)
            for one in companies
        }
        for bot in [*echoes, *offices.values()]:
            say(f"{bot.name} begins")
            opened.push_async_callback(bot.stop)
            await bot.start()
            await asyncio.sleep(SETTLES)
            bot.stand_still()
        gc.freeze()
        figures = Figures()
        began = time.monotonic()
        for number in range(effort.rounds):
            passed = time.monotonic() - began
            if number and passed / number * (number + 1) > effort.longest:
                say(f"{number} rounds have to do: they took {passed:.0f} s")
                break
            for scenario in OF_THE_OFFICE:
                say(f"round {number + 1} of {effort.rounds}: {scenario.name}")
                turns = [(bot, ECHO) for bot in echoes]
                turns += [
                    (offices[one.name], scenario)
                    for one in companies
                    if one.accounts != ONLY_STATEMENT or scenario is STATEMENT
                ]
                for bot, its in reversed(turns) if number % 2 else turns:
                    figures.add(scenario.name, bot.name, await have_turn(bot, its, effort))
        return figures


async def have_turn(bot: Contestant, scenario: Scenario, effort: Effort) -> Turn:
    """Wake a bot, measure it, and let it stand still again."""
    await bot.go_on()
    write = await bot.prepare(scenario)
    flood = await bot.flood(write.by_all, effort.seconds, effort.warm_up)
    bot.check(scenario)
    alone = await bot.alone(write.by_one, effort.lone)
    bot.check(scenario)
    bot.stand_still()
    return Turn(flood, alone)


async def look_inside(engine: str, accounts: int, scenario: Scenario) -> str:
    """Where this bot's time goes while all chats write one thing."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory()))
        [company] = await build(opened, [engine], [accounts], folder)
        core, api = await open_bot_api(opened)
        written = folder / "profile"
        bot = office(
            *(api, folder, core, company.name, company.url, company.customers),
            run=[str(PROFILED), str(written)],
        )
        opened.push_async_callback(bot.stop)
        await bot.start()
        await asyncio.sleep(SETTLES)
        write = await bot.prepare(scenario)
        return await profile(bot, write.by_all, PROFILE_SECONDS, written)


async def build(
    opened: AsyncExitStack, engines: Sequence[str], sizes: Sequence[int], folder: Path
) -> list[Company]:
    """The companies' databases, which last as long as `opened`."""
    companies = []
    for engine in engines:
        create = opened.enter_context(databases(engine, folder))
        for accounts in sizes:
            say(f"{engine}: a company of {accounts:,} accounts")
            url = create(f"office{accounts}")
            companies.append(Company(engine, accounts, url, await found(url, accounts)))
    return companies


async def open_bot_api(opened: AsyncExitStack) -> tuple[int, BotApi]:
    """Leave a core to the bot, the first of what is returned, and serve the Bot API on another."""
    first, *_, last = sorted(os.sched_getaffinity(0))
    this = psutil.Process()
    for process in (this, *this.children(recursive=True)):  # PostgreSQL's
        with suppress(psutil.NoSuchProcess):  # a worker of its own, at the end of its task
            process.cpu_affinity([last])
    api = BotApi()
    await opened.enter_async_context(await api.serve())
    return first, api


BEGAN = time.monotonic()


def say(what: str) -> None:
    """Tell how far it is, beside the figures."""
    print(f"{time.monotonic() - BEGAN:6.0f} s  {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(
        prog="benchmarks/messages", description=(__doc__ or "").splitlines()[0]
    )
    by_name = {one.name: one for one in OF_THE_OFFICE}
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--accounts", type=int, help="only a company of this size")
    parser.add_argument(
        "--rounds",
        type=int,
        help=f"however long it takes; left out, {Effort().rounds} or as many as time allows",
    )
    parser.add_argument(
        "--quick", action="store_true", help="a trial: one short round, the smallest company"
    )
    parser.add_argument("--profile", choices=by_name, help="look where the time goes instead")
    options = parser.parse_args()
    engines = [options.engine] if options.engine else ENGINES
    if len(os.sched_getaffinity(0)) < 2:
        raise SystemExit("two cores are needed: one of them is the bot's alone")
    if options.profile:
        for engine in engines:
            accounts = options.accounts or SIZES[-1]
            print(asyncio.run(look_inside(engine, accounts, by_name[options.profile])))
        return
    if not AIOGRAM_PYTHON.exists():
        raise SystemExit("aiogram is missing: `make bench` installs it")
    effort = QUICK if options.quick else Effort()
    if options.rounds:
        effort = replace(effort, rounds=options.rounds, longest=math.inf)
    sizes = [options.accounts] if options.accounts else SIZES[: 1 if options.quick else None]
    load = os.getloadavg()[0]
    figures = asyncio.run(measure(engines, sizes, effort))
    print(f"load before: {load:.1f}, now: {os.getloadavg()[0]:.1f}, of which about 1 is ours\n")
    print(figures.table())
    for engine in engines if len(sizes) > 1 else ():
        print(f"\n{figures.growth(f'{engine}-{min(sizes)}', f'{engine}-{max(sizes)}')}")


if __name__ == "__main__":
    main()
