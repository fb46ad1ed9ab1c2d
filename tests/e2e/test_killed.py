"""The bot is killed after each message of the road: the next one goes on, all happens once."""

import asyncio
import csv
import itertools
import random
from collections import Counter
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from domain.clock import ZONE
from simulator.people.customer import Customer
from simulator.people.visitor import Visitor
from storage.sample import Codes
from tests.e2e.crowd import EVERYTHING, trouble, well
from tests.e2e.road import AFTERWARDS, ROAD, Step, answer, newest, road, says, until, walk, write
from tests.e2e.whole_office import MAIL_WITHIN, PASSWORD, WholeOffice, email, username

DEEDS = ("Te mandé un mail", "vinculada", "Comprobante Nº")
SENDS = ["sendMessage", "sendPhoto", "sendDocument"]
PASSING = ("429", "500", "502", "reset", "hang", "garbage", "lost", "hang_after")
AT_ONCE = 4  # customers
SILENT = 45.0  # seconds, after which a person says it again
LONG = (pytest.mark.soak, pytest.mark.timeout(7200))

pytestmark = pytest.mark.timeout(600)


async def test_killed_after_each_answer(office: WholeOffice) -> None:
    ana = await office.customer("Ana Gómez")

    for step in ROAD:
        await walk(office, ana, step)
        await nothing_owed(office)
        await office.kill()
        await office.start()

    assert await office.effects() == {
        "users": 1,
        "linked_accounts": 1,
        "vouchers": 1,
        "wrong_pairs": 0,
        "mails": 1,
    }


async def test_killed_while_an_answer_is_on_its_way(office: WholeOffice) -> None:
    """`hang`: it was remembered but not said; `hang_after`: it was said, and nobody knows.

    One kind of trouble for each engine, at every third answer and wherever a deed is done.
    """
    ana = await office.customer("Ana Gómez")
    trouble = "hang" if office.database_url.startswith("sqlite") else "hang_after"

    for number, step in enumerate(ROAD):
        if step.name == "mail" or not (number % 3 == 0 or step.expects in DEEDS):
            await walk(office, ana, step)
            continue
        before = await newest(ana)
        await hold_answers(ana, trouble)
        await step.deed(office, ana)
        await (in_flight(office, ana) if trouble == "hang" else answer(ana, "", before))
        await office.kill()
        await ana.ask("PUT", "sim/faults", {})
        await office.start()

        await answer(ana, step.expects, before)
        told = [one for one in await ana.messages() if one.id > before and one.from_bot]
        assert sum(step.expects in one.text for one in told) <= 2, await ana.transcript()

    effects = await office.effects()
    assert effects.pop("mails") in (1, 2)  # one that was in flight may come twice
    assert effects == {"users": 1, "linked_accounts": 1, "vouchers": 1, "wrong_pairs": 0}


async def nothing_owed(office: WholeOffice) -> None:
    """Wait until all planned mails and notes were delivered, those of a killed bot too."""

    async def delivered() -> bool:
        return not await office.rows("SELECT id FROM outbox WHERE due_at IS NOT NULL")

    await until(delivered, MAIL_WITHIN)


async def hold_answers(customer: Customer, trouble: str) -> None:
    """Let none of the bot's messages come to its end."""
    fault = {"failing_share": 1, "troubles": [trouble], "hang_seconds": 600, "methods": SENDS}
    await customer.ask("PUT", "sim/faults", fault)


async def in_flight(office: WholeOffice, customer: Customer) -> None:
    """Wait until the bot is about to say something to the customer."""

    async def saying() -> bool:
        return office.simulator.world.chats[customer.chat_id].in_flight > 0

    await until(saying)


