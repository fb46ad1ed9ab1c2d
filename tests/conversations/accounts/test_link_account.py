"""Transcripts of 'Vincular cuenta'."""

from datetime import timedelta

import pytest

from domain.outcomes import LinkAccount, WrongPair
from tests.conversations.town import HOME, NOON, SHOP, Chat, FakeOffice

RECEIPT, CODE = "00012-00000018", "0099999999"


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(pairs={(RECEIPT, CODE): SHOP, (RECEIPT, HOME.payment_code): HOME})


async def test_happy(chat: Chat) -> None:
    assert "¿Cuál es el Comp. Nº?" in await chat.say("/vincular")
    assert chat.replies[0].picture == "where_codes_are.png"
    assert "¿Y el Código de Pago Electrónico?" in await chat.say("B 12-18")
    await chat.say("00.9999 9999")
    assert chat.outcomes == [LinkAccount(SHOP)]


async def test_linked_before(chat: Chat) -> None:
    await chat.all("/vincular", RECEIPT, HOME.payment_code)
    assert "ya la tenías vinculada" in chat.text
    assert "➕ Vincular otra cuenta" in chat.labels
    assert chat.outcomes == []


async def test_a_wrong_pair_tells_nothing_and_keeps_the_receipt(chat: Chat) -> None:
    told = await chat.all("/vincular", RECEIPT, "1234")
    assert "No encontré ninguna factura con esos dos datos" in told
    assert SHOP.holder not in told
    assert SHOP.address not in told
    assert chat.reports == [WrongPair(RECEIPT, "1234")]
    assert "✏️ Corregir el Comp. Nº 00012-00000018" in chat.labels

    await chat.say(CODE)
    assert chat.outcomes == [LinkAccount(SHOP)]


async def test_the_receipt_is_corrected(chat: Chat) -> None:
    await chat.all("/vincular", "B 99-99", CODE)
    assert "¿Cuál es el Comp. Nº?" in await chat.press("Corregir el Comp. Nº")
    await chat.all(RECEIPT, CODE)
    assert chat.outcomes == [LinkAccount(SHOP)]


async def test_a_digression_does_not_count_a_wrong_pair_again(chat: Chat) -> None:
    await chat.all("/vincular", RECEIPT, "1234", "/ayuda", "/vincular")
    await chat.send("sticker")
    assert len(chat.reports) == 1


@pytest.mark.parametrize(
    ("before", "written", "complaint"),
    [
        (("/vincular",), "mmm", "Eso no parece un Comp. Nº"),
        (("/vincular", RECEIPT), "abc", "Eso no parece un Código de Pago Electrónico"),
        (("/vincular", RECEIPT), "1" * 20, "Eso no parece un Código de Pago Electrónico"),
    ],
)
async def test_what_is_no_code(
    chat: Chat, before: tuple[str, ...], written: str, complaint: str
) -> None:
    await chat.all(*before)
    assert complaint in await chat.say(written)
    assert chat.reports == []


async def test_the_fifth_wrong_pair_lets_linking_rest_for_an_hour(chat: Chat) -> None:
    await chat.all("/vincular", RECEIPT, "1111", "2222", "3333", "4444")
    told = await chat.say("5555")
    assert "descansa en este chat hasta las <b>13:00</b>" in told
    assert "🙋 Hablar con una persona" in chat.labels
    assert chat.dialogue.thread is None

    chat.now = NOON + timedelta(minutes=59)
    assert "descansa" in await chat.say("/vincular")
    chat.now = NOON + timedelta(hours=1)
    assert "¿Cuál es el Comp. Nº?" in await chat.say("/vincular")


async def test_four_wrong_pairs_are_forgiven(chat: Chat) -> None:
    await chat.all("/vincular", RECEIPT, "1111", "2222", "3333", "4444", CODE)
    assert chat.outcomes == [LinkAccount(SHOP)]


@pytest.mark.parametrize(
    "written", ["no sé cuál es", "no lo encuentro", "¿qué es eso?", "donde esta?", "no entiendo"]
)
async def test_who_does_not_know_what_is_asked_is_told_where_it_stands(
    chat: Chat, written: str
) -> None:
    await chat.say("/vincular")
    assert "arriba a la derecha de la factura" in await chat.say(written)
    assert "no parece" not in chat.text
    assert chat.replies[0].picture == "where_codes_are.png"
    assert "🙋 Hablar con una persona" in chat.labels
    await chat.say(RECEIPT)
    assert "en el renglón debajo" in await chat.say(written)
    assert chat.answers == {"receipt": RECEIPT}


@pytest.mark.parametrize(
    "written",
    [
        f"{RECEIPT} {CODE}",
        f"B {RECEIPT} y el código {CODE}",
        f"Comp. Nº {RECEIPT}\nCódigo de pago: {CODE}.",
    ],
)
async def test_both_codes_in_one_message(chat: Chat, written: str) -> None:
    await chat.all("/vincular", written)
    assert chat.outcomes == [LinkAccount(SHOP)]


@pytest.mark.parametrize("written", ["no tengo la factura", "perdí la boleta", "tiré los papeles"])
async def test_who_has_no_invoice_hears_that_any_serves(chat: Chat, written: str) -> None:
    await chat.say("/vincular")
    assert "cualquier factura de ese inmueble" in await chat.say(written)
    assert chat.dialogue.asking == "receipt"


async def test_the_beginning_is_said_once(chat: Chat) -> None:
    assert "necesito dos datos" in await chat.say("/vincular")
    assert "necesito dos datos" not in await chat.say("mmm")
    assert "necesito dos datos" not in await chat.send("sticker")
    await chat.say(RECEIPT)
    assert "necesito dos datos" not in await chat.press("Volver")
