"""Transcripts of 'Mis datos'."""

from datetime import date
from decimal import Decimal

import pytest

from domain.digital_invoice import Subscription
from domain.outcomes import EraseMyData, SendMyData
from domain.own_data import HeldData, HeldVoucher
from tests.conversations.town import ANA, HOME, NOON, Chat, FakeOffice

HELD = HeldData(
    ANA,
    NOON,
    NOON,
    (1, 2),
    ((HOME, NOON),),
    (Subscription(HOME.number, NOON, "1", True, True),),
    (HeldVoucher(7, HOME.number, date(2026, 11, 30), Decimal("1000.50"), NOON),),
    (),
    5,
)


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(held=HELD)


async def test_what_is_held_is_told_and_can_be_downloaded(chat: Chat) -> None:
    said = await chat.say("/misdatos")
    for known in (ANA.document, ANA.email, ANA.username, HOME.number):
        assert known in said
    await chat.press("PDF")
    await chat.say("/misdatos")
    await chat.press("JSON")
    assert chat.outcomes == [SendMyData("pdf"), SendMyData("json")]


async def test_privacy_offers_it(chat: Chat, office: FakeOffice) -> None:
    await chat.say("/privacidad")
    assert {"🗂️ Ver y bajar mis datos", "🗑️ Borrar mis datos"} <= set(chat.labels)
    office.logged_in = None
    await chat.say("/privacidad")
    assert "🗑️ Borrar mis datos" not in chat.labels


async def test_erasing_names_what_goes_and_what_the_law_has_kept(chat: Chat) -> None:
    said = await chat.say("/borrarmisdatos")
    for named in ("factura digital", "registro de reclamos", "comprobantes", "términos"):
        assert named in said


@pytest.mark.parametrize("written", ["sí", "dale", "borra", "BORRAR TODO", "no sé"])
async def test_only_the_word_erases(chat: Chat, written: str) -> None:
    await chat.say("/borrarmisdatos")
    assert "escribí <b>BORRAR</b>" in await chat.say(written)
    assert chat.outcomes == []


async def test_a_no_erases_nothing_and_is_no_mistake(chat: Chat) -> None:
    await chat.say("/borrarmisdatos")
    assert "No se hizo ningún cambio" in await chat.say("no, gracias")
    assert chat.dialogue.thread is None
    assert chat.outcomes == []


@pytest.mark.parametrize("written", ["BORRAR", "borrar", " «Borrar». "])
async def test_the_word_erases(chat: Chat, written: str) -> None:
    await chat.say("/borrarmisdatos")
    await chat.say(written)
    assert chat.outcomes == [EraseMyData()]


async def test_it_needs_a_log_in(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = None
    for command in ("/misdatos", "/borrarmisdatos"):
        assert "primero tenés que ingresar" in await chat.say(command)
