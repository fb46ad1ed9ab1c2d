"""The whole office in this process, over a simulated Telegram, to see what each turn runs.

Nobody leads it, so neither the sender nor the jobs run: what is recorded is the turns'.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from bot.assembly.office import open_office
from bot.run import work
from bot.settings import Settings
from domain.clock import ZONE
from simulator.people.customer import Customer
from simulator.server import Simulator
from storage import tables
from storage.desk import StoredDesk
from storage.engine.leadership import nobody_leads
from storage.people.users import seat
from storage.sample import Sample
from tests.statements.flows import Flow, Who
from tests.statements.recorder import Statement, Statements, recorded

STARTS_WITHIN = 60.0
QUIET = 0.15
"""Seconds without a message, or a statement, after which a turn is taken to be over."""

HEARTBEATS = "heartbeats"
"""A row that now and then a turn writes, whichever it is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of a flow, and the statements that it ran."""

    flow: str
    step: str
    statements: tuple[Statement, ...]

    def __str__(self) -> str:
        lines = [f"{self.flow}: {self.step} ({len(self.statements)})"]
        return "\n    ".join([*lines, *(one.on_one_line for one in self.statements)])


@dataclass(slots=True)
class Walker:
    """Walks flows through the open office."""

    simulator: Simulator
    sample: Sample
    statements: Statements
    _numbers: Iterator[int]

    async def walk(self, flow: Flow) -> list[Turn]:
        """Take every step of a flow, in a chat of its own."""
        async with Customer(self.simulator.root, quiet=QUIET) as customer:
            await self._prepare(customer.chat_id, flow.who)
            return [await self._step(customer, flow, step) for step in flow.steps]

    async def _step(self, customer: Customer, flow: Flow, step: str) -> Turn:
        before = len(self.statements.of(customer.chat_id))
        if step.startswith("["):
            await _press(customer, step[1:-1])
        else:
            await customer.say(step)
        seen: list[Statement] | None = None
        while seen != (now := self.statements.of(customer.chat_id)):
            seen = now
            await asyncio.sleep(QUIET)
        own = now[before:]
        return Turn(flow.name, step, tuple(one for one in own if HEARTBEATS not in one.text))

    async def _prepare(self, chat_id: int, who: Who) -> None:
        if who is Who.STRANGER:
            return
        name = f"{next(self._numbers)}@example.org"
        now = _now()
        user = await tables.User.create(
            first_names="Ana",
            surnames="Paz",
            document="30111222",
            email=name,
            email_key=name,
            username=name,
            username_key=name,
            registered_chat=chat_id,
            registered_at=now,
            confirmed_at=now,
        )
        await seat(chat_id, user.id)
        if who is Who.LINKED:
            for codes in (self.sample.plan_payable, self.sample.a_few_overdue):
                await StoredDesk().link_account(chat_id, codes.account, _now())


@asynccontextmanager
async def walker(database_url: str, sample: Sample, cache: Path) -> AsyncIterator[Walker]:
    """Open the office over a database that holds the sample; statements are recorded meanwhile."""
    async with Simulator() as simulator, nobody_leads(database_url):
        settings = Settings(
            telegram_token=SecretStr(simulator.token),
            telegram_api=simulator.root,
            database_url=SecretStr(database_url),
            public_url="http://127.0.0.1:8080",
            smtp_url=SecretStr(simulator.smtp_url),
            mail_from="Aguas <oficina@example.org>",
            cache=cache,
            sample=True,
            sent_log=cache / "sent",
        )
        async with open_office(settings) as office:
            stop = asyncio.Event()
            working = asyncio.create_task(work(office, stop))
            try:
                assert await simulator.world.updates.asked.wait(STARTS_WITHIN)
                with recorded() as statements:
                    yield Walker(simulator, sample, statements, count())
            finally:
                stop.set()
                await working


async def _press(customer: Customer, label: str) -> None:
    """Press the newest button whose label contains this."""
    for message in reversed(await customer.messages()):
        for shown in message.labels:
            if label in shown:
                await customer.press(shown, message)
                return
    raise LookupError(f"no button says «{label}»\n{await customer.transcript()}")


def _now() -> datetime:
    return datetime.now(ZONE)
