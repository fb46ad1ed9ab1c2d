"""Transcripts of 'Olvidé mi usuario', 'No puedo entrar', 'Cambiar la contraseña' and the e-mail."""

from dataclasses import replace

import pytest

from domain.outcomes import ChangeEmail, ChangePassword, LogIn, MailAccess, ResendConfirmation
from tests.conversations.town import ANA, Chat, FakeOffice


@pytest.fixture
def office() -> FakeOffice:
    """Nobody is logged in."""
    return FakeOffice(logged_in=None)


async def test_who_forgot_gives_the_e_mail(chat: Chat) -> None:
    assert "con qué correo te registraste" in (await chat.say("/olvide")).casefold()
    await chat.say("  Ana.Paz@Example.org ")
    assert chat.outcomes == [MailAccess("Ana.Paz@example.org")]


@pytest.mark.parametrize("written", ["ana", "ana@", "ana paz@", "1234", "a" * 4000, "<b>"])
async def test_what_is_no_address_is_asked_again(chat: Chat, written: str) -> None:
    await chat.say("/olvide")
    assert "Ese correo no parece completo" in await chat.say(written)
    assert chat.outcomes == []
    await chat.say("ana@example.org")
    assert chat.outcomes == [MailAccess("ana@example.org")]


async def test_a_sticker_keeps_the_question(chat: Chat) -> None:
    await chat.say("/olvide")
    assert "con qué correo" in (await chat.send("sticker")).casefold()


@pytest.mark.parametrize("command", ["/olvide", "/nopuedoentrar"])
async def test_who_is_logged_in_is_told_the_user_name(
    chat: Chat, office: FakeOffice, command: str
) -> None:
    office.logged_in = ANA
    assert ANA.username in await chat.say(command)
    await chat.press("Cambiar mi contraseña")
    assert chat.outcomes == [ChangePassword()]


async def test_whoever_did_not_confirm_gets_the_confirmation_again(
    chat: Chat, office: FakeOffice
) -> None:
    office.pending = replace(ANA, confirmed=False)
    assert "todavía no está confirmado" in await chat.say("/nopuedoentrar")
    assert chat.outcomes == [ResendConfirmation()]


async def test_from_another_chat_the_e_mail_finds_the_cause(chat: Chat) -> None:
    said = await chat.say("/nopuedoentrar")
    assert "en otro teléfono o en otro chat" in said
    await chat.say("ana@example.org")
    assert chat.outcomes == [MailAccess("ana@example.org")]


async def test_who_remembers_goes_to_the_log_in(chat: Chat) -> None:
    await chat.say("/nopuedoentrar")
    await chat.press("iniciar sesión")
    assert chat.outcomes == [LogIn()]


async def test_who_mistyped_the_address_registers_again(chat: Chat) -> None:
    await chat.say("/nopuedoentrar")
    assert "crear tu usuario" in await chat.press("Escribí mal mi correo")
    assert chat.dialogue.thread is not None
    assert chat.dialogue.thread.script == "register"


async def test_changing_the_password_needs_a_log_in(chat: Chat, office: FakeOffice) -> None:
    assert "primero tenés que ingresar" in await chat.say("/clave")
    assert chat.outcomes == []
    office.logged_in = ANA
    await chat.say("/clave")
    assert chat.outcomes == [ChangePassword()]


async def test_a_new_e_mail_is_asked_and_explained(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = ANA
    said = await chat.say("/correo")
    assert ANA.email in said
    assert "usuario nuevo" in said
    await chat.say("nueva@example.org")
    assert chat.outcomes == [ChangeEmail("nueva@example.org")]


async def test_the_same_or_a_taken_e_mail_is_refused(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = ANA
    office.taken = {"otro@example.org"}
    await chat.say("/correo")
    assert "ya tenés" in await chat.say(ANA.email.upper())
    assert "Ya hay un usuario" in await chat.say("otro@example.org")
    assert "no parece completo" in await chat.say("nada")
    assert chat.outcomes == []
    await chat.say("nueva@example.org")
    assert chat.outcomes == [ChangeEmail("nueva@example.org")]


async def test_changing_the_e_mail_needs_a_log_in(chat: Chat) -> None:
    assert "primero tenés que ingresar" in await chat.say("/correo")
