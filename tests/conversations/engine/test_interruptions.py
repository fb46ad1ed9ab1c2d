"""What is written in one's own words: idle, in the middle of a conversation, and under answers."""

import pytest

from domain.contact import Contact, Premises
from domain.intents import (
    AnswerIntent,
    ControlIntent,
    FlowIntent,
    Intent,
    SuggestionIntent,
    UnknownIntent,
)
from domain.messages import Begin
from domain.outcomes import NotUnderstood, Understood
from tests.conversations.town import ANA, Chat, FakeOffice

MEANINGS: dict[str, Intent] = {
    "cuanto debo": FlowIntent("estado_de_cuenta", "account_statement", "Ver cuánto debo"),
    "quiero un usuario": FlowIntent("crear_usuario", "register", "Crear usuario"),
    "donde pago": AnswerIntent("donde_pago", "Se paga en Rapipago y Pago Fácil."),
    "hola": AnswerIntent("saludo", "¡Hola!", brief=True),
    "son unos ladrones de porquería": AnswerIntent("insulto", "Lamento…", brief=True),
    "lo del papel": SuggestionIntent(
        ((Begin("Suspender", "answer", (("label", "donde_pago"),)),),)
    ),
    "quiero hablar con alguien": ControlIntent("person"),
    "donde queda la oficina": AnswerIntent("contacto", "No lo tengo confirmado."),
    "facebook": AnswerIntent("facebook", "La dirección no la tengo confirmada."),
    "no entiendo": AnswerIntent("insulto", "Lamento…", brief=True),
    "dejalo": ControlIntent("cancel"),
}


class TaughtByHand:
    """A listener that knows a handful of sentences."""

    def meaning(self, text: str) -> Intent:
        return MEANINGS.get(text, UnknownIntent())

    def told(self, label: str) -> Intent:
        return next(
            (
                one
                for one in MEANINGS.values()
                if isinstance(one, AnswerIntent) and one.label == label
            ),
            UnknownIntent(),
        )


@pytest.fixture
def chat(office: FakeOffice) -> Chat:
    return Chat(office, recognizer=TaughtByHand())


@pytest.fixture
def stranger(office: FakeOffice) -> Chat:
    office.logged_in = None
    return Chat(office, recognizer=TaughtByHand())


async def test_a_wish_begins_its_conversation(chat: Chat) -> None:
    assert "no debés nada" in await chat.say("cuanto debo")
    assert Understood("estado_de_cuenta") in chat.reports


async def test_a_question_is_answered_and_asked_whether_that_helped(chat: Chat) -> None:
    assert "Rapipago" in await chat.say("donde pago")
    assert "Cualquier otra cosa" in await chat.press("Me sirvió")
    assert chat.reports == [Understood("donde_pago"), Understood("donde_pago", helped=True)]


async def test_an_answer_that_did_not_help_leads_to_a_person(chat: Chat) -> None:
    await chat.say("donde pago")
    await chat.press("No me sirvió")
    assert chat.reports[-1] == Understood("donde_pago", helped=False)
    assert "🙋 Hablar con una persona" in chat.labels


async def test_a_courtesy_is_not_asked_whether_it_helped(chat: Chat) -> None:
    assert await chat.say("hola") == "¡Hola!"
    assert chat.labels == ["☰ Menú"]


async def test_what_is_not_understood_is_said_honestly_and_kept_for_the_staff(chat: Chat) -> None:
    assert "no te entendí" in await chat.say("blablabla")
    assert "🙋 Hablar con una persona" in chat.labels
    assert chat.reports == [NotUnderstood("blablabla")]


async def test_a_doubt_is_asked_and_the_suggestion_answered_by_a_press(chat: Chat) -> None:
    assert "No estoy seguro" in await chat.say("lo del papel")
    assert "Rapipago" in await chat.press("Suspender")


async def test_a_question_in_the_middle_is_answered_and_the_step_put_again(stranger: Chat) -> None:
    await stranger.all("/crear", "Ana", "Paz")
    said = await stranger.say("donde pago")
    assert said.index("Rapipago") < said.index("número de DNI")
    assert stranger.answers == {"first_names": "Ana", "surnames": "Paz"}
    assert "correo" in await stranger.say("25708059")


async def test_a_question_is_not_taken_for_a_name(stranger: Chat) -> None:
    await stranger.say("/crear")
    assert "Rapipago" in await stranger.say("donde pago")
    assert stranger.answers == {}


