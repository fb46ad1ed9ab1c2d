"""The bot is killed after each message of the road: the next one goes on, all happens once."""

import pytest

from simulator.people.customer import Customer
from tests.e2e.road import ROAD, answer, newest, until, walk
from tests.e2e.whole_office import WholeOffice

DEEDS = ("Te mandé un mail", "vinculada", "Comprobante Nº")
SENDS = ["sendMessage", "sendPhoto", "sendDocument"]

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
    """Wait until all planned mails and notes were delivered."""

    async def delivered() -> bool:
        return not await office.rows("SELECT id FROM outbox WHERE due_at IS NOT NULL")

    await until(delivered)


async def hold_answers(customer: Customer, trouble: str) -> None:
    """Let none of the bot's messages come to its end."""
    fault = {"failing_share": 1, "troubles": [trouble], "hang_seconds": 600, "methods": SENDS}
    await customer.ask("PUT", "sim/faults", fault)


async def in_flight(office: WholeOffice, customer: Customer) -> None:
    """Wait until the bot is about to say something to the customer."""

    async def saying() -> bool:
        return office.simulator.world.chats[customer.chat_id].in_flight > 0

    await until(saying)
