"""The bots compared, each a process on one core that stands still while another has its turn."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks.messages.bot_api import BATCH, BotApi, Line, Write
from benchmarks.messages.company import CUSTOMERS, FIRST_CHAT
from benchmarks.messages.scenarios import Scenario, pressed, written

TREE = Path(__file__).parents[2]
HERE = Path(__file__).parent
AIOGRAM_PYTHON = TREE / ".venv-bench" / "bin" / "python"

PYTHON_TELEGRAM_BOT = "python-telegram-bot"
AIOGRAM = "aiogram"
MOST_OUT = 2 * BATCH  # unanswered updates of a flood
STARTS_WITHIN = 60.0  # seconds
ANSWERS_WITHIN = 60.0
PAUSE = 0.01  # seconds between a lone answer and the next message
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Flood:
    """Many chats at once: answers a second, and the bot's processor time for one."""

    a_second: float
    processor_ms: float


@dataclass(frozen=True, slots=True)
class Written:
    """What all chats write in turn, and the same of one chat alone."""

    by_all: Write
    by_one: Write


@dataclass(slots=True)
class Contestant:
    """A bot that can be flooded, asked alone, and stopped.

    `accounts` are those of its chats, where the chats have one.
    """

    name: str
    line: Line
    command: list[str]
    environment: dict[str, str]
    folder: Path
    core: int
    chats: list[int]
    accounts: dict[int, str] = field(default_factory=dict)
    _process: Process | None = None

    async def start(self) -> None:
        """Start it and wait until it polls."""
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *("setpriv", "--pdeathsig", "KILL", "taskset", "-c", str(self.core)),
                *self.command,
                env=self.environment,
                cwd=self.folder,  # where no .env of a developer's lies
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers stand still with it
            )
        await self._wait(self.line.polled, STARTS_WITHIN, "took no updates")

    async def stop(self) -> None:
        """End it, as a service manager does."""
        if self._process and self._process.returncode is None:
            self._signal_all(signal.SIGCONT)
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 20)
            except TimeoutError:
                self._signal_all(signal.SIGKILL)

    def stand_still(self) -> None:
        """Let it use no processor until it goes on."""
        self._signal_all(signal.SIGSTOP)

    async def go_on(self) -> None:
        """Let it go on, and wait until it has asked for updates anew."""
        self._signal_all(signal.SIGCONT)
        self.line.give_nothing()  # the bot may have given that poll up meanwhile
        await self._wait(self.line.polled, ANSWERS_WITHIN, "did not go on")

    def _signal_all(self, number: signal.Signals) -> None:
        """Send a signal to it and its workers."""
        assert self._process is not None
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            raise SystemExit(f"{self.name} has ended:\n{self._end_of_log()}") from None

    def signal_alone(self, number: signal.Signals) -> None:
        """Send a signal to it alone."""
        assert self._process is not None
        self._process.send_signal(number)

    def thread_seconds(self) -> dict[str, float]:
        """What each of its threads has used of the processor till now."""
        assert self._process is not None
        tasks = Path(f"/proc/{self._process.pid}/task")
        stats = {task.name: (task / "stat").read_text() for task in tasks.iterdir()}
        return {
            f"thread {name} {'(event loop)' if name == str(self._process.pid) else ''}": sum(
                map(int, stat.rpartition(")")[2].split()[11:13])
            )
            / _TICKS
            for name, stat in stats.items()
        }

    def processor_seconds(self) -> float:
        """What it has used of the processor till now, its threads and ended workers included."""
        assert self._process is not None
        stat = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, stat[11:15])) / _TICKS

    async def prepare(self, scenario: Scenario) -> Written:
        """Have each chat write once, look at all the answers, and return what they write on."""
        if scenario.opening:
            await self._each_once(written(self.chats, scenario.opening))
        shown = dict(self.line.last)
        by_all, by_one = (
            pressed(chats, scenario.presses, shown)
            if scenario.presses
            else written(chats, scenario.text)
            for chats in (self.chats, self.chats[:1])
        )
        await self._each_once(by_all)
        self.check(scenario)
        return Written(by_all, by_one)

    def check(self, scenario: Scenario) -> None:
        """See that each chat's last answer is a right one."""
        for chat, answer in self.line.last.items():
            if not scenario.is_right(answer, self.accounts.get(chat, "")):
                raise SystemExit(f"{self.name} answered {scenario.name} with {answer}")

    async def flood(self, write: Write, seconds: float, warm_up: float) -> Flood:
        """Keep `MOST_OUT` updates unanswered for a while, after a warm-up that isn't counted."""
        line = self.line
        self._hand_out(write, MOST_OUT, least=BATCH)
        await asyncio.sleep(warm_up)
        answered, at, used = line.answered, perf_counter(), self.processor_seconds()
        await asyncio.sleep(seconds)
        while line.answered - answered < 2 * MOST_OUT and perf_counter() - at < 4 * seconds:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        took, used = perf_counter() - at, self.processor_seconds() - used
        count = line.answered - answered
        await self._settle()
        return Flood(count / took, 1000 * used / max(count, 1))

    async def alone(self, write: Write, count: int) -> list[float]:
        """Hand out one update after the other; returns the milliseconds to each answer."""
        took = []
        for _ in range(count):
            await self._wait(self.line.polled, ANSWERS_WITHIN, "did not poll")
            await asyncio.sleep(PAUSE)
            self._hand_out(write, 1)
            await self._settle()
            took.append(1000 * (self.line.answered_at - self.line.handed_at))
        return took

    async def _each_once(self, write: Write) -> None:
        """Hand an update to each chat, and keep the answers."""
        line, first = self.line, self.line.next_id
        line.last.clear()
        # Whosever turn the first one is: each chat has had one after as many as there are chats.
        while line.next_id - first < len(self.chats):
            self._hand_out(write, min(BATCH, len(self.chats) - (line.next_id - first)))
            await self._settle()
        if missing := set(self.chats) - line.last.keys():
            raise SystemExit(f"{self.name} left {len(missing)} chats without an answer")

    def _hand_out(self, write: Write, most_out: int, least: int = 1) -> None:
        line = self.line
        line.write, line.most_out, line.least = write, most_out, least
        line.handed.clear()
        line.quiet.clear()
        line.offer()

    async def _settle(self) -> None:
        """Hand out no more, and wait until all is answered and the bot waits for updates."""
        line = self.line
        await self._wait(line.handed, ANSWERS_WITHIN, "did not poll")
        line.most_out = 0
        await self._wait(line.quiet, ANSWERS_WITHIN, f"owes {line.out} answers")
        await self._wait(line.polled, ANSWERS_WITHIN, "did not poll")
        if line.out:
            raise SystemExit(f"{self.name} gave {-line.out} answers too many")

    async def _wait(self, event: asyncio.Event, seconds: float, complaint: str) -> None:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            raise SystemExit(f"{self.name} {complaint}:\n{self._end_of_log()}") from None

    def _end_of_log(self) -> str:
        return self._log.read_text()[-2000:]

    @property
    def _log(self) -> Path:
        return self.folder / f"{self.name}.log"


