"""What is asked for in words that no answer has a label for."""

import pytest

from conversations.engine.catalogue import BY_NAME
from conversations.engine.spoken import spoken_wish
from tests.conversations.town import Chat


@pytest.mark.parametrize(
    ("written", "script"),
    [
        ("reclamo", "claim"),
        ("quiero hacer un reclamo", "claim"),
        ("me cobraron de más", "claim"),
        ("quiero dejarles un mensaje", "claim"),
        ("mis datos", "my_data"),
        ("quiero que borren mis datos", "delete_my_data"),
        ("no reconozco quién vinculó mi cuenta", "object_link"),
        ("no quiero más avisos", "notice_settings"),
        ("Ajustes", "settings"),
        ("privacidad", "privacy"),
    ],
)
def test_spoken(written: str, script: str) -> None:
    assert spoken_wish(written) == script
    assert script in BY_NAME


@pytest.mark.parametrize("written", ["", "cuánto debo", "los datos del medidor", "blablabla"])
def test_nothing_of_the_kind(written: str) -> None:
    assert spoken_wish(written) is None


async def test_it_begins_where_nothing_else_was_understood(chat: Chat) -> None:
    assert "número de reclamo" in await chat.say("quiero hacer un reclamo")
    await chat.say("cancelar")
    assert "Tus avisos en este chat" in await chat.say("avisos")
