"""The words people agree and refuse with."""

import pytest

from conversations.common.questions import says_no, says_yes


@pytest.mark.parametrize(
    "written",
    ["sí", "SI!", "dale", "si, está todo bien", "Está bien", "sí por favor", "de acuerdo", "ok",
     "dale, mandalo", "perfecto gracias", "si si"],
)  # fmt: skip
def test_yes(written: str) -> None:
    assert says_yes(written)
    assert not says_no(written)


@pytest.mark.parametrize("written", ["no", "No, gracias", "no quiero", "mejor no", "por ahora no"])
def test_no(written: str) -> None:
    assert says_no(written)
    assert not says_yes(written)


@pytest.mark.parametrize("written", ["", "está todo mal", "sí pero mañana", "no sé", "gracias"])
def test_neither(written: str) -> None:
    assert not says_yes(written)
    assert not says_no(written)
