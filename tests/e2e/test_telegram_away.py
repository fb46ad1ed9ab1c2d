"""Telegram takes no messages for a while: what is owed is said when it does, in order, and once."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from simulator.people.customer import Customer
from tests.e2e.crowd import EVERYTHING, Crowd, trouble, well
from tests.e2e.road import answer, newest, press, until, walk, write
from tests.e2e.road import says as step
from tests.e2e.whole_office import WholeOffice, email, username

ASKED = ("/ayuda", "/privacidad", "/menu")
WITHIN = 30.0  # seconds after the end
SURELY_NOT_SENT = ("429", "500", "502")
PERHAPS_SENT = ("reset", "hang", "garbage")
ALL_KINDS = (*SURELY_NOT_SENT, *PERHAPS_SENT)

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("seconds", [6, pytest.param(60, marks=pytest.mark.soak)])
@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
async def test_after_an_outage_everybody_is_answered_in_order_and_once(
    office: WholeOffice, kind: str, seconds: float
) -> None:
    told = await what_is_told_in_good_times(office)
    waiting = Crowd(office.simulator, 10)
    marta = await at_the_first_name(office, "Marta Díaz")
    julia = await at_the_first_name(office, "Julia Ríos")

    trouble(office.simulator, kind)
    await write(marta, "Marta")
    await write(julia, "Julia")
    for text in ASKED:
        await waiting.write_in_turn(text, seconds / len(ASKED))
    await write(marta, "Marta")
    if kind in SURELY_NOT_SENT:
        for _ in range(2):
            await write(julia, "Julia Inés")
    well(office.simulator)

    await waiting.all_heard(len(ASKED), WITHIN)
    await goes_on(waiting, told)
    await finishes(marta, "Nombre: Marta\nApellido: Gómez")
    name = "Julia Inés" if kind in SURELY_NOT_SENT else "Julia"
    await finishes(julia, f"Nombre: {name}\nApellido: Gómez")


async def test_telegram_is_wholly_away(office: WholeOffice) -> None:
    """Neither updates come in nor answers go out, in every way at once."""
    told = await what_is_told_in_good_times(office)
    waiting = Crowd(office.simulator, 10)

    trouble(office.simulator, *ALL_KINDS, methods=EVERYTHING, hang_seconds=1)
    for text in ASKED:
        await waiting.write_in_turn(text, 2)
    well(office.simulator)

    await waiting.all_heard(len(ASKED), WITHIN)
    await goes_on(waiting, told)


async def test_what_is_done_in_an_outage_is_done_once_and_told_even_after_a_restart(
    office: WholeOffice,
) -> None:
    """A voucher, an unlinking, a log-out and a claim, each confirmed by people in a hurry."""
    ana, luis, eva, rosa = await asyncio.gather(
        linked(office, "Ana Pérez"),
        linked(office, "Luis Sosa"),
        linked(office, "Eva Luna"),
        office.customer("Rosa Vera"),
    )
    for customer, said in ((ana, ("/pagar", "hoy")), (luis, ("/desvincular",)), (eva, ("/salir",))):
        for text in said:
            await customer.say(text)
    await at_the_claims_end(rosa)
    wanted = [
        (ana, "Comprobante Nº", await newest(ana)),
        (luis, "desvinculé la cuenta", await newest(luis)),
        (eva, "Listo, saliste", await newest(eva)),
        (rosa, "N.º 1", await newest(rosa)),
    ]

    trouble(office.simulator, *ALL_KINDS)
    for _ in range(2):
        await press(ana, "Confirmar $")
        await press(rosa, "Enviar")
        await write(luis, "sí")
        await write(eva, "sí")
        await asyncio.sleep(2)
    await office.kill()
    await start_in_trouble(office)
    await asyncio.sleep(2)
    well(office.simulator)

    for customer, words, before in wanted:
        await answer(customer, words, before)
        last = await newest(customer)
        await write(customer, "/ayuda")
        await answer(customer, "Así se usa", last)
        told = [one for one in await customer.messages() if one.id > before]
        copies = sum(one.from_bot and words in one.text for one in told)
        assert copies == 1, await customer.transcript()
    assert any(one.kind == "document" for one in await ana.messages())
    assert await office.count("vouchers") == 1
    assert await office.count("claims") == 1
    assert await office.count("linked_accounts") == 2, "Ana's and Eva's"


@pytest.mark.parametrize("kind", ["lost", pytest.param("hang_after", marks=pytest.mark.soak)])
async def test_what_arrived_unknown_to_the_bot_comes_once_more_at_most(
    office: WholeOffice, kind: str
) -> None:
    marta = await at_the_first_name(office, "Marta Díaz")
    others = Crowd(office.simulator, 10)

    trouble(office.simulator, kind, methods=("sendMessage",))
    await write(marta, "Marta")
    others.all_write("/ayuda")
    await others.all_heard(1, WITHIN)
    await asyncio.sleep(8 if kind == "lost" else 60)
    await write(marta, "Gómez")  # she has seen that her surname is wanted
    well(office.simulator)

    await answer(marta, "¿Cuál es tu número de DNI?", 0)
    asked = [one.text for one in await marta.messages() if "¿Y tu apellido?" in one.text]
    assert len(asked) <= 2
    others.all_write("/privacidad")

    async def all_told() -> bool:
        return all("Ley 25.326" in others.heard(number)[-1] for number in others.numbers)

    await until(all_told)
    for number in others.numbers:
        assert 1 <= sum("Así se usa" in text for text in others.heard(number)) <= 2
        assert sum("Ley 25.326" in text for text in others.heard(number)) == 1
    await finishes(marta, "Nombre: Marta\nApellido: Gómez", asks="¿Cuál es tu número de DNI?")


async def test_what_tells_of_a_deed_and_was_lost_twice_is_said_at_the_next_word(
    office: WholeOffice,
) -> None:
    rosa = await office.customer("Rosa Vera")
    await at_the_claims_end(rosa)
    before = await newest(rosa)
    await lose_twice(office, rosa, lambda: press(rosa, "Enviar"))

    await write(rosa, "/ayuda")

    await answer(rosa, "Así se usa", before)
    told = [one.text for one in await rosa.messages() if one.id > before and one.from_bot]
    assert "N.º 1" in told[0]
    assert "Así se usa" in told[1]
    await write(rosa, "/privacidad")
    await answer(rosa, "Ley 25.326", before)
    assert sum("N.º 1" in one.text for one in await rosa.messages() if one.from_bot) == 1


@pytest.mark.parametrize(
    ("says_next", "summary"),
    [
        ("Marta", "Nombre: Marta\nApellido: Gómez"),
        ("Díaz", "Nombre: Marta\nApellido: Díaz"),
    ],
)
async def test_what_was_lost_twice_is_said_when_the_person_says_the_same_again(
    office: WholeOffice, says_next: str, summary: str
) -> None:
    """A question tried twice, with no answer of Telegram's, may have been seen or not."""
    marta = await at_the_first_name(office, "Marta Díaz")
    await lose_twice(office, marta, lambda: write(marta, "Marta"))
    assert not any("¿Y tu apellido?" in one.text for one in await marta.messages())
    await write(marta, says_next)

    if says_next == "Marta":
        await finishes(marta, summary)
    else:
        await finishes(marta, summary, asks="¿Cuál es tu número de DNI?")


