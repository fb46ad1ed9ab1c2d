"""Unanswered messages that ask the same are read once."""

from datetime import datetime

from domain.clock import ZONE
from domain.learning import Question
from faq.grouping import group


def asked(*messages: str, guess: str = "", first: int = 1) -> list[Question]:
    at = datetime(2026, 11, 24, 12, tzinfo=ZONE)
    return [Question(number, one, guess, at) for number, one in enumerate(messages, first)]


ALIKE = ("hacen descuentos a los jubilados?", "asen descuento a jubilado")


def test_alike_messages_are_one_group_the_largest_first() -> None:
    groups = group(asked("hacen descuento a jubilados", "como limpio el tanke", *ALIKE))

    assert [each.size for each in groups] == [3, 1]
    assert "como limpio el tanke" in groups[1].members


def test_a_group_keeps_its_number_when_others_grow_larger() -> None:
    before = asked("hacen descuento a jubilados", "tengo pileta", "asen descuento a jubilado")
    after = before + asked("tengo pileta?", "y si tengo pileta", "tengo pileta", first=4)

    numbers = {each.members: each.number for each in group(before)}
    assert sorted(numbers.values()) == [1, 2]
    largest, other = group(after)
    assert (largest.number, other.number) == (2, 1)
    assert "tengo pileta" in largest.members


def test_no_message_is_lost_even_when_repeated_or_without_words() -> None:
    messages = ["hola?", "🤷", "hola?", "🤷", "la boleta del agua"]

    grouped = [member for each in group(asked(*messages)) for member in each.members]

    assert sorted(grouped) == sorted(messages)


def test_a_group_suggests_the_entry_that_most_came_nearest_to() -> None:
    one, other = ALIKE
    questions = asked(one, guess="contacto") + asked(other, one, guess="tarifas", first=2)

    assert [each.suggestion for each in group(questions)] == ["tarifas"]
    assert [each.suggestion for each in group(asked("🤷"))] == [None]


def test_no_messages_make_no_groups() -> None:
    assert group([]) == ()
