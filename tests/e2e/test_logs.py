"""What the office logs, at its most talkative, while all goes wrong: never whose data it has."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from simulator.people.customer import Customer
from simulator.server import Simulator
from storage.sample import Sample
from tests.e2e.road import press, until, write
from tests.e2e.whole_office import PASSWORD, WholeOffice, email, username

NAME = "Zulema Quiroga"
DOCUMENT = ("25708059", "25.708.059")
PHONE = "383 455-1234"
TROUBLE = "Zulema dice que el medidor 77665544 de Rivadavia 1234 pierde agua"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
async def office(
    filled_database_url: str, sample: Sample, tmp_path: Path
) -> AsyncIterator[WholeOffice]:
    """The office with all its debugging lines: as text on SQLite, as JSON on PostgreSQL."""
    async with Simulator() as simulator:
        office = WholeOffice(simulator, filled_database_url, sample, tmp_path)
        form = "text" if filled_database_url.startswith("sqlite") else "json"
        office.settings |= {"OFICINA_LOG_FORMAT": form, "OFICINA_LOG_LEVEL": "DEBUG"}
        async with office:
            yield office


async def test_nobodys_data_are_logged_whatever_goes_wrong(office: WholeOffice) -> None:
    zulema = await office.customer(NAME)
    links = [await registers_while_the_mail_server_defers(office, zulema)]
    await links_an_account_at_the_second_try(office, zulema)
    await office.visitor.fill(links[0], clave=PASSWORD, repetida=PASSWORD)  # it is used up
    await zulema.say(f"soy {NAME}, DNI {DOCUMENT[1]}, mi tel es {PHONE}, ¿me atienden?")
    await logs_out_and_asks_for_a_mail_that_is_refused(office, zulema)
    links.append(await logs_in_with_a_wrong_password(office, zulema))
    await is_answered_while_telegram_fails(office, zulema)
    await leaves_a_claim_that_the_database_refuses(office, zulema)
    await office.stop()

    log = office.log.read_text()
    assert "Traceback" in log, "nothing went wrong"
    for seen in (
        "of the outbox (mail) failed at try 1, the next is in 5 s: 451 4.3.2",
        "of the outbox (mail) is given up: 550 5.1.1",
        "a reply is tried again in 0.5 s: sendMessage: NOT_SENT",
        "POST /confirmar/{token} 303",
    ):
        assert seen in log, f"«{seen}» is not logged\n{log}"
    assert told_of(office, zulema, links, log) == {}


async def test_each_turn_is_a_line_with_its_update_and_its_chats_digest(
    office: WholeOffice,
) -> None:
    ana, eva = await office.customer("Ana Paz"), await office.customer("Eva Sosa")
    for said in ("/crear", "Ana", "cancelar"):
        await ana.say(said)
    await eva.say("/contacto")
    await office.stop()

    turns = [line for line in office.log.read_text().splitlines() if "turn of " in line]
    if office.settings["OFICINA_LOG_FORMAT"] == "text":
        form = r"\S+ INFO handlers.turn_log: \[update (\d+) of (\w+)\] turn of (\w+): (\w+) in \d+"
        told = [found.groups() for line in turns if (found := re.match(form, line))]
    else:
        lines = [json.loads(line) for line in turns]
        assert all(line["milliseconds"] >= 0 for line in lines)
        names = ("update_id", "chat", "script", "outcome")
        told = [tuple(str(line[name]) for name in names) for line in lines]
    assert len({update for update, *_ in told}) == len(told) == 4
    assert [(script, outcome) for _, _, script, outcome in told] == [
        ("register", "asked"),
        ("register", "asked"),
        ("register", "told"),
        ("contact", "told"),
    ]
    chats = [chat for _, chat, *_ in told]
    assert chats[0] == chats[1] == chats[2] != chats[3]


async def registers_while_the_mail_server_defers(office: WholeOffice, zulema: Customer) -> str:
    office.simulator.mailbox.mode = "defer"
    first, last = NAME.split()
    said = ("/crear", first, last, DOCUMENT[1], email(zulema), username(zulema), PHONE)
    for one in said:
        await zulema.say(one)
    await zulema.press("✅ Está todo bien, crear usuario")
    await logged(office, "failed at try 1")
    office.simulator.mailbox.mode = "accept"
    link = await office.mail_link(email(zulema))
    await office.visitor.fill(link, clave=PASSWORD, repetida=PASSWORD)
    await zulema.wait_for("quedó confirmado")
    return link


async def links_an_account_at_the_second_try(office: WholeOffice, zulema: Customer) -> None:
    codes = office.sample.a_few_overdue
    await zulema.say("/vincular")
    await zulema.say(codes.receipt)
    await zulema.say("9988776655")
    await zulema.say("/vincular")
    await zulema.say(codes.receipt)
    await zulema.say(codes.payment_code)
    await zulema.wait_for("quedó vinculada")


async def logs_in_with_a_wrong_password(office: WholeOffice, zulema: Customer) -> str:
    await zulema.say("/ingresar")
    link = re.search(r"https?://\S+?/ingresar/[\w-]+", json.dumps(await raw(zulema)))
    assert link, await zulema.transcript()
    await office.visitor.fill(link[0], usuario=username(zulema), clave="no es esta clave")
    await office.visitor.fill(link[0], usuario=username(zulema), clave=PASSWORD)
    return link[0]


async def logs_out_and_asks_for_a_mail_that_is_refused(
    office: WholeOffice, zulema: Customer
) -> None:
    office.simulator.mailbox.mode = "reject"
    await zulema.say("/salir")
    await zulema.press("🚪 Sí, salir")
    await zulema.say("/recuperar")
    await zulema.say(email(zulema))
    await logged(office, "is given up")
    office.simulator.mailbox.mode = "accept"


async def is_answered_while_telegram_fails(office: WholeOffice, zulema: Customer) -> None:
    quoting = f'Bad Request: can\'t parse entities: Unsupported start tag "{NAME}"'
    for status, description, end in (
        (502, "Bad Gateway", "turn of menu: told"),
        (400, quoting, "sendMessage failed: REFUSED"),
    ):
        line = {"status": status, "description": description, "method": "sendMessage", "times": 2}
        await zulema.ask("PUT", "sim/faults", {"script": [line]})
        await write(zulema, "/menu")
        await logged(office, end)


async def leaves_a_claim_that_the_database_refuses(office: WholeOffice, zulema: Customer) -> None:
    """PostgreSQL quotes the whole row in what it says; SQLite has a trigger of its own words."""
    if office.settings["OFICINA_LOG_FORMAT"] == "text":
        await office.rows(
            "CREATE TRIGGER refuses BEFORE INSERT ON claims"
            " BEGIN SELECT RAISE(ABORT, 'refused by a trigger'); END"
        )
    else:
        await office.rows("ALTER TABLE claims ADD CONSTRAINT refuses CHECK (text = 'none')")
    await zulema.say("/reclamo")
    await press(zulema, "Una factura o un pago")
    await zulema.say(TROUBLE)
    for said in (NAME, PHONE):
        if "¿Lo mando así?" not in (await zulema.last()).text:
            await zulema.say(said)
    await press(zulema, "Enviar")
    await logged(office, "IntegrityError")


async def logged(office: WholeOffice, said: str) -> None:
    async def so() -> bool:
        return said in office.log.read_text()

    await until(so)


async def raw(customer: Customer) -> Any:
    return await customer.ask("GET", f"sim/chats/{customer.chat_id}")


def told_of(
    office: WholeOffice, zulema: Customer, links: list[str], log: str
) -> dict[str, list[str]]:
    """The lines that tell something of her, or a secret, by what they tell."""
    codes = office.sample.a_few_overdue
    secrets = (
        *NAME.split(),
        *(email(zulema), email(zulema).partition("@")[0], username(zulema), PASSWORD),
        *("no es esta clave", *DOCUMENT, PHONE, "4551234", "77665544", "Rivadavia", "medidor"),
        *("Ofelia", "Ibáñez", "Virgen del Valle", codes.account),
        *(codes.receipt, codes.payment_code, "9988776655", office.simulator.token),
        *(link.rpartition("/")[2] for link in links),
    )
    patterns = {one: re.escape(one) for one in secrets} | {"chat": rf"\b{zulema.chat_id}\b"}
    found = {
        name: [line for line in log.splitlines() if re.search(pattern, line, re.IGNORECASE)]
        for name, pattern in patterns.items()
    }
    return {name: lines for name, lines in found.items() if lines}
