"""An office whose replicas work when they are told to, and a person who writes to it.

Database and Bot API are real; the clock is moved by hand, so that nobody has to wait.
"""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.telegram.intake import Intake
from bot.telegram.transport import AiohttpRequest
from documents.personal_data import PersonalData
from domain.access import Purpose
from domain.accounts import Account
from domain.claims import Claims
from domain.clock import ZONE
from domain.invoice_detail import InvoiceCopy
from domain.networks import load_networks
from domain.office import ChatView, Desk
from domain.vouchers import IssuedVoucher
from faq.masking import mask
from handlers.chat_handler import ChatHandler
from handlers.delivery import Delivery
from handlers.endings.access import AccessEndings
from handlers.endings.accounts import AccountEndings
from handlers.endings.claims import ClaimEndings
from handlers.endings.deed import FreshLink
from handlers.endings.digital_invoice import DigitalInvoiceEndings
from handlers.endings.invoices import InvoiceEndings
from handlers.endings.own_data import OwnDataEndings
from handlers.endings.recovery import RecoveryEndings
from handlers.endings.registry import Endings
from handlers.endings.vouchers import VoucherEndings
from handlers.intent_recorder import IntentRecorder
from handlers.intents import FaqIntents
from handlers.own_data_printing import OwnDataPrinter
from handlers.printing import Printer
from handlers.raw_bot import RawBot
from handlers.reply_delivery import ReplyDelivery
from handlers.turn import TurnHandler
from handlers.turn_log import TurnTaken
from simulator import Customer, Simulator
from simulator.people.customer import Message
from storage.accounts.guard import StoredAccountGuard
from storage.billing.sent_vouchers import StoredSentVouchers
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.dialogues import StoredDialogues
from storage.engine.database import answers, open_database, run
from storage.inbox import StoredInbox
from storage.learning import StoredLearning
from storage.notices.subscriptions import StoredSubscriptions
from storage.office import StoredOffice
from storage.people.own_data import StoredOwnData
from storage.people.recovery import StoredRecovery
from web.links import Links, new_token, token_hash

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
MOST_CALLS = 50
REGISTRATION = ("/crear", "Ana", "Gómez", "25708059", "ana@example.org", "ana.gomez", "no")
CLAIM = (
    *("/reclamo", "Otra cosa", "Me cobraron dos veces el quinto bimestre", "Ana Gómez"),
    *("Solo por este chat",),
)
"""What is answered on the way to the last question, whose answer is 'sí'."""


