"""What holds in every conversation: pauses, digressions, stale buttons, words always heard."""

from datetime import timedelta

import pytest

from conversations.engine.replies import Answer, PageTurn
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
from tests.conversations.town import ANA, HOME, NOON, SHOP, TODAY, Chat, FakeOffice, invoice


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(invoices=[invoice("1", TODAY - timedelta(days=10))], linked=[HOME, SHOP])


class Heard:
    """A listener that knows a few sentences."""

    def meaning(self, text: str) -> Intent:
        match text:
            case "dónde pago":
                return AnswerIntent("donde_pago", "En Rapipago.", brief=False)
            case "gracias":
                return AnswerIntent("gracias", "¡De nada!", brief=True)
            case "quiero vincular":
                return FlowIntent("agregar_cuenta", "link_account", "Vincular una cuenta")
            case "quiero pagar":
                return FlowIntent("factura_vencida", "overdue_voucher", "Pagar facturas vencidas")
            case "facturas":
                return SuggestionIntent(
                    ((Begin("Dónde pago", "answer", (("label", "donde_pago"),)),),)
                )
            case "basta":
                return ControlIntent("cancel")
            case "humano":
                return ControlIntent("person")
            case _:
                return UnknownIntent()

    def told(self, label: str) -> Intent:
        return AnswerIntent(label, "En Rapipago.") if label == "donde_pago" else UnknownIntent()


@pytest.mark.parametrize("greeting", ["/start", "/menu", "menú", "Inicio", "/start ref_1"])
async def test_the_menu(chat: Chat, greeting: str) -> None:
    assert "¡Hola, Ana!" in await chat.say(greeting)
    assert "💵 Pagar facturas vencidas" in chat.labels


