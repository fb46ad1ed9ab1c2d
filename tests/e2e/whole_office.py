"""The bot as a process of its own beside a simulated Telegram: what the end-to-end tests drive."""

import asyncio
import os
import re
import signal
import socket
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from simulator.people.customer import Customer
from simulator.people.visitor import Visitor
from simulator.server import Simulator
from storage.engine.database import open_database, run
from storage.sample import Codes, Sample

TREE = Path(__file__).parents[2]
PASSWORD = "mate lluvia camión azul"
OPEN = b"the office is open"
STARTS_WITHIN = 60.0  # seconds
ENDS_WITHIN = 30.0
MAIL_WITHIN = 180.0  # one that was in flight when the bot was killed is claimed for two minutes


class WholeOffice:
    """Simulator, database with the sample, and the bot as a process that can be killed.

    `customer` opens a chat, `registered` and `linked` go a part of the road first; `visitor` fills
    in the pages of links; `rows` looks into the database; `kill` and `start` end and begin the bot.
    """

    def __init__(self, simulator: Simulator, database_url: str, sample: Sample, folder: Path):
        self.simulator = simulator
        self.database_url = database_url
        self.sample = sample
        self.visitor = Visitor()
        self.settings = settings_of(simulator, database_url, folder.parent / "cache")
        self.log = folder / "bot.log"
        self._folder = folder
        self._bot: asyncio.subprocess.Process | None = None
        self._opened = AsyncExitStack()
        self._mails_followed: dict[str, int] = {}  # by address

    async def __aenter__(self) -> "WholeOffice":
        await self.start()
        await self._opened.enter_async_context(self.visitor)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._opened.aclose()
        await self.stop()

    async def start(self, *, webhook: bool = False) -> None:
        """Start the bot and wait until it takes updates: it polls, or has them posted to it."""
        begun = self.log.stat().st_size if self.log.exists() else 0
        polls = asyncio.create_task(self.simulator.world.updates.asked.wait(STARTS_WITHIN))
        bot = await self._run(*(["--webhook"] if webhook else []))
        async with asyncio.timeout(STARTS_WITHIN):
            while not (OPEN in self.log.read_bytes()[begun:] if webhook else polls.done()):
                if bot.returncode is not None:
                    polls.cancel()
                    raise AssertionError(f"the bot did not start:\n{self.log.read_text()}")
                await asyncio.wait({polls}, timeout=0.2)
        polls.cancel()

    async def ends(self) -> int:
        """Start the bot if it doesn't run, and wait until it ends by itself; its exit code."""
        bot = self._bot or await self._run()
        async with asyncio.timeout(STARTS_WITHIN):
            code = await bot.wait()
        self._bot = None
        return code

    async def _run(self, *options: str) -> asyncio.subprocess.Process:
        assert self._bot is None, "the bot runs already"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
        environment["PYTHONPATH"] = str(TREE)
        with self.log.open("ab") as log:
            self._bot = await asyncio.create_subprocess_exec(
                *("setpriv", "--pdeathsig", "KILL"),  # should the tests be killed, it ends too
                *(sys.executable, "-m", "bot", "run", *options),
                env=environment | self.settings,
                cwd=self._folder,  # where no .env of a developer's lies
                stdout=log,
                stderr=log,
            )
        return self._bot

    async def kill(self) -> None:
        """End the bot as a power cut does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """End the bot as a service manager does; what it had in hand is finished."""
        await self._end(signal.SIGTERM)

    async def customer(self, name: str = "Ana Pérez") -> Customer:
        """A person with an empty chat."""
        return await self._opened.enter_async_context(Customer(self.simulator.root, name))

    async def taken_over(self, chat_id: int) -> Customer:
        """A person whose chat is there already."""
        customer = Customer(self.simulator.root, chat_id=chat_id)
        return await self._opened.enter_async_context(customer)

    async def registered(self, name: str = "Ana Pérez") -> Customer:
        """A customer who has made a user, confirmed the e-mail and is logged in."""
        customer = await self.customer(name)
        await self.register(customer)
        return customer

    async def linked(self, *codes: Codes, name: str = "Ana Pérez") -> Customer:
        """A registered customer with these accounts linked; with one few bills behind if none."""
        customer = await self.registered(name)
        for one in codes or (self.sample.a_few_overdue,):
            await customer.say("/vincular")
            await customer.say(one.receipt)
            await customer.say(one.payment_code)
            await customer.wait_for("quedó vinculada")
        return customer

    async def register(self, customer: Customer) -> None:
        """Make a user, over the chat, the mail and the page."""
        first, last = customer.name.split()
        for said in ("/crear", first, last, "25708059", email(customer), username(customer), "no"):
            await customer.say(said)
        await customer.press("✅ Está todo bien, crear usuario")
        await self.set_password(email(customer))
        await customer.wait_for("quedó confirmado")

    async def mail_link(self, to: str) -> str:
        """The link of the next mail to this address that was not followed yet."""
        mail = await self.simulator.mailbox.wait(to, self._mails_followed.get(to, 0), MAIL_WITHIN)
        assert mail is not None, f"no mail came to {to}"
        self._mails_followed[to] = mail.id
        link = re.search(r"https?://\S+", mail.text)
        assert link is not None, f"the mail has no link:\n{mail.text}"
        return link[0]

    async def set_password(self, to: str, password: str = PASSWORD) -> None:
        """Follow the mail's link and choose the password on its page."""
        link = await self.mail_link(to)
        status, page = await self.visitor.fill(link, clave=password, repetida=password)
        assert status == 200, page

    async def rows(self, statement: str, *values: object) -> list[dict[str, Any]]:
        """What the bot's database holds; values stand as `?`."""
        async with open_database(self.database_url):
            return await run(statement, values)

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        return int((await self.rows(f"SELECT COUNT(*) AS rows FROM {table}"))[0]["rows"])

    async def effects(self) -> dict[str, int]:
        """What the road leaves behind: rows, and mails that arrived."""
        tables = ("users", "linked_accounts", "vouchers", "wrong_pairs")
        counted = {table: await self.count(table) for table in tables}
        return counted | {"mails": len(self.simulator.mailbox.mails)}

    async def _end(self, how: signal.Signals) -> None:
        if self._bot is None:
            return
        bot, self._bot = self._bot, None
        bot.send_signal(how)
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                await bot.wait()
        except TimeoutError:
            bot.kill()
            await bot.wait()
            raise AssertionError(f"the bot did not end:\n{self.log.read_text()}") from None


def email(customer: Customer) -> str:
    """The address that `register` gives for a customer."""
    return f"{_key(customer)}@example.org"


def username(customer: Customer) -> str:
    """The user name that `register` chooses for a customer."""
    return f"{_key(customer)}.{len(customer.name)}"


def _key(customer: Customer) -> str:
    return customer.name.split()[0].casefold()


def settings_of(simulator: Simulator, database_url: str, cache: Path) -> dict[str, str]:
    """What a bot over the simulator and a database is told; each call finds a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "OFICINA_TELEGRAM_TOKEN": simulator.token,
        "OFICINA_TELEGRAM_API": simulator.root,
        "OFICINA_DATABASE_URL": database_url,
        "OFICINA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "OFICINA_WEB_PORT": str(port),
        "OFICINA_SMTP_URL": simulator.smtp_url,
        "OFICINA_MAIL_FROM": "Aguas de Catamarca <oficina@example.org>",
        "OFICINA_CACHE": str(cache),
        "OFICINA_SAMPLE": "true",
        "OFICINA_REFUSALS_WAIT": "0",
    }
