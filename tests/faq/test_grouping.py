"""Unanswered messages that ask the same are read once."""

from faq.grouping import group
from faq.matcher import Matcher


def test_alike_messages_are_one_group_the_largest_first(matcher: Matcher) -> None:
    groups = group(
        [
            "hacen descuento a jubilados",
            "como limpio el tanke",
            "hacen descuentos a los jubilados?",
            "asen descuento a jubilado",
        ],
        matcher,
    )

    assert [each.size for each in groups] == [3, 1]
    assert groups[0].representative in groups[0].members
    assert "como limpio el tanke" in groups[1].members


def test_no_message_is_lost_even_when_repeated_or_without_words(matcher: Matcher) -> None:
    messages = ["hola?", "🤷", "hola?", "🤷", "la boleta del agua"]

    grouped = [member for each in group(messages, matcher) for member in each.members]

    assert sorted(grouped) == sorted(messages)


def test_a_group_suggests_the_entry_it_is_nearest_to(matcher: Matcher) -> None:
    (only,) = group(["me rebota la clave al entrar"], matcher)

    assert only.suggestion in {"no_puedo_acceder", "recuperar_clave", "iniciar_sesion"}


def test_no_messages_make_no_groups(matcher: Matcher) -> None:
    assert group([], matcher) == ()
