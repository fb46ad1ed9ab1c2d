"""Transcripts of 'Factura digital': subscribe, change the ways, go back to paper."""

from datetime import timedelta

import pytest

from domain.digital_invoice import Subscription
from domain.messages import Begin
from domain.outcomes import Subscribe, Suspend
from domain.subscriptions import Accepted
from tests.conversations.town import ANA, HOME, NOON, SHOP, Chat, FakeOffice
from texts.digital_invoice import terms


def subscription(days_ago: int = 0, *, mine: bool = True, active: bool = True) -> Subscription:
    return Subscription(
        HOME.number,
        NOON - timedelta(days=days_ago),
        terms.TERMS_VERSION,
        by_email=True,
        by_telegram=False,
        suspended_on=None if active else NOON.date(),
        mine=mine,
    )


async def test_the_terms_are_leafed_through_accepted_and_confirmed(chat: Chat) -> None:
    said = await chat.say("/digital")
    assert "NO RECIBIR SUS FACTURAS IMPRESAS EN PAPEL" in said
    assert "Acepto los términos" not in " ".join(chat.labels)
    for _ in range(len(terms.pages()) - 1):
        said = await chat.press("Siguiente")
    assert "BENEFICIOS" in said
    assert ANA.email in await chat.press("Acepto los términos")
    said = await chat.press("Por los dos")
    assert "ya no te llega la factura en papel" in said
    await chat.press("quiero la factura digital")
    assert chat.outcomes == [
        Subscribe(HOME, Accepted(HOME.number, terms.TERMS_VERSION, True, True))
    ]


def test_all_twelve_terms_are_shown_in_their_order_on_pages_a_phone_can_read() -> None:
    pages = terms.pages()
    whole = "\n\n".join(pages)
    places = [whole.index(f"<b>{n}.</b> {term}") for n, term in enumerate(terms.TERMS, 1)]
    assert len(places) == 12
    assert places == sorted(places)
    assert all(len(page) < 1500 for page in pages)


@pytest.mark.parametrize("written", ["sí", "no", "ok", "no acepto", "👍", "qué es esto"])
async def test_only_an_explicit_acceptance_accepts(chat: Chat, written: str) -> None:
    await chat.say("/digital")
    assert "Para seguir hace falta que los aceptes" in await chat.say(written)
    assert "terms" not in chat.answers


@pytest.mark.parametrize("written", ["acepto", "Acepto.", "ACEPTO LOS TÉRMINOS", "si acepto"])
async def test_it_can_be_accepted_in_words(chat: Chat, written: str) -> None:
    await chat.say("/digital")
    await chat.say(written)
    assert chat.answers["terms"] == terms.TERMS_VERSION


@pytest.mark.parametrize(
    ("written", "ways"),
    [
        ("por mail", (True, False)),
        ("al correo", (True, False)),
        ("telegram", (False, True)),
        ("por los dos", (True, True)),
        ("correo y telegram", (True, True)),
    ],
)
async def test_the_way_in_ones_own_words(chat: Chat, written: str, ways: tuple[bool, bool]) -> None:
    await chat.all("/digital", "acepto")
    assert "por correo, por Telegram o por los dos" in await chat.say("por paloma")
    await chat.all(written, "sí")
    [done] = chat.outcomes
    assert isinstance(done, Subscribe)
    assert (done.accepted.by_email, done.accepted.by_telegram) == ways


async def test_what_is_not_confirmed_is_not_done(chat: Chat) -> None:
    await chat.all("/digital", "acepto", "por mail")
    assert "para confirmar" in await chat.say("mmm")
    await chat.say("cancelar")
    assert chat.outcomes == []


async def test_a_no_leaves_it(chat: Chat) -> None:
    await chat.all("/digital", "acepto", "por mail")
    assert "No se hizo ningún cambio" in await chat.say("no quiero")
    assert chat.dialogue.thread is None


async def test_terms_that_changed_meanwhile_are_accepted_anew(chat: Chat) -> None:
    old = (("account", HOME.number), ("terms", "1999-1"), ("ways", "email"))
    await chat.say("/menu")
    said = await chat.press_old(Begin("", "digital_invoice", old))
    assert "NO RECIBIR SUS FACTURAS" in said


async def test_the_state_is_told_and_the_ways_changed_alone(chat: Chat, office: FakeOffice) -> None:
    office.subscriptions[HOME.number] = subscription(10)
    said = await chat.say("/digital")
    assert "ya tiene factura digital desde el 14/11/2026" in said
    await chat.press("Cambiar por dónde")
    assert "en papel" not in await chat.say("telegram"), "it is digital already"
    await chat.press("Sí, cambiarlo")
    assert chat.outcomes == [
        Subscribe(HOME, Accepted(HOME.number, terms.TERMS_VERSION, False, True))
    ]


async def test_somebody_elses_subscription_is_told_without_a_name(
    chat: Chat, office: FakeOffice
) -> None:
    office.subscriptions[HOME.number] = subscription(10, mine=False)
    assert "la adhirió otra persona" in await chat.say("/digital")
    assert not any("Cambiar por dónde" in label for label in chat.labels)


async def test_a_suspended_one_is_subscribed_anew(chat: Chat, office: FakeOffice) -> None:
    office.subscriptions[HOME.number] = subscription(200, active=False)
    assert "Términos y condiciones" in await chat.say("/digital")


async def test_without_an_account_one_is_linked_first(chat: Chat, office: FakeOffice) -> None:
    office.linked = []
    assert "primero tenés que vincular" in await chat.say("/digital")
    assert "primero tenés que vincular" in await chat.say("/papel")


async def test_before_ninety_days_it_says_from_when(chat: Chat, office: FakeOffice) -> None:
    office.subscriptions[HOME.number] = subscription(89)
    assert "Podés volver al papel desde el <b>25/11/2026</b>" in await chat.say("/papel")
    assert chat.outcomes == []


async def test_after_ninety_days_paper_returns_with_the_next_billing(
    chat: Chat, office: FakeOffice
) -> None:
    office.subscriptions[HOME.number] = subscription(90)
    assert "desde la próxima facturación" in await chat.say("/papel")
    assert "para confirmar" in await chat.say("capaz")
    await chat.press("volver al papel")
    assert chat.outcomes == [Suspend(HOME)]


async def test_only_accounts_that_have_it_can_be_suspended(chat: Chat, office: FakeOffice) -> None:
    office.linked = [SHOP, HOME]
    assert "Ninguna de tus cuentas" in await chat.say("/papel")
    office.subscriptions[HOME.number] = subscription(100)
    assert HOME.number in await chat.say("/papel")  # the only one, so it isn't asked which
    await chat.say("sí")
    assert chat.outcomes == [Suspend(HOME)]


async def test_the_state_stands_in_statement_and_settings(chat: Chat, office: FakeOffice) -> None:
    for command in ("/deuda", "/ajustes"):
        assert "Factura en papel" in await chat.say(command)
    office.subscriptions[HOME.number] = subscription()
    for command in ("/deuda", "/ajustes"):
        assert "Factura digital, por correo" in await chat.say(command)
