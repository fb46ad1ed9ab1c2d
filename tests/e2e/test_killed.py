"""The bot is killed after each message of the road: the next one goes on, all happens once."""

import pytest

from simulator.customer import Customer
from tests.e2e.road import ROAD, answer, newest, until, walk
from tests.e2e.whole_office import WholeOffice

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


@pytest.mark.parametrize("trouble", ["hang", "hang_after"])
async def test_killed_while_an_answer_is_on_its_way(office: WholeOffice, trouble: str) -> None:
    """`hang`: it was remembered but not said; `hang_after`: it was said, and nobody knows."""
    ana = await office.customer("Ana Gómez")

    for step in ROAD:
        before = await newest(ana)
        if step.name == "the mail":  # its answer is owed by the outbox, whose claims last minutes
            await walk(office, ana, step)
        else:
            await hold_answers(ana, trouble)
            await step.deed(office, ana)
            held = trouble == "hang"
            await (in_flight(office, ana) if held else answer(ana, "", before))
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
