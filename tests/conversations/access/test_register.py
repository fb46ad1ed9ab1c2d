"""Transcripts of 'Crear usuario'."""

from dataclasses import replace

import pytest

from domain.outcomes import NewUser
from tests.conversations.town import ANA, Chat, FakeOffice

GIVEN = ("/crear", "Ana María", "Gómez", "25.708.059", "Ana@Example.org", "Ana.Gomez")
ANA_GOMEZ = NewUser("Ana María", "Gómez", "25708059", "Ana@example.org", "ana.gomez")


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(logged_in=None, linked=[])


async def test_happy(chat: Chat) -> None:
    assert "¿Cuál es tu nombre?" in await chat.say("/crear")
    assert "¿Y tu apellido?" in await chat.say("Ana María")
    assert "número de DNI" in await chat.say("Gómez")
    assert "correo electrónico" in await chat.say("25.708.059")
    assert "nombre de usuario" in await chat.say("Ana@Example.org")
    assert "teléfono" in await chat.say("Ana.Gomez")
    assert chat.replies[-1].contact == "📱 Compartir mi teléfono"
    summary = await chat.say("Prefiero no darlo")
    for part in ("Ana María", "Gómez", "25708059", "Ana@example.org", "ana.gomez", "no lo dejaste"):
        assert f"<b>{part}</b>" in summary

    await chat.press("Está todo bien")

    assert chat.outcomes == [ANA_GOMEZ]


async def test_the_phone_comes_by_telegrams_contact_button(chat: Chat) -> None:
    summary = await chat.all(*GIVEN, "+5493834123456")
    assert "<b>+5493834123456</b>" in summary
    assert any(reply.clears_keyboard for reply in chat.replies), "the contact button goes away"
    await chat.say("sí")
    assert chat.outcomes == [replace(ANA_GOMEZ, phone="+5493834123456")]


@pytest.mark.parametrize(
    "written", ["383 412-3456", "0383 15 4123456", "+54 9 383 412 3456", "5493834123456"]
)
async def test_phones_as_people_write_them(chat: Chat, written: str) -> None:
    await chat.all(*GIVEN, written)
    assert chat.answers["phone"].endswith("3834123456"), chat.text


@pytest.mark.parametrize("written", ["no", "No tengo", "prefiero no", "ninguno", "PASO"])
async def test_no_phone_in_ones_own_words(chat: Chat, written: str) -> None:
    await chat.all(*GIVEN, written, "sí")
    assert chat.outcomes == [ANA_GOMEZ]


@pytest.mark.parametrize(
    ("before", "written", "complaint"),
    [
        (1, "1234", "Un nombre lleva solo letras"),
        (2, "<b>", "Un nombre lleva solo letras"),
        (3, "123", "Un DNI tiene 7 u 8 números"),
        (4, "ana arroba example", "Ese correo no parece completo"),
        (5, "a b", "El usuario tiene que tener de 4 a 30"),
        (6, "12", "Ese teléfono no parece completo"),
        (6, "qué?", "Ese teléfono no parece completo"),
    ],
)
async def test_a_wrong_answer_says_what_is_wrong_and_keeps_the_rest(
    chat: Chat, before: int, written: str, complaint: str
) -> None:
    await chat.all(*GIVEN[:before])
    kept = chat.answers
    question = chat.dialogue.asking

    assert complaint in await chat.say(written)

    assert chat.answers == kept
    assert chat.dialogue.asking == question


async def test_two_misses_bring_an_example_and_a_person(chat: Chat) -> None:
    await chat.all(*GIVEN[:3])
    first = await chat.say("123")
    assert "frente de tu documento" not in first

    second = await chat.say("1234")

    assert "frente de tu documento" in second
    assert "🙋 Hablar con una persona" in chat.labels
    assert "correo" in await chat.say("25708059")
    assert chat.dialogue.misses == 0


async def test_cancel(chat: Chat) -> None:
    await chat.all(*GIVEN[:4])
    assert "No se hizo ningún cambio" in await chat.press("Cancelar")
    assert chat.dialogue.thread is None
    assert "No estábamos en medio de nada" in await chat.say("cancelar")


async def test_back_keeps_what_came_before_and_after(chat: Chat) -> None:
    await chat.all(*GIVEN[:5])
    assert "correo electrónico" in await chat.say("volver")
    assert "número de DNI" in await chat.press("Volver")
    assert "correo electrónico" in await chat.say("30.111.222")
    assert chat.answers["first_names"] == "Ana María"
    assert chat.answers["document"] == "30.111.222".replace(".", "")


async def test_back_at_the_first_question(chat: Chat) -> None:
    await chat.say("/crear")
    assert "Esta es la primera pregunta" in await chat.say("/volver")
    assert "¿Cuál es tu nombre?" in chat.text


