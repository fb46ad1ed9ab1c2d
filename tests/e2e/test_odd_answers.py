"""Answers of Telegram's that fail or are none: the bot lives, and each thing has a second way."""

import asyncio
from typing import Any

import pytest

from simulator.people.customer import Customer, Message
from tests.e2e.crowd import trouble, well
from tests.e2e.road import answer, newest, press, until, write
from tests.e2e.whole_office import WholeOffice
from texts.commands import office as texts

HELP = "Así se usa la Oficina Virtual"
LOGIN_PAGE = "<html><body>Ingresá a la red para navegar.</body></html>"
NONE_OF_TELEGRAMS: dict[str, dict[str, Any]] = {
    "a page with status 200": {"body": LOGIN_PAGE, "content_type": "text/html"},
    "ok without a result": {"body": '{"ok":true}'},
    "half a JSON": {"body": '{"ok":true,"result":[{"upda'},
    "an empty body": {"body": ""},
    "403 as JSON": {"status": 403, "description": "Forbidden: by a proxy"},
    "403 as a page": {"status": 403, "body": LOGIN_PAGE, "content_type": "text/html"},
    "a list": {"body": "[]"},
    "null": {"body": "null"},
    "a number": {"body": "7"},
    "an object for the updates": {"body": '{"ok":true,"result":{}}'},
    "null for the updates": {"body": '{"ok":true,"result":null}'},
    "a truth for the updates": {"body": '{"ok":true,"result":true}'},
    "no ok at all": {"body": '{"result":[]}'},
    "a JSON too deep": {"body": "[" * 50_000},
    "an error without words": {"status": 400, "body": '{"ok":false}'},
    "parameters that are none": {
        "status": 429,
        "body": '{"ok":false,"error_code":429,"description":"x","parameters":[]}',
    },
    "a wait that is no number": {
        "status": 429,
        "body": '{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":"x"}}',
    },
    "404, once": {"status": 404, "description": "Not Found"},
    "401, once": {"status": 401, "description": "Unauthorized"},
    "500": {"status": 500, "description": "Internal Server Error"},
    "a proxy's 502": {"status": 502, "body": "<html>", "content_type": "text/html"},
}

ADORNMENTS = (
    *("answerCallbackQuery", "sendChatAction"),
    *("editMessageText", "editMessageReplyMarkup"),  # the mark at what was chosen
)

pytestmark = [
    pytest.mark.timeout(300),
    # Which database there is makes no difference here: the other one has its turn in the soak.
    pytest.mark.parametrize(
        "database_url",
        ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)],
        indirect=True,
    ),
]


async def test_no_answer_to_getupdates_ends_the_bot(office: WholeOffice) -> None:
    ana = await office.customer()
    for name, line in NONE_OF_TELEGRAMS.items():
        script(office, "getUpdates", line)
        before = await newest(ana)
        await write(ana, "/ayuda")  # ends the poll that waits; the next one is answered oddly
        await answer(ana, HELP, before)
        await until(lambda: used_up(office))
        before = await newest(ana)
        await write(ana, "/privacidad")
        try:
            await answer(ana, "Ley 25.326", before)
        except AssertionError:
            raise AssertionError(f"{name}:\n{office.log.read_text()}") from None
    assert sum(HELP in one.text for one in await ana.messages()) == len(NONE_OF_TELEGRAMS)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_starting_waits_until_telegram_answers(office: WholeOffice, webhook: bool) -> None:
    await office.stop()
    page: dict[str, Any] = {"status": 502, "body": "<html>", "content_type": "text/html"}
    wait = {"status": 429, "description": "Too Many Requests", "retry_after": 1}
    odd = NONE_OF_TELEGRAMS
    script_of = {
        "getMe": (page, odd["a page with status 200"], wait),
        "deleteWebhook": (page, odd["half a JSON"], wait),
        "setWebhook": (page, odd["half a JSON"], wait),
        "setMyCommands": (page, odd["403 as a page"]),
        "setMyDescription": (odd["half a JSON"],),
    }
    lines = [line | {"method": name} for name, said in script_of.items() for line in said]
    office.simulator.api.faults.configure({"script": lines})

    await office.start(webhook=webhook)

    ana = await office.customer()
    await write(ana, "/ayuda")
    await answer(ana, HELP, 0)


@pytest.mark.parametrize("at_the_start", [True, False])
async def test_a_token_that_is_refused_twice_ends_the_bot_with_a_sentence(
    office: WholeOffice, at_the_start: bool
) -> None:
    if at_the_start:
        await office.stop()
    begun = office.log.stat().st_size
    line = {"status": 401, "description": "Unauthorized", "times": None}
    script(office, "getMe" if at_the_start else "getUpdates", line)
    if not at_the_start:
        ana = await office.customer()
        await write(ana, "/ayuda")

    assert await office.ends() == 1

    told = office.log.read_bytes()[begun:].decode()
    assert told.count(texts.TELEGRAM_REFUSES) == 1
    assert "Traceback" not in told
    well(office.simulator)
    await office.start()


