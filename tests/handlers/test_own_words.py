"""Whole conversations begun in one's own words, by the corpus as it stands."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.account_guard import Newcomer
from domain.claims import NewClaim
from domain.notices import Wishes
from domain.outcomes import EraseMyData, LeaveClaim, ObjectLink, SaidPaid, SetNotices, Understood
from domain.own_data import HeldData
from handlers.intents import FaqIntents
from tests.conversations.town import ANA, HOME, NOON, TODAY, Chat, FakeOffice, invoice

pytestmark = pytest.mark.slow


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def chat(office: FakeOffice, recognizer: FaqIntents) -> Chat:
    return Chat(office, recognizer=recognizer)


@pytest.mark.parametrize("written", ["quiero hacer un reclamo", "me cobraron dos veces"])
async def test_a_claim(chat: Chat, written: str) -> None:
    assert "número de reclamo" in await chat.say(written)
    await chat.press("Una factura o un pago")
    text = "Me cobraron dos veces el quinto bimestre"
    await chat.all(text, "sí")
    assert chat.outcomes == [LeaveClaim(NewClaim("invoice", text, "Ana Paz", ANA.email))]
    assert chat.reports == [Understood("reclamo")]


@pytest.mark.parametrize("written", ["no tengo agua", "hay una pérdida en la vereda"])
async def test_an_outage_is_no_claim_to_be_left_here(chat: Chat, written: str) -> None:
    said = await chat.say(written)
    assert "call center" in said
    assert chat.dialogue.thread is None


@pytest.mark.parametrize("written", ["hablar con una persona", "quiero hablar con alguien"])
async def test_a_person(chat: Chat, written: str) -> None:
    assert "0800-888-8255" in await chat.say(written)
    assert any("Dejar un mensaje" in label for label in chat.labels)


async def test_who_has_paid_hears_why_it_may_not_show(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [invoice("00012-00000002", TODAY - timedelta(days=30), "2000.00")]
    await chat.say("ya pagué y me sigue apareciendo")
    assert chat.outcomes == [SaidPaid(HOME, Decimal("2000.00"), None)]


async def test_who_asks_what_was_paid_sees_the_statement(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [invoice("00012-00000002", TODAY - timedelta(days=30), "2000.00")]
    assert "2.000,00" in await chat.say("no me acuerdo si ya pagué")
    assert chat.outcomes == []


async def test_no_more_notices(chat: Chat, office: FakeOffice) -> None:
    office.wishes = Wishes(reminders=True, payments=True)
    assert "Tus avisos en este chat" in await chat.say("no quiero más avisos")
    await chat.press("No recordarme los vencimientos")
    assert chat.outcomes == [SetNotices(Wishes(payments=True))]


async def test_objecting_to_a_link(chat: Chat, office: FakeOffice) -> None:
    newcomer = Newcomer(7, NOON - timedelta(days=1))
    office.newcomers_known = [newcomer]
    await chat.say("no reconozco quién vinculó mi cuenta")
    assert chat.outcomes == [ObjectLink(HOME, newcomer)]


async def test_ones_data(chat: Chat, office: FakeOffice) -> None:
    office.held = HeldData(ANA, NOON, NOON, (1,), ((HOME, NOON),), (), (), (), 0)
    assert "Esto es lo que guardamos de vos" in await chat.say("qué datos míos tienen?")
    assert "Querés borrar tus datos" in await chat.say("quiero que borren mis datos")
    await chat.say("BORRAR")
    assert chat.outcomes == [EraseMyData()]


async def test_settings_and_privacy_are_told(chat: Chat) -> None:
    assert "Entraste como" in await chat.say("configuración")
    assert "Ley 25.326" in await chat.say("qué hacen con mis datos")


async def test_privacy_is_told_without_leaving_a_registration(
    chat: Chat, office: FakeOffice
) -> None:
    office.logged_in = None
    await chat.all("/crear", "Ana", "Paz")
    asked = chat.dialogue.asking
    assert "Ley 25.326" in await chat.say("para qué me piden el dni?")
    assert chat.reports == [Understood("privacidad")]
    assert chat.dialogue.asking == asked
    await chat.press("Seguir")
    assert "DNI" in chat.text
    assert chat.answers["first_names"] == "Ana"


async def test_another_wish_in_the_middle_is_asked_about_first(chat: Chat) -> None:
    await chat.say("avisos")
    said = await chat.say("quiero hacer un reclamo")
    assert "elegir tus avisos" in said
    assert "Dejar un reclamo" in chat.labels
    await chat.press("Dejar un reclamo")
    assert "número de reclamo" in chat.text
