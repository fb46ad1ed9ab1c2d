"""Transcripts of 'Dejar un mensaje', and of where people are sent to."""

import pytest

from domain.claims import NewClaim
from domain.contact import Contact, Premises
from domain.messages import Begin, Open
from domain.outcomes import LeaveClaim
from tests.conversations.town import ANA, Chat, FakeOffice
from texts.general.contact import where_to_go

TEXT = "Me cobraron dos veces el <b>quinto</b> bimestre'; DROP TABLE claims"


async def test_who_is_logged_in_leaves_a_message(chat: Chat) -> None:
    assert "número de reclamo" in await chat.say("/reclamo")
    await chat.press("Una factura o un pago")
    said = await chat.say(TEXT)
    assert "&lt;b&gt;quinto&lt;/b&gt;" in said
    await chat.press("Enviar")
    assert chat.outcomes == [LeaveClaim(NewClaim("invoice", TEXT, "Ana Paz", ANA.email))]


async def test_whoever_is_not_says_name_and_how_to_be_reached(
    chat: Chat, office: FakeOffice
) -> None:
    office.logged_in = None
    await chat.say("/reclamo")
    await chat.press("Otra cosa")
    assert "Cómo te llamás" in await chat.say(TEXT)
    assert "nombre y apellido" in await chat.say("123")
    assert "Cómo te ubicamos" in await chat.say("Ana  Paz")
    assert "un teléfono con la característica" in await chat.say("en mi casa")
    await chat.all("383 412-3456", "sí")
    assert chat.outcomes == [LeaveClaim(NewClaim("other", TEXT, "Ana Paz", "383 412-3456"))]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("no anda", "Contame un poco más"),
        ("12345678901", "Contame un poco más"),
        ("😡😡😡😡😡😡😡😡😡😡😡😡", "Contame un poco más"),
        ("x" * 4000, "tiene 4000 letras y entran 1500"),
    ],
)
async def test_a_message_too_short_or_too_long(chat: Chat, written: str, complaint: str) -> None:
    await chat.say("/reclamo")
    await chat.press("Otra cosa")
    assert complaint in await chat.say(written)
    assert chat.answers == {"topic": "other"}


async def test_a_topic_that_is_none(chat: Chat) -> None:
    await chat.say("/reclamo")
    assert "Tocá uno de los temas" in await chat.say("extraterrestres")


async def test_the_topic_comes_preset(chat: Chat) -> None:
    said = await chat.press_old(Begin("", "claim", (("topic", "new_plan"),)))
    assert "qué plan de pago necesitás" in said


async def test_the_message_can_be_changed_before_it_is_sent(chat: Chat) -> None:
    await chat.say("/reclamo")
    await chat.press("Otra cosa")
    await chat.say(TEXT)
    assert "Tocá <b>Enviar</b>" in await chat.say("quizás")
    await chat.press("Cambiar el mensaje")
    await chat.all("Me equivoqué, ya está todo bien", "sí")
    [left] = chat.outcomes
    assert isinstance(left, LeaveClaim)
    assert left.claim.text == "Me equivoqué, ya está todo bien"


async def test_the_telephones_are_all_that_the_manual_gives(chat: Chat) -> None:
    said = await chat.say("/contacto")
    assert "(383) 4430-003" in said
    assert "0800-888-8255" in said
    assert "WhatsApp" not in said
    assert "🏢" not in said
    assert any("Dejar un mensaje" in label for label in chat.labels)


async def test_offices_and_community_come_from_the_contact_file(
    chat: Chat, office: FakeOffice
) -> None:
    office.contact = Contact(
        (Premises("Casa Central", "Calle Falsa 123 <ejemplo>", "de 8 a 13"),),
        "383 400-0000",
        "https://example.org/comunidad",
    )
    said = await chat.say("/contacto")
    assert "Casa Central</b>: Calle Falsa 123 &lt;ejemplo&gt; (de 8 a 13)" in said
    assert "383 400-0000" in said
    links = [key for reply in chat.replies for row in reply.keyboard for key in row]
    assert any(isinstance(key, Open) and "comunidad" in key.url for key in links)
    assert "Acercate a una oficina" in where_to_go(office.contact)
    assert "0800-888-8255" in where_to_go(Contact())
