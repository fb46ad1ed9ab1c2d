"""Transcripts of logging in, out, and having the confirmation sent again."""

import pytest

from domain.outcomes import LogIn, LogOut, ResendConfirmation
from tests.conversations.town import ANA, Chat, FakeOffice


async def test_log_in_ends_in_a_link(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = None
    await chat.say("/ingresar")
    assert chat.outcomes == [LogIn()]


async def test_who_is_in_is_told_so(chat: Chat) -> None:
    assert "Ya entraste, Ana" in await chat.say("/ingresar")
    assert chat.outcomes == []


async def test_log_out_asks_once_more(chat: Chat) -> None:
    assert "¿querés salir" in await chat.say("/salir")
    assert "para quedarte" in await chat.say("no sé")
    await chat.press("Sí, salir")
    assert chat.outcomes == [LogOut()]


async def test_logging_out_is_left(chat: Chat) -> None:
    await chat.say("/salir")
    assert "No se hizo ningún cambio" in await chat.press("Cancelar")
    assert chat.outcomes == []


async def test_nobody_to_log_out(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = None
    assert "No había ninguna sesión abierta" in await chat.say("/salir")


async def test_the_confirmation_again(chat: Chat, office: FakeOffice) -> None:
    assert "Tu cuenta ya está confirmada" in await chat.say("/reenviar")
    office.logged_in = None
    assert "no hay ningún usuario esperando" in await chat.say("/reenviar")
    office.pending = ANA
    await chat.say("/reenviar")
    assert chat.outcomes == [ResendConfirmation()]


async def test_what_needs_a_user_goes_on_after_logging_in(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = None
    assert "Para <b>vincular una cuenta</b> primero" in await chat.say("/vincular")
    assert "🔑 Iniciar sesión" in chat.labels
    office.logged_in = ANA
    assert chat.dialogue.set_aside is not None
    assert chat.dialogue.set_aside.script == "link_account"


@pytest.mark.parametrize("written", ["salir", "🚪 Salir", "cerrar sesión"])
async def test_leaving_in_ones_own_words(written: str) -> None:
    chat = Chat(FakeOffice())
    assert "¿querés salir de la Oficina Virtual" in await chat.say(written)
    assert "No se hizo ningún cambio" in await chat.say("no")