async def test_who_blocked_the_bot_is_owed_nothing(office: WholeOffice) -> None:
    ana = await office.customer()
    trouble(office.simulator, "500")
    await write(ana, "/ayuda")
    await until(lambda: _failed(office))
    await ana.block()
    well(office.simulator)

    async def nothing_owed() -> bool:
        rows = await office.rows("SELECT owed FROM dialogues WHERE chat_id = ?", ana.chat_id)
        return not any(row["owed"] for row in rows)

    await until(nothing_owed)
    await ana.unblock()
    before = await newest(ana)
    await write(ana, "/privacidad")
    await answer(ana, "Ley 25.326", before)
    assert sum(one.from_bot for one in await ana.messages()) == 1


async def lose_twice(
    office: WholeOffice, customer: Customer, deed: Callable[[], Awaitable[None]]
) -> None:
    """Let a deed's reply be answered by a proxy's page at both of its tries."""
    lost = {"method": "sendMessage", "chat_id": customer.chat_id, "body": "<html>"}
    once_more = lost | {"skip": 1}  # the look whether Telegram answers again
    office.simulator.api.faults.configure({"script": [lost, once_more]})
    await deed()

    async def given_up() -> bool:
        rows = await office.rows("SELECT owed FROM dialogues WHERE chat_id = ?", customer.chat_id)
        return not office.simulator.api.faults.script and not rows[0]["owed"]

    await until(given_up)


