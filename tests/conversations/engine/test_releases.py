"""A new release finds rows of the one before it: what they hold of it may be no more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.engine.replies import Answer, Control, PageTurn
from conversations.engine.talk import PHONE
from conversations.engine.turn_planner import TurnPlanner
from domain.dialogues import Thread
from domain.messages import Begin
from tests.conversations.town import HOME, NOON, SHOP, TODAY, Chat, FakeOffice, invoice

GONE = Thread("retired_flow", 1, (("account", HOME.number),))
OTHERWISE = "ahora se hace de otra manera"


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(invoices=[invoice("1", TODAY - timedelta(days=10))], linked=[HOME, SHOP])


@pytest.fixture
def held(chat: Chat) -> Chat:
    """A chat in the middle of a conversation that this release doesn't have."""
    chat.dialogue = replace(
        chat.dialogue, thread=GONE, asking="surname", view=2, misses=3, touched_at=NOON
    )
    return chat


@pytest.mark.parametrize(
    "words", ["Marta", "sí", "volver", "cancelar", "/cancelar", "menú", "/noexiste", "seguir", "/"]
)
async def test_whoever_was_in_it_is_told_and_given_the_menu(held: Chat, words: str) -> None:
    told = await held.say(words)
    assert OTHERWISE in told
    assert "¡Hola, Ana!" in told
    assert "💵 Pagar facturas vencidas" in held.labels
    assert held.dialogue.thread is None
    assert (held.dialogue.asking, held.dialogue.view, held.dialogue.misses) == ("", 0, 0)
    assert OTHERWISE not in await held.say("hola"), "it is said once"


@pytest.mark.parametrize(
    "key",
    [
        Answer("Sí", "surname", "yes"),
        PageTurn("›", "surname", 1),
        Control("Volver", "back"),
        Control("Cancelar", "cancel"),
        Begin("Otra cosa", "another_retired_flow"),
    ],
)
async def test_so_is_who_presses_one_of_its_buttons(
    held: Chat, key: Answer | PageTurn | Control | Begin
) -> None:
    told = await held.press_old(key)
    assert OTHERWISE in told
    assert "💵 Pagar facturas vencidas" in held.labels
    assert held.dialogue.thread is None


@pytest.mark.parametrize("kind", ["sticker", "edited", "other"])
async def test_so_is_who_sends_no_words(held: Chat, kind: str) -> None:
    assert OTHERWISE in await held.send(kind)


async def test_what_is_begun_by_its_command_begins(held: Chat) -> None:
    told = await held.say("/pagar")
    assert OTHERWISE in told
    assert "¿De cuál de tus 2 cuentas?" in told
    assert held.dialogue.set_aside is None, "there is nothing to go back to"


async def test_what_is_begun_by_its_button_begins(held: Chat) -> None:
    told = await held.press_old(Begin("Pagar", "overdue_voucher"))
    assert OTHERWISE in told
    assert "¿De cuál de tus 2 cuentas?" in told


async def test_the_keyboard_of_a_telephone_goes_with_its_question(held: Chat) -> None:
    held.dialogue = replace(held.dialogue, asking=PHONE)
    await held.say("hola")
    assert any(reply.clears_keyboard for reply in held.replies)


async def test_what_was_paused_and_is_no_more_is_not_offered_again(held: Chat) -> None:
    held.dialogue = replace(held.dialogue, thread=None, asking="", set_aside=GONE)
    assert OTHERWISE not in await held.say("/ayuda")
    assert not any("Seguir" in label for label in held.labels)
    assert held.dialogue.set_aside is None


async def test_taking_up_what_is_no_more_is_answered(held: Chat) -> None:
    held.dialogue = replace(held.dialogue, thread=None, asking="", set_aside=GONE)
    assert "No quedó nada en pausa" in await held.press_old(Control("Seguir", "resume"))


async def test_what_goes_on_ends_without_offering_what_is_no_more(chat: Chat) -> None:
    await chat.say("/pagar")
    chat.dialogue = replace(chat.dialogue, set_aside=GONE)
    assert "lo dejamos ahí" in await chat.say("cancelar")
    assert not any("Seguir" in label for label in chat.labels)


async def test_what_was_paused_and_still_is_can_be_taken_up(held: Chat) -> None:
    held.dialogue = replace(held.dialogue, set_aside=Thread("overdue_voucher", 1))
    assert OTHERWISE in await held.say("Marta")
    assert "¿De cuál de tus 2 cuentas?" in await held.press("Seguir")


async def test_the_question_that_is_put_again_is_the_menu(held: Chat) -> None:
    step = await TurnPlanner(held.office, NOON, 9).again(held.dialogue)
    assert step.dialogue.thread is None
    assert OTHERWISE in step.replies[0].html


@pytest.mark.parametrize("words", ["hoy", "sí", "27345678", "???"])
async def test_a_question_that_is_no_more_gives_way_to_the_one_that_is(
    chat: Chat, words: str
) -> None:
    await chat.say("/pagar")
    chat.dialogue = replace(chat.dialogue, asking="asked_formerly", view=7)
    assert "¿De cuál de tus 2 cuentas?" in await chat.say(words)
    await chat.say(HOME.number)
    assert chat.answers["account"] == HOME.number


@pytest.mark.parametrize(
    "key", [Answer("Sí", "asked_formerly", "yes"), PageTurn("›", "asked_formerly", 3)]
)
async def test_so_does_a_press_of_its_button(chat: Chat, key: Answer | PageTurn) -> None:
    await chat.say("/pagar")
    chat.dialogue = replace(chat.dialogue, asking="asked_formerly")
    assert "¿De cuál de tus 2 cuentas?" in await chat.press_old(key)


async def test_answers_to_what_is_asked_no_more_do_no_harm(chat: Chat) -> None:
    await chat.say("/pagar")
    assert chat.dialogue.thread is not None
    thread = replace(chat.dialogue.thread, answers=(("asked_formerly", "yes"),))
    chat.dialogue = replace(chat.dialogue, thread=thread)
    await chat.say(HOME.number)
    assert chat.answers["account"] == HOME.number


async def test_an_answer_that_is_read_no_more_is_asked_for_again(chat: Chat) -> None:
    await chat.say("/pagar")
    assert chat.dialogue.thread is not None
    thread = replace(chat.dialogue.thread, answers=(("account", "as it was kept formerly"),))
    chat.dialogue = replace(chat.dialogue, thread=thread, asking="pay_on")
    assert "¿De cuál de tus 2 cuentas?" in await chat.say("hoy")