async def test_the_menu_of_who_has_no_user(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = None
    assert "Soy la Oficina Virtual" in await chat.say("/start")
    assert "🆕 Crear usuario" in chat.labels
    assert "💵 Pagar facturas vencidas" not in chat.labels
    office.pending = ANA
    assert "Te falta un solo paso" in await chat.say("/start")


async def test_an_unknown_command(chat: Chat) -> None:
    assert "Ese comando no lo conozco" in await chat.say("/noexiste")
    await chat.say("/pagar")
    told = await chat.say("/")
    assert "Ese comando no lo conozco" in told
    assert "¿De cuál de tus 2 cuentas?" in told


async def test_what_nobody_understands(chat: Chat) -> None:
    assert "Perdón, no te entendí" in await chat.say("asdf qwer")
    assert chat.reports == [NotUnderstood("asdf qwer")]


@pytest.mark.parametrize(
    "kind", ["sticker", "photo", "voice", "video", "document", "contact", "location", "edited"]
)
async def test_odd_messages_keep_the_question(chat: Chat, kind: str) -> None:
    await chat.all("/pagar", HOME.number)
    told = await chat.send(kind)
    assert "Escribime con palabras o tocá un botón" in told
    assert "¿Qué día vas a pagar?" in told
    assert chat.answers == {"account": HOME.number}


async def test_a_digression_answers_and_puts_the_question_again(chat: Chat) -> None:
    chat.recognizer = Heard()
    await chat.all("/pagar", HOME.number)

    told = await chat.say("dónde pago")

    assert told.index("En Rapipago.") < told.index("¿Qué día vas a pagar?")
    assert chat.answers == {"account": HOME.number}
    assert chat.dialogue.misses == 0
    assert Understood("donde_pago") in chat.reports


@pytest.mark.parametrize("command", ["/ayuda", "/ajustes", "/privacidad", "/contacto", "/menu"])
async def test_help_in_passing_leaves_the_conversation_where_it_was(
    chat: Chat, command: str
) -> None:
    await chat.all("/pagar", HOME.number)
    await chat.say(command)
    assert "▶️ Seguir: pagar facturas vencidas" in chat.labels
    assert "¿Qué día vas a pagar?" in await chat.press("Seguir")
    assert "Si pagás el" in await chat.say("hoy")


async def test_another_wish_in_the_middle_offers_to_leave(chat: Chat) -> None:
    chat.recognizer = Heard()
    await chat.all("/pagar", HOME.number)
    told = await chat.say("quiero vincular")
    assert "¿Lo dejo en pausa" in told
    assert chat.answers == {"account": HOME.number}
    assert "¿Qué día vas a pagar?" in await chat.press("Seguir")


async def test_the_same_wish_in_the_middle_is_a_miss(chat: Chat) -> None:
    chat.recognizer = Heard()
    await chat.all("/pagar", HOME.number)
    assert "No entendí la fecha" in await chat.say("quiero pagar")


async def test_paused_and_resumed(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number, "mañana")
    assert "Dejé en pausa <b>pagar facturas vencidas</b>" in await chat.say("/vincular")
    told = await chat.press("Cancelar")
    assert "Habías dejado en pausa" in told

    resumed = await chat.press("Seguir: pagar")

    assert "donde lo dejaste" in resumed
    assert "miércoles 25/11" in resumed
    assert chat.dialogue.set_aside is None


async def test_paused_and_dropped(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number, "/vincular", "cancelar")
    assert "lo dejé de lado" in await chat.press("Dejarlo")
    assert chat.dialogue.set_aside is None
    assert "No quedó nada en pausa" in await chat.press("Seguir: pagar")


async def test_nothing_answered_yet_is_not_worth_a_pause(chat: Chat) -> None:
    await chat.all("/pagar", "/vincular")
    assert chat.dialogue.set_aside is None


async def test_begun_again_it_starts_anew(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number)
    assert "¿De cuál de tus 2 cuentas?" in await chat.say("/pagar")
    assert chat.answers == {}


async def test_after_a_day_it_ends_and_says_so(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number)
    chat.now = NOON + timedelta(days=1)
    assert "No entendí la fecha" in await chat.say("???"), "a day exactly is not too long"
    chat.now += timedelta(days=1, seconds=1)
    told = await chat.say("hoy")
    assert "lo que habíamos empezado venció" in told
    assert chat.dialogue.thread is None
    assert chat.outcomes == []


async def test_what_was_paused_ends_after_a_day_as_well(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number, "/vincular", "cancelar")
    chat.now = NOON + timedelta(days=2)
    await chat.say("/ayuda")
    assert chat.dialogue.set_aside is None
    assert not any("Seguir" in label for label in chat.labels)


async def test_a_stale_button_puts_the_present_question_again(chat: Chat) -> None:
    await chat.say("/pagar")
    old = Answer("Otra", "account", "no such account")
    await chat.all(HOME.number)
    told = await chat.press_old(old)
    assert "Ese botón es de antes" in told
    assert "¿Qué día vas a pagar?" in told
    assert chat.toast == "Ese botón es de antes"


async def test_a_stale_page(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number)
    assert "Ese botón es de antes" in await chat.press_old(PageTurn("", "account", 1))


async def test_a_stale_button_with_nothing_going_on(chat: Chat) -> None:
    await chat.say("/menu")
    assert "andá al menú" in await chat.press_old(Answer("Hoy", "pay_on", "2026-11-24"))


async def test_the_same_button_twice_is_taken_once(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number)
    await chat.press("Hoy")
    quoted = chat.dialogue
    assert await chat.press("Hoy") == ""
    assert chat.toast == "¡Ya lo tomé! 👍"
    assert chat.dialogue == quoted


async def test_a_button_of_a_script_that_is_no_more(chat: Chat) -> None:
    assert "Ese botón es de antes" in await chat.press_old(Begin("Viejo", "no_such_script"))


async def test_a_button_with_answers_already_given(chat: Chat) -> None:
    await chat.press_old(Begin("Pagar", "overdue_voucher", (("account", HOME.number),)))
    assert "¿Qué día vas a pagar?" in chat.text


async def test_a_button_with_an_answer_that_serves_no_longer(chat: Chat) -> None:
    told = await chat.press_old(Begin("Pagar", "overdue_voucher", (("account", "777"),)))
    assert "No encuentro esa cuenta" in told
    assert "¿De cuál de tus 2 cuentas?" in told


async def test_a_label_typed_instead_of_pressed(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number, "hoy")
    assert "¿Qué día vas a pagar?" in await chat.say("cambiar la fecha")


async def test_a_password_sent_by_mistake_is_deleted(chat: Chat) -> None:
    told = await chat.say("Caballo$Verde7")
    assert chat.removes
    assert "parecía una contraseña" in told
    assert "Caballo" not in told
    assert chat.reports == []


@pytest.mark.parametrize("text", ["B0001-00012345", "ana@example.org", "30.111.222", "hola"])
async def test_codes_and_addresses_are_no_passwords(chat: Chat, text: str) -> None:
    await chat.say(text)
    assert not chat.removes


async def test_free_words_with_nothing_going_on(chat: Chat) -> None:
    chat.recognizer = Heard()
    assert await chat.say("dónde pago") == "En Rapipago."
    assert chat.labels == ["👍 Me sirvió", "👎 No me sirvió"]
    assert "¡Qué bueno!" in await chat.press("Me sirvió")
    assert chat.reports[-1] == Understood("donde_pago", True)
    await chat.say("gracias")
    assert "👍 Me sirvió" not in chat.labels, "courtesies are not asked about"
    assert "¿De cuál de tus 2 cuentas?" in await chat.say("quiero pagar")
    assert "No se hizo ningún cambio" in await chat.say("basta")
    assert "llam" in (await chat.say("humano")).casefold()


async def test_a_suggestion_is_pressed(chat: Chat) -> None:
    chat.recognizer = Heard()
    assert "¿Es algo de esto?" in await chat.say("facturas")
    assert await chat.press("Dónde pago") == "En Rapipago."
    gone = Begin("Vieja", "answer", (("label", "no_longer"),))
    assert "Ese botón es de antes" in await chat.press_old(gone)


async def test_it_did_not_help(chat: Chat) -> None:
    chat.recognizer = Heard()
    await chat.say("dónde pago")
    await chat.press("No me sirvió")
    assert chat.reports[-1] == Understood("donde_pago", False)
    assert "🙋 Hablar con una persona" in chat.labels


async def test_who_was_logged_out_meanwhile_resumes_after_logging_in(
    chat: Chat, office: FakeOffice
) -> None:
    await chat.all("/pagar", HOME.number, "/ayuda")
    office.logged_in = None
    await chat.say("/vincular")
    assert "primero tenés que ingresar" in chat.text
    office.logged_in = ANA
    assert chat.dialogue.set_aside is not None


async def test_a_second_tap_on_the_last_button_worries_nobody(chat: Chat) -> None:
    await chat.all("/pagar", HOME.number, "hoy")
    await chat.press("Confirmar")
    again = Answer("Confirmar", "confirm", "1000.00")
    chat.now += timedelta(seconds=5)
    assert await chat.press_old(again) == ""
    assert chat.toast == "¡Ya lo tomé! 👍"
    assert len(chat.outcomes) == 1

    chat.now += timedelta(minutes=1)
    assert "andá al menú" in await chat.press_old(again), "much later it is an old button"


async def test_a_second_tap_on_cancel_worries_nobody(chat: Chat) -> None:
    await chat.say("/pagar")
    await chat.press("Cancelar")
    chat.now += timedelta(seconds=2)
    assert await chat.press("Cancelar") == ""