@pytest.mark.parametrize(
    ("database_url", "trouble_of_answers"),
    [
        ("sqlite", "hang"),
        ("postgresql", "hang_after"),
        pytest.param("sqlite", "hang_after", marks=LONG),
        pytest.param("postgresql", "hang", marks=LONG),
    ],
    indirect=["database_url"],
)
async def test_what_is_written_while_the_bot_is_down_is_meant_for_the_question_that_was_seen(
    office: WholeOffice, trouble_of_answers: str
) -> None:
    """Nobody knows whether the question on its way came: who repeats the answer hasn't seen it."""
    ana = await office.customer("Ana Gómez")
    await walk(office, ana, says("/crear", "¿Cuál es tu nombre?"))
    before = await newest(ana)
    await hold_answers(ana, trouble_of_answers)
    await write(ana, "Ana María")
    await in_flight(office, ana)
    if trouble_of_answers == "hang_after":
        await answer(ana, "¿Y tu apellido?", before)
    await office.kill()
    fails_once = {"method": "sendMessage", "status": 500, "description": "Internal Server Error"}
    await ana.ask("PUT", "sim/faults", {"script": [fails_once]})
    await write(ana, "Ana María" if trouble_of_answers == "hang" else "Gómez")
    await office.start()

    if trouble_of_answers == "hang":
        await answer(ana, "¿Y tu apellido?", before)
        await write(ana, "Gómez")
    await answer(ana, "¿Cuál es tu número de DNI?", before)
    for said in ("25708059", email(ana), username(ana), "no"):
        await ana.say(said)
    assert "Nombre: Ana María\nApellido: Gómez" in (await ana.wait_for("Fijate si")).text


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=LONG)])
async def test_killed_at_random_while_customers_walk_and_telegram_fails(
    office: WholeOffice, kills: int
) -> None:
    """Nothing is lost, doubled or silent: but what was in flight may be said once more."""
    chance = random.Random(kills)
    accounts = overdue_accounts(office)
    walkers = Walkers(office, accounts)
    trouble(
        office.simulator,
        *PASSING,
        failing_share=0.05,
        methods=EVERYTHING,
        hang_seconds=2,
        retry_after=1,
    )

    async with asyncio.TaskGroup() as walking:
        for place in range(AT_ONCE):
            walking.create_task(walkers.walk_on(place))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.2, 3.0))
            await office.kill()
            await office.start()
        walkers.over = True

    well(office.simulator)
    await nothing_owed(office)
    arrived = len(walkers.arrived)
    assert arrived >= AT_ONCE
    # A reply lost at both of its tries is the one that a person must ask for again.
    assert walkers.said_again <= 1 + walkers.steps // 200
    effects = await office.effects()
    assert arrived <= effects.pop("mails") <= 2 * arrived + kills
    assert effects == {
        "users": arrived,
        "linked_accounts": 0,
        "vouchers": len({one.account for one in walkers.arrived.values()}),
        "wrong_pairs": 0,
    }
    assert await office.count("claims") == arrived


class Walkers:
    """Customers who go the whole road one after the other, several at once, until it is over."""

    def __init__(self, office: WholeOffice, accounts: list[Codes]) -> None:
        self._office = office
        self._accounts = accounts
        self.arrived: dict[str, Codes] = {}
        self.over = False
        self.steps = 0
        self.said_again = 0

    async def walk_on(self, place: int) -> None:
        """One after the other, each with an account that nobody else has at that time."""
        mine = self._accounts[place::AT_ONCE]
        for number in itertools.count():
            codes = mine[number % len(mine)]
            customer = await self._office.customer(f"Ana{place}x{number} Gómez")
            for step in (*road(codes), *AFTERWARDS):
                self.said_again += await take_step(self._office, customer, step)
                self.steps += 1
            self.arrived[customer.name] = codes
            if self.over:
                return


async def take_step(office: WholeOffice, customer: Customer, step: Step) -> int:
    """Take a step and be answered, twice at most; whether it had to be said again for that."""
    before = await newest(customer)
    for again in (0, 1):
        try:
            await (confirm if step.name == "mail" else step.deed)(office, customer)
        except LookupError:  # it was pressed, and the button is gone
            assert again, await customer.transcript()
            await write(customer, "hola?")
        if await was_answered(customer, step.expects, before):
            told = [one for one in await customer.messages() if one.id > before and one.from_bot]
            assert sum(step.expects in one.text for one in told) <= 2, await customer.transcript()
            return again
    transcript = await customer.transcript()
    raise AssertionError(f"{customer.name}: silence after {step.name}\n{transcript}")


async def confirm(office: WholeOffice, customer: Customer) -> None:
    """Follow the mail's link and choose the password, though the bot dies meanwhile."""
    link = await office.mail_link(email(customer))
    async with Visitor() as visitor, asyncio.timeout(SILENT):
        while True:
            try:
                status, _ = await visitor.fill(link, clave=PASSWORD, repetida=PASSWORD)
            except aiohttp.ClientError:
                await asyncio.sleep(0.2)
                continue
            assert status in (200, 410), "taken, now or by the try whose answer was lost"
            return


async def was_answered(customer: Customer, text: str, before: int) -> bool:
    async def came() -> bool:
        return any(
            one.id > before and one.from_bot and text in one.text
            for one in await customer.messages()
        )

    try:
        await until(came, SILENT)
    except TimeoutError:
        return False
    return True


def overdue_accounts(office: WholeOffice) -> list[Codes]:
    """Accounts of the sample with a few bills overdue, each with its newest one."""
    folder, today = office.sample.folder, datetime.now(ZONE).date().isoformat()
    paid = {row["comprobante"] for row in table(folder, "pagos")}
    codes = {row["cuenta"]: row["codigo_pago_electronico"] for row in table(folder, "cuentas")}
    newest_bill: dict[str, str] = {}
    overdue: Counter[str] = Counter()
    for row in table(folder, "facturas"):
        newest_bill[row["cuenta"]] = row["comprobante"]
        overdue[row["cuenta"]] += row["comprobante"] not in paid and row["vencimiento"] < today
    few = sorted(account for account, bills in overdue.items() if 1 <= bills <= 3)
    return [Codes(account, newest_bill[account], codes[account]) for account in few]


def table(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