async def test_a_greeting_where_a_name_is_asked_is_a_name(stranger: Chat) -> None:
    """Courtesies don't interrupt: somebody may be called what sounds like one."""
    await stranger.all("/crear", "hola")
    assert stranger.answers == {"first_names": "Hola"}


async def test_another_wish_in_the_middle_offers_to_leave_and_loses_nothing(chat: Chat) -> None:
    await chat.all("/vincular", "12-18")
    assert "¿Lo dejo en pausa" in await chat.say("cuanto debo")
    assert chat.answers == {"receipt": "00012-00000018"}
    assert "Dejé en pausa" in await chat.press("Ver cuánto debo")
    assert chat.dialogue.set_aside is not None
    assert chat.dialogue.set_aside.answers == (("receipt", "00012-00000018"),)


async def test_staying_puts_the_step_again(chat: Chat) -> None:
    await chat.all("/vincular", "12-18", "cuanto debo")
    assert "Código de Pago Electrónico" in await chat.press("Seguir")
    await chat.say("cuanto debo")
    assert "Código de Pago Electrónico" in await chat.say("seguir")


async def test_what_needs_a_user_waits_until_there_is_one(stranger: Chat) -> None:
    """Leaving 'crear usuario' for it would only lead back there."""
    said = await stranger.all("/crear", "Ana", "Paz", "cuanto debo")
    assert said.index("primero hay que crear tu usuario") < said.index("número de DNI")
    assert stranger.answers == {"first_names": "Ana", "surnames": "Paz"}
    await stranger.all("25708059", "ana@example.org", "ana.paz", "no", "sí")
    assert stranger.dialogue.set_aside is not None
    stranger.office.logged_in = ANA
    assert "no debés nada" in await stranger.say("seguir")


async def test_cancelling_on_the_way_in_offers_nothing_that_needs_a_user(stranger: Chat) -> None:
    await stranger.all("/crear", "cuanto debo", "cancelar")
    assert stranger.labels == ["☰ Menú"]


async def test_an_insult_or_a_sentence_is_no_name(stranger: Chat) -> None:
    await stranger.say("/crear")
    assert "Lamento" in await stranger.say("son unos ladrones de porquería")
    assert stranger.answers == {}


async def test_the_wish_for_what_is_going_on_is_no_other_wish(stranger: Chat) -> None:
    await stranger.all("/crear", "Ana", "Paz")
    assert "7 u 8 números" in await stranger.say("quiero un usuario")


@pytest.mark.parametrize("idle", [True, False])
async def test_a_person_can_be_asked_for_at_any_moment(stranger: Chat, idle: bool) -> None:
    if not idle:
        await stranger.all("/crear", "Ana", "Paz")
    assert "0800-888-8255" in await stranger.say("quiero hablar con alguien")


async def test_words_that_cancel_do_so_in_the_middle(stranger: Chat) -> None:
    await stranger.all("/crear", "Ana", "Paz")
    assert "lo dejamos ahí" in await stranger.say("dejalo")
    assert stranger.dialogue.thread is None


async def test_a_suggestion_that_no_longer_stands_is_a_stale_button(chat: Chat) -> None:
    assert "ya no corresponde" in await chat.press_old(
        Begin("", "answer", (("label", "no_existe"),))
    )


async def test_what_is_known_of_offices_and_community_is_told(
    chat: Chat, office: FakeOffice
) -> None:
    assert "No lo tengo confirmado" in await chat.say("donde queda la oficina")
    assert "✍️ Dejar un mensaje" in chat.labels
    assert "no la tengo confirmada" in await chat.say("facebook")

    office.contact = Contact(
        (Premises("Casa Central", "San Martín 1", "de 8 a 13"),),
        community="https://example.org/comunidad",
    )
    assert "San Martín 1 (de 8 a 13)" in await chat.say("donde queda la oficina")
    assert "no la tengo confirmada" not in await chat.say("facebook")
    assert "👥 Nuestra comunidad" in chat.labels


@pytest.mark.parametrize("written", ["ayuda", "no entiendo", "¿cómo es esto?"])
async def test_who_is_lost_is_told_how_it_is_used(chat: Chat, written: str) -> None:
    assert "Así se usa la Oficina Virtual" in await chat.say(written)
