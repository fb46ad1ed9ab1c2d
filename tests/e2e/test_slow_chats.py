"""A chat that floods, or whose answers don't get through, keeps nobody else waiting."""

import pytest

from tests.e2e.crowd import Crowd, trouble, well
from tests.e2e.road import answer, newest, until, write
from tests.e2e.whole_office import WholeOffice

PROMPTLY = 3.0  # seconds
HELLO, HELP, PRIVACY = "/menu", "/ayuda", "/privacidad"
FLOODED = 20  # waiting messages, beyond which they are answered together

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(
    ("chats", "kind", "seconds"),
    [
        (30, "hang", 8),
        pytest.param(1, "hang", 60, marks=pytest.mark.soak),
        pytest.param(1, "hang_after", 60, marks=pytest.mark.soak),
    ],
)
async def test_chats_whose_answers_hang_hold_up_nobody(
    office: WholeOffice, chats: int, kind: str, seconds: float
) -> None:
    stuck, others = Crowd(office.simulator, chats), Crowd(office.simulator, 200)
    trouble(office.simulator, kind, chats=stuck.numbers)
    for text in (HELP, PRIVACY):
        stuck.all_write(text)

    await others.write_in_turn(HELLO, seconds)
    await others.all_heard(1, within=30)
    assert others.longest_wait() < PROMPTLY

    well(office.simulator)
    copies = 2 if kind == "hang_after" else 1  # what may have arrived comes once more at most
    await stuck.all_heard(2, within=30)
    await others_are_served(others)
    for number in stuck.numbers:
        helped, private = (
            [place for place, text in enumerate(stuck.heard(number)) if words in text]
            for words in ("Así se usa", "Ley 25.326")
        )
        assert helped[-1] < private[0], "in the order in which they were asked for"
        assert len(helped) <= copies
        assert len(private) <= copies


@pytest.mark.parametrize(("messages", "refused"), [(1000, 0.0), (300, 0.5)])
async def test_a_flood_of_one_chat_holds_up_nobody(
    office: WholeOffice, messages: int, refused: float
) -> None:
    """`refused`: the share of its answers that Telegram refuses for three seconds."""
    flooding, next_one = Crowd(office.simulator, 1), Crowd(office.simulator, 5)
    [flooder] = flooding.numbers
    trouble(office.simulator, "429", chats=[flooder], failing_share=refused)
    for _ in range(messages):
        flooding.write(flooder, "hola")

    await next_one.write_in_turn(HELLO, 5)
    await next_one.all_heard(1, within=30)
    assert next_one.longest_wait() < PROMPTLY

    well(office.simulator)
    flooding.write(flooder, PRIVACY)

    async def answered() -> bool:
        return any("Ley 25.326" in text for text in flooding.heard(flooder))

    await until(answered, within=60)
    heard = flooding.heard(flooder)
    assert len(heard) < 5 * FLOODED, "a flood is answered together"
    assert any("mensajes juntos" in text for text in heard)


async def test_telegrams_wait_is_obeyed_for_the_chat_that_it_is_about(office: WholeOffice) -> None:
    ana, others = await office.customer(), Crowd(office.simulator, 5)
    line = {"method": "sendMessage", "chat_id": ana.chat_id, "status": 429, "retry_after": 5}
    line["description"] = "Too Many Requests: retry after 5"
    office.simulator.api.faults.configure({"script": [line]})

    await write(ana, HELP)
    asked = (await ana.messages())[-1]
    await others.write_in_turn(HELLO, 2)
    told = await answer(ana, "Así se usa", 0)

    assert told.at - asked.at >= 5
    await others.all_heard(1, within=30)
    assert others.longest_wait() < PROMPTLY
    assert office.simulator.world.requests["sendMessage", "429"] == 1, "it was not asked before"


@pytest.mark.soak
async def test_a_wait_longer_than_anybody_has_patience_is_owed_all_the_same(
    office: WholeOffice,
) -> None:
    ana = await office.customer()
    line = {"method": "sendMessage", "chat_id": ana.chat_id, "status": 429, "retry_after": 45}
    line["description"] = "Too Many Requests: retry after 45"
    office.simulator.api.faults.configure({"script": [line]})

    await write(ana, HELP)
    asked = (await ana.messages())[-1]
    await until(lambda: _refused(office), within=30)
    await office.kill()
    await office.start()

    ana.patience = 90
    told = await ana.wait_for("Así se usa")
    assert told.at - asked.at >= 45
    before = await newest(ana)
    await write(ana, PRIVACY)
    await answer(ana, "Ley 25.326", before)
    assert sum("Así se usa" in one.text for one in await ana.messages()) == 1


async def others_are_served(others: Crowd) -> None:
    """Those who were held up by nobody still aren't, and nothing came twice."""
    others.all_write(HELLO)
    await others.all_heard(2, within=30)
    assert all(len(others.heard(number)) == 2 for number in others.numbers)


async def _refused(office: WholeOffice) -> bool:
    return office.simulator.world.requests["sendMessage", "429"] > 0