@pytest.mark.parametrize(
    ("button", "value", "shown"),
    [
        ("✏️ Nombre", "Eva", "Nombre: <b>Eva</b>"),
        ("✏️ Apellido", "Luna", "Apellido: <b>Luna</b>"),
        ("✏️ DNI", "31222333", "DNI: <b>31222333</b>"),
        ("✏️ Correo", "eva@example.org", "Correo: <b>eva@example.org</b>"),
        ("✏️ Usuario", "eva.luna", "Usuario: <b>eva.luna</b>"),
        ("✏️ Teléfono", "383 412 3456", "3834123456"),
    ],
)
async def test_a_correction_asks_that_alone_and_keeps_all_other_answers(
    chat: Chat, button: str, value: str, shown: str
) -> None:
    await chat.all(*GIVEN, "no")
    before = chat.answers

    await chat.press(button)
    summary = await chat.say(value)

    assert "Fijate si está todo bien" in summary
    assert shown in summary
    changed = {name for name in before if chat.answers[name] != before[name]}
    assert len(changed) == 1


async def test_something_else_at_the_summary(chat: Chat) -> None:
    await chat.all(*GIVEN, "no")
    assert "Si los datos están bien" in await chat.say("mmm")
    assert chat.outcomes == []


async def test_e_mail_and_user_name_of_somebody_else(chat: Chat, office: FakeOffice) -> None:
    office.taken = {"Ana@example.org", "ana.gomez"}
    refused = await chat.all(*GIVEN[:5])
    assert "Ya hay un usuario con el correo <b>Ana@example.org</b>" in refused
    assert "nombre de usuario" in await chat.say("otra@example.org")
    assert "ya está en uso" in await chat.say("ana.gomez")
    await chat.all("ana.maria", "no", "sí")
    expected = replace(ANA_GOMEZ, email="otra@example.org", username="ana.maria")
    assert chat.outcomes == [expected]


async def test_the_user_name_is_taken_meanwhile(chat: Chat, office: FakeOffice) -> None:
    await chat.all(*GIVEN, "no")
    office.taken = {"ana.gomez"}

    assert "ya está en uso" in await chat.say("sí")

    assert chat.outcomes == []
    assert "Fijate si está todo bien" in await chat.say("ana.maria"), "all else was kept"


async def test_who_is_logged_in_has_a_user(chat: Chat, office: FakeOffice) -> None:
    office.logged_in = ANA
    assert "Ya tenés usuario" in await chat.say("/crear")


async def test_who_introduces_oneself_is_called_by_the_name_alone(chat: Chat) -> None:
    await chat.all("/crear", "Me llamo Ofelia", "mi apellido es Ibáñez", "mi dni es 5.123.456")
    assert chat.answers == {
        "first_names": "Ofelia", "surnames": "Ibáñez", "document": "5123456",
    }  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["ofelia @example.org", "ofelia@example,org", "mi mail es ofelia@example.org.",
     "ofelia arroba example punto org"],
)  # fmt: skip
async def test_an_address_as_people_write_it(chat: Chat, written: str) -> None:
    await chat.all(*GIVEN[:4], written)
    assert chat.answers["email"] == "ofelia@example.org"


async def test_without_an_address_the_ways_out_are_told(chat: Chat) -> None:
    assert "abrir uno gratis" in await chat.all(*GIVEN[:4], "no tengo mail")
    assert chat.dialogue.asking == "email"


async def test_a_user_name_is_proposed_and_taken_with_a_press(chat: Chat) -> None:
    await chat.all(*GIVEN[:5])
    assert "teléfono" in await chat.press("ana.gomez")
    assert chat.answers["username"] == "ana.gomez"


async def test_the_user_name_proposed_is_free(chat: Chat, office: FakeOffice) -> None:
    office.taken = {"ana.gomez", "ana.gomez2"}
    await chat.all(*GIVEN[:5])
    assert "ana.gomez3" in chat.labels
    assert "ana.gomez" not in chat.labels


async def test_who_does_not_know_what_to_put_is_helped(chat: Chat) -> None:
    assert "inventá uno que te acuerdes" in await chat.all(*GIVEN[:5], "no sé cuál poner")
    assert chat.dialogue.misses == 0


@pytest.mark.parametrize("written", ["no tengo teléfono", "no quiero dar mi celular"])
async def test_no_phone_in_a_sentence(chat: Chat, written: str) -> None:
    await chat.all(*GIVEN, written, "sí, está todo bien")
    assert chat.outcomes == [ANA_GOMEZ]


async def test_who_registered_and_has_not_confirmed_corrects_without_telling_all_again(
    chat: Chat, office: FakeOffice
) -> None:
    office.pending = replace(ANA, email="ana@gmial.com", phone="", confirmed=False)
    summary = await chat.say("/crear")
    assert "ana@gmial.com" in summary
    assert "no lo dejaste" in summary
    assert "correo electrónico" in await chat.press("✏️ Correo")
    await chat.say("ana@gmail.com")
    await chat.press("Está todo bien")
    [new_user] = chat.outcomes
    assert isinstance(new_user, NewUser)
    assert (new_user.email, new_user.username) == ("ana@gmail.com", ANA.username)