@dataclass
class HandClock:
    """Stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Paper:
    """A renderer that prints at once, and can run out of ink."""

    broken: bool = False
    printed: list[object] = field(default_factory=list)

    async def voucher(self, issued: IssuedVoucher, account: Account) -> bytes:
        return self._print(issued)

    async def invoice(self, copy: InvoiceCopy) -> bytes:
        return self._print(copy)

    async def personal_data(self, held: PersonalData) -> bytes:
        return self._print(held)

    def _print(self, what: object) -> bytes:
        if self.broken:
            raise OSError("no ink")
        self.printed.append(what)
        return b"%PDF-1.7 invented, for tests"


class Replica:
    """One process of the office, as far as chats are concerned; it knows what is in the database.

    `told` holds the turns, as the metrics hear of them, and `nudges` counts the calls for the
    outbox.
    """

    def __init__(self, town: "Town", claims: Claims, desk: Desk) -> None:
        self.told: list[TurnTaken] = []
        self.nudges = 0
        vouchers, networks, recovery = StoredSentVouchers(), load_networks(), StoredRecovery()
        endings = Endings(
            AccessEndings(desk, recovery, new_link),
            RecoveryEndings(desk, recovery, new_link),
            AccountEndings(desk, StoredAccountGuard()),
            InvoiceEndings(desk, networks),
            VoucherEndings(desk, networks, vouchers),
            DigitalInvoiceEndings(desk, StoredSubscriptions()),
            ClaimEndings(claims),
            OwnDataEndings(StoredOwnData()),
        )
        own_data = OwnDataPrinter(town.paper, lambda chat_id: town.office_of(chat_id, None))
        intents = IntentRecorder(town.recognizer, StoredLearning(), mask)
        self.dialogues = StoredDialogues()
        self.delivery = Delivery(town.bot, desk, Printer(town.paper, own_data.print))
        self.handler = ChatHandler(
            town.bot,
            self.dialogues,
            TurnHandler(self.dialogues, desk, endings, town.office_of, intents, town.clock),
            ReplyDelivery(self.dialogues, self.delivery, desk, vouchers, town.clock),
            self.delivery,
            desk,
            town.clock,
            answers,
            self._nudge,
            self.told.append,
        )

    async def work(self, chat_id: int) -> float | None:
        """Work on a chat as a worker does, with what goes on beside the replies."""
        try:
            return await self.handler.work(chat_id)
        finally:
            await self.delivery.drain()

    def _nudge(self) -> None:
        self.nudges += 1


@dataclass
class Town:
    """A person, Ana, with the office; nothing is taken in or worked on unless it is said."""

    simulator: Simulator
    bot: RawBot
    ana: Customer
    recognizer: FaqIntents
    clock: HandClock = field(default_factory=HandClock)
    paper: Paper = field(default_factory=Paper)
    woken: set[int] = field(default_factory=set)
    _next: int | None = None

    def __post_init__(self) -> None:
        self.replica = self.another_replica()
        self.intake = Intake(
            StoredInbox(), self.clock, self.woken.add, self.replica.handler.in_no_line
        )

    def office_of(self, chat_id: int, view: ChatView | None) -> StoredOffice:
        limit = Decimal("999999.99")
        return StoredOffice(chat_id, voucher_limit=limit, clock=self.clock, view=view)

    def another_replica(self, claims: Claims | None = None, desk: Desk | None = None) -> Replica:
        """One that just began."""
        return Replica(self, claims or StoredClaims(), desk or StoredDesk())

    @asynccontextmanager
    async def another_person(self) -> AsyncIterator[Customer]:
        """Eva, who has a chat of her own."""
        async with Customer(self.simulator.root, "Eva Luna") as eva:
            yield eva

    def restart(self, claims: Claims | None = None, desk: Desk | None = None) -> None:
        """The replica is another process, with nothing but the database."""
        self.replica = self.another_replica(claims, desk)

    async def write(self, *texts: str, who: Customer | None = None) -> None:
        """Ana writes; Telegram has it."""
        for text in texts:
            await self._send({"kind": "text", "text": text}, who)

    async def send(self, kind: str) -> None:
        """Ana sends something that is no text."""
        await self._send({"kind": kind})

    async def press(self, label: str) -> None:
        """Ana presses the newest button whose label contains this; Telegram has it."""
        for message in reversed(await self.ana.messages()):
            for shown in message.labels:
                if label in shown:
                    about = {"message_id": message.id, "label": shown}
                    await self.ana.ask("POST", f"sim/chats/{self.ana.chat_id}/press", about)
                    return
        raise LookupError(f"no button says «{label}»\n{await self.ana.transcript()}")

    async def take_in(self) -> None:
        """What Telegram has comes into the inbox, and is confirmed."""
        if found := await self.bot.fetch_updates(self._next, 100, 0):
            last = await self.intake.receive(found)
            assert last is not None
            self._next = last + 1

    async def receive(self, *updates: dict[str, Any]) -> None:
        """Updates of any form come into the inbox."""
        await self.intake.receive(updates)

    async def work(self, who: Customer | None = None) -> float | None:
        """The replica works on the chat; after how many seconds it would look again."""
        return await self.replica.work((who or self.ana).chat_id)

    async def work_on(self, who: Customer | None = None) -> None:
        """The replica works on the chat until there is nothing to do, while time passes."""
        for _ in range(MOST_CALLS):
            if (wait := await self.work(who)) is None:
                return
            self.clock.move(wait)
        raise AssertionError("there is no end to it")

    async def say(self, *texts: str, who: Customer | None = None) -> list[str]:
        """Ana writes one thing after the other, each is answered; what is said to the last."""
        before = 0
        for text in texts:
            before = len(await self.heard(who))
            await self.write(text, who=who)
            await self.take_in()
            await self.work(who)
        return (await self.heard(who))[before:]

    async def said(self, who: Customer | None = None) -> list[Message]:
        """What the bot sent."""
        return [one for one in await (who or self.ana).messages() if one.from_bot]

    async def heard(self, who: Customer | None = None) -> list[str]:
        """The texts of all that the bot sent."""
        return [one.text for one in await self.said(who)]

    async def answered(self, who: Customer | None = None) -> dict[str, str]:
        """The answers that the conversation under way holds."""
        rows = await run(
            "SELECT thread FROM dialogues WHERE chat_id = ?", [(who or self.ana).chat_id]
        )
        thread = json.loads(rows[0]["thread"]) if rows and rows[0]["thread"] else None
        return {} if thread is None else dict(thread[2])

    async def owes(self) -> bool:
        """Whether something is owed to Ana."""
        rows = await run("SELECT owed FROM dialogues WHERE chat_id = ?", [self.ana.chat_id])
        return bool(rows and rows[0]["owed"])

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        return int((await run(f'SELECT COUNT(*) AS n FROM "{table}"'))[0]["n"])

    def goes_wrong(self, *script: dict[str, Any], **faults: Any) -> None:
        """The Bot API answers as it is told to (`simulator.bot_api.faults`), until `goes_well`."""
        self.simulator.api.faults.configure({"script": list(script), **faults})

    def goes_well(self) -> None:
        """The Bot API answers as it should."""
        self.simulator.api.faults.configure({})

    async def _send(self, content: dict[str, Any], who: Customer | None = None) -> None:
        person = who or self.ana
        await person.ask("POST", f"sim/chats/{person.chat_id}/send", content)


@asynccontextmanager
async def open_town(database: str, recognizer: FaqIntents) -> AsyncIterator[Town]:
    """A town over a database that has its tables."""
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(open_database(database))
        simulator = await opened.enter_async_context(Simulator())
        bot = RawBot(
            simulator.token,
            base_url=f"{simulator.root}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )
        await opened.enter_async_context(bot)
        ana = await opened.enter_async_context(Customer(simulator.root, "Ana Pérez"))
        yield Town(simulator, bot, ana, recognizer)


def fails(method: str, status: int, description: str = "Bad", **more: Any) -> dict[str, Any]:
    """A line of the script: the method is answered with an error."""
    return {"method": method, "status": status, "description": description, **more}


def unanswered(method: str, *, arrives: bool, **more: Any) -> dict[str, Any]:
    """A line of the script: nobody hears what became of the request."""
    return {"method": method, "status": 200, "body": "", "carried_out": arrives, **more}


def new_link(purpose: Purpose) -> FreshLink:
    """The address of a page, with a token."""
    token = new_token()
    return FreshLink(Links("http://127.0.0.1:9").page(purpose, token), token_hash(token))