async def test_a_page_that_cannot_be_shown_in_place_comes_as_a_new_message(
    office: WholeOffice,
) -> None:
    ana = await office.linked(office.sample.nothing_ever_paid)
    for words in (
        "message can't be edited",
        "message to edit not found",
        "MESSAGE_ID_INVALID",
        "there is no text in the message to edit",
        "un motivo que nadie conoce",
    ):
        await ana.say("/deuda")
        first = await ana.last()
        refuse(office, "editMessageText", words)

        await press(ana, "Siguiente ›")

        page = await new_page(ana, first)
        assert page.text != first.text, words
        assert "‹ Anterior" in page.labels


async def test_a_page_whose_edit_fails_for_a_while_comes_in_place(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.nothing_ever_paid)
    await ana.say("/deuda")
    first = await ana.last()
    trouble(office.simulator, "500", "reset", "garbage", "429", retry_after=1)
    await press(ana, "Siguiente ›")
    await asyncio.sleep(3)
    well(office.simulator)

    async def turned() -> bool:
        shown = await ana.last()
        return shown.id == first.id and "‹ Anterior" in shown.labels

    await until(turned)


async def test_a_document_whose_stored_file_is_refused_is_made_anew(office: WholeOffice) -> None:
    ana = await office.linked()
    await pay(ana)
    for words in (
        "FILE_ID_INVALID",
        "wrong file identifier/HTTP URL specified",
        "wrong remote file identifier specified: Wrong character in the string",
        "FILE_REFERENCE_EXPIRED",
        "type of file mismatch",
    ):
        refuse(office, "sendDocument", words)

        voucher = await pay(ana)

        assert (await ana.document_bytes(voucher)).startswith(b"%PDF"), words
        assert await used_up(office), "the stored file was tried first"
    assert await office.count("vouchers") == 1


async def test_a_picture_that_is_refused_leaves_its_text(office: WholeOffice) -> None:
    ana = await office.registered()
    refuse(office, "sendPhoto", "IMAGE_PROCESS_FAILED", times=None)
    before = await newest(ana)
    await write(ana, "/vincular")
    question = await answer(ana, "¿Cuál es el Comp. Nº?", before)
    assert question.kind == "text"
    assert question.labels, "its buttons are there"

    well(office.simulator)
    await write(ana, office.sample.a_few_overdue.receipt)
    await answer(ana, "¿Y el Código de Pago Electrónico?", before)


async def test_what_only_adorns_costs_nothing_when_it_fails(office: WholeOffice) -> None:
    """The toast, the sign of work, and the mark at what was chosen."""
    ana = await office.linked()
    for kind in ("500", "502", "429", "403", "reset", "garbage", "lost", "hang"):
        trouble(office.simulator, kind, methods=ADORNMENTS, retry_after=60)
        voucher = await pay(ana)
        assert voucher.kind == "document", kind
        well(office.simulator)
    await ana.say("/menu")
    menu = await ana.last()
    before = await newest(ana)
    refuse(office, "answerCallbackQuery", "query is too old and response timeout expired")
    pressed = {"message_id": menu.id, "data": "no:es:nuestro"}
    await ana.ask("POST", f"sim/chats/{ana.chat_id}/press", pressed)
    await write(ana, "/ayuda")
    await answer(ana, HELP, before)
    told = [one.text for one in await ana.messages() if one.from_bot]
    assert not any("tuve un problema" in text for text in told)


async def test_a_message_that_cannot_be_deleted_is_answered_all_the_same(
    office: WholeOffice,
) -> None:
    ana = await office.registered()
    await ana.say("/salir")
    await ana.press("🚪 Sí, salir")
    await ana.wait_for("Listo, saliste")
    for words in ("message can't be deleted for everyone", "message to delete not found"):
        refuse(office, "deleteMessage", words)
        before = await newest(ana)
        await write(ana, "mi contraseña es mate lluvia camión azul")
        await answer(ana, "", before)


def script(office: WholeOffice, method: str, line: dict[str, Any]) -> None:
    """Answer the next request of a method with this."""
    office.simulator.api.faults.configure({"script": [line | {"method": method}]})


def refuse(office: WholeOffice, method: str, words: str, times: int | None = 1) -> None:
    """Refuse the next request of a method in these words."""
    line = {"status": 400, "description": f"Bad Request: {words}", "times": times}
    script(office, method, line)


async def used_up(office: WholeOffice) -> bool:
    return not office.simulator.api.faults.script


async def pay(ana: Customer) -> Message:
    """From /pagar to the voucher."""
    before = await newest(ana)
    await write(ana, "/pagar")
    await answer(ana, "¿Qué día vas a pagar?", before)
    await press(ana, "Hoy ")
    await answer(ana, "Si pagás el", before)
    await press(ana, "Confirmar $")
    return await answer(ana, "Comprobante Nº", before)


async def new_page(ana: Customer, first: Message) -> Message:
    """Wait for the other page, as a message of its own."""

    async def came() -> bool:
        return (await ana.last()).id > first.id

    await until(came)
    return await ana.last()
