"""Who says that a bill was paid, and who only asks."""

import pytest

from faq.paid import says_paid


@pytest.mark.parametrize(
    "message",
    [
        "ya pagué",
        "Yo ya la pague!!",
        "ya pagué y me sigue apareciendo",
        "les pague en rapipago la semana pasada y no figura",
        "está pago todo",
        "me sigue saliendo que debo y ya pagué",
    ],
)
def test_paid(message: str) -> None:
    assert says_paid(message)


@pytest.mark.parametrize(
    "message",
    [
        "todavía no la pagué",
        "no pagué el mes pasado",
        "ya pagué o no pagué el mes pasado",
        "no me acuerdo si ya pagué",
        "pagué dos veces la misma",
        "quiero ver si ya está lo que pagué",
        "cuáles pagué y cuáles no",
        "quiero pagar",
        "cuánto debo",
    ],
)
def test_not_paid_or_only_asked(message: str) -> None:
    assert not says_paid(message)
