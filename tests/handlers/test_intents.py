"""The corpus as the conversations know it: every entry leads somewhere."""

import pytest

from conversations.engine.catalogue import BY_INTENT, BY_NAME
from domain.intents import AnswerIntent, ControlIntent, FlowIntent, SuggestionIntent, UnknownIntent
from domain.messages import Begin
from faq.corpus import Kind, load_corpus
from faq.matcher import Matcher
from handlers.intents import WORDS, FaqIntents
from handlers.keyboards import inline

pytestmark = pytest.mark.slow

CORPUS = load_corpus()


def test_every_flow_of_the_corpus_has_its_conversation() -> None:
    flows = {entry.label for entry in CORPUS if entry.kind is Kind.FLOW}
    assert flows - BY_INTENT.keys() == set()


def test_every_conversation_that_names_an_entry_of_the_corpus_has_it() -> None:
    assert {label for label in BY_INTENT if label not in CORPUS} == set()


def test_every_word_that_always_works_is_known() -> None:
    assert {entry.label for entry in CORPUS if entry.kind is Kind.CONTROL} == set(WORDS)


@pytest.mark.parametrize("label", [entry.label for entry in CORPUS])
def test_every_entry_can_be_told_and_its_buttons_pressed(
    recognizer: FaqIntents, label: str
) -> None:
    meaning = recognizer.told(label)
    assert isinstance(meaning, AnswerIntent)
    assert meaning.html
    inline(meaning.buttons)  # raises where a button would carry too much
    for row in meaning.buttons:
        for button in row:
            if isinstance(button, Begin) and button.script == "answer":
                assert isinstance(recognizer.told(dict(button.answers)["label"]), AnswerIntent)
            elif isinstance(button, Begin):
                assert button.script in BY_NAME


def test_people_are_understood(recognizer: FaqIntents) -> None:
    assert isinstance(recognizer.meaning("kuanto devo"), FlowIntent)
    assert isinstance(recognizer.meaning("donde puedo pagar?"), AnswerIntent)
    assert recognizer.meaning("cancelar") == ControlIntent("cancel")
    assert isinstance(
        recognizer.meaning("¿quién ganó el partido de anoche?"), UnknownIntent | SuggestionIntent
    )


@pytest.mark.parametrize(
    "written",
    [
        "ya pagué",
        "yo ya pagué esto",
        "pague ayer",
        "ya pague la factura por que me sigue saliendo vencida",
        "les pague en rapipago la semana pasada y no figura",
    ],
)
def test_who_has_paid_is_not_shown_the_debt_first(recognizer: FaqIntents, written: str) -> None:
    meaning = recognizer.meaning(written)
    assert isinstance(meaning, FlowIntent)
    assert meaning.script == "paid_already"


@pytest.mark.parametrize(
    "written", ["ya pagué o no pagué?", "todavía no la pagué", "cuánto debo", "debo algo?"]
)
def test_who_asks_about_the_debt_is(recognizer: FaqIntents, written: str) -> None:
    meaning = recognizer.meaning(written)
    assert isinstance(meaning, FlowIntent)
    assert meaning.script == "account_statement"


def test_a_name_given_in_a_sentence_is_no_call(recognizer: FaqIntents) -> None:
    """'Llamo' is also what one does with a telephone."""
    assert isinstance(recognizer.meaning("Me llamo Ofelia"), UnknownIntent)


async def test_what_staff_teach_is_learnt_without_a_restart() -> None:
    recognizer = FaqIntents(CORPUS, Matcher(CORPUS))
    strange = "zurubí del dique"
    assert not isinstance(recognizer.meaning(strange), FlowIntent)
    await recognizer.relearn([("estado_de_cuenta", strange)])
    assert recognizer.meaning(strange) == FlowIntent(
        "estado_de_cuenta", "account_statement", CORPUS["estado_de_cuenta"].title
    )