async def what_is_told_in_good_times(office: WholeOffice) -> list[str]:
    one = Crowd(office.simulator, 1)
    for place, text in enumerate(ASKED, start=1):
        one.all_write(text)
        await one.all_heard(place, WITHIN)
    return one.heard(one.numbers[0])


async def goes_on(crowd: Crowd, told: list[str]) -> None:
    """All have heard just that, and are served as ever."""
    crowd.all_write("/ayuda")
    await crowd.all_heard(len(told) + 1, WITHIN)
    for number in crowd.numbers:
        assert crowd.heard(number) == [*told, told[0]]


async def at_the_first_name(office: WholeOffice, name: str) -> Customer:
    customer = await office.customer(name)
    await walk(office, customer, step("/crear", "¿Cuál es tu nombre?"))
    return customer


async def finishes(customer: Customer, summary: str, asks: str = "¿Y tu apellido?") -> None:
    """Go on from a question that was asked in vain, to the summary of a new user."""
    await answer(customer, asks, 0)
    rest = [
        ("Gómez", "¿Y tu apellido?"),
        ("25.708.059", "¿Cuál es tu número de DNI?"),
        (email(customer), "¿Cuál es tu correo electrónico?"),
        (username(customer), "¿Qué nombre de usuario querés?"),
        ("no", "¿Querés dejarnos un teléfono?"),
    ]
    first = next(place for place, (_, question) in enumerate(rest) if question == asks)
    before = 0
    for said, question in rest[first:]:
        await answer(customer, question, before)
        before = await newest(customer)
        await write(customer, said)
    assert summary in (await answer(customer, "Fijate si está todo bien", before)).text


async def linked(office: WholeOffice, name: str) -> Customer:
    """Each with an account that nobody else has."""
    sample = office.sample
    codes = {
        "Ana Pérez": sample.a_few_overdue,
        "Luis Sosa": sample.several_overdue,
        "Eva Luna": sample.up_to_date,
    }
    return await office.linked(codes[name], name=name)


async def at_the_claims_end(customer: Customer) -> None:
    for said, asked in (
        ("/reclamo", "¿Sobre qué es?"),
        ("Otra cosa", "Contame qué pasa"),
        ("Me cobraron dos veces el quinto bimestre", "¿Cómo te llamás?"),
        ("Rosa Vera", "¿Cómo te ubicamos"),
        ("Solo por este chat", "¿Lo mando así?"),
    ):
        before = await newest(customer)
        await write(customer, said)
        await answer(customer, asked, before)


async def start_in_trouble(office: WholeOffice) -> None:
    """Start while sends fail, but not what a start needs."""
    methods = tuple(one for one in EVERYTHING if one not in {"getMe", "getUpdates"})
    trouble(office.simulator, *ALL_KINDS, methods=methods)
    await office.start()


async def _failed(office: WholeOffice) -> bool:
    return office.simulator.world.requests["sendMessage", "500"] > 0