def echo_of_python_telegram_bot(
    api: BotApi, folder: Path, core: int, *, at_once: bool = False
) -> Contestant:
    """python-telegram-bot as it comes, or with its updates handled at once."""
    name = PYTHON_TELEGRAM_BOT + (" at once" if at_once else "")
    script = HERE / "echo_python_telegram_bot.py"
    return _echo(api, folder, core, name, [sys.executable, str(script)])


def echo_of_aiogram(api: BotApi, folder: Path, core: int) -> Contestant:
    """aiogram as it comes."""
    return _echo(api, folder, core, AIOGRAM, [str(AIOGRAM_PYTHON), str(HERE / "echo_aiogram.py")])


def _echo(api: BotApi, folder: Path, core: int, name: str, program: list[str]) -> Contestant:
    token = f"{1 + len(api.lines)}:{name.replace(' ', '-')}"
    return Contestant(
        name,
        api.line(token),
        [*program, token, api.root],
        dict(os.environ),
        folder,
        core,
        list(range(FIRST_CHAT, FIRST_CHAT + CUSTOMERS)),
    )


def office(
    api: BotApi,
    folder: Path,
    core: int,
    name: str,
    url: str,
    accounts: Sequence[str],
    run: Sequence[str] = ("-m", "bot", "run"),
) -> Contestant:
    """This bot, over a database whose customers' accounts are these."""
    token = f"{1 + len(api.lines)}:{name}"
    chats = list(range(FIRST_CHAT, FIRST_CHAT + len(accounts)))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
    return Contestant(
        name,
        api.line(token),
        [sys.executable, *run],
        environment | _settings(api, token, url, folder),
        folder,
        core,
        chats,
        dict(zip(chats, accounts, strict=True)),
    )


def _settings(api: BotApi, token: str, url: str, folder: Path) -> dict[str, str]:
    port = _free_port()
    return {
        "PYTHONPATH": str(TREE),
        "OFICINA_TELEGRAM_TOKEN": token,
        "OFICINA_TELEGRAM_API": api.root,
        "OFICINA_DATABASE_URL": url,
        "OFICINA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "OFICINA_WEB_PORT": str(port),
        "OFICINA_SMTP_URL": f"smtp://127.0.0.1:{_free_port()}",
        "OFICINA_MAIL_FROM": "Aguas de Catamarca <oficina@example.org>",
        "OFICINA_CACHE": str(folder / "cache"),
        "OFICINA_SENT_LOG": str(folder / f"{token.partition(':')[2]}-sent-log"),
        "OFICINA_SAMPLE": "true",
        "OFICINA_ALERT_SILENCE_HOURS": "0",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
