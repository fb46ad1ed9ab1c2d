"""A customer talks with a real bot through the simulator."""

import pytest
from telegram import Bot

from simulator import Customer
from simulator.people.customer import NoAnswer, Refused

pytestmark = pytest.mark.usefixtures("talking_bot")


async def test_saying_returns_what_the_bot_answered(ana: Customer) -> None:
    [greeting] = await ana.start()
    assert greeting.text.startswith("¡Hola, Ana!")
    assert greeting.labels == ["Cupón de deuda vencida", "Mañana", "Intentos", "Comunidad"]
    [echo] = await ana.say("buen día")
    assert echo.text == "Dijiste: buen día"
    assert (await ana.last()) == echo
    assert len(await ana.messages()) == 4


async def test_pressing_returns_the_new_message_and_its_document(ana: Customer) -> None:
    await ana.start()
    [voucher] = await ana.press("Cupón de deuda vencida")
    assert voucher.kind == "document"
    assert voucher.text == "Tu cupón. Código: 123456"
    assert voucher.file is not None
    assert voucher.file["name"] == "cupon-vencido.pdf"
    assert (await ana.document_bytes(voucher)).startswith(b"%PDF-1.4")
    assert voucher.button("Copiar el código")["copy_text"] == {"text": "123456"}


async def test_pressing_returns_the_message_that_was_changed(ana: Customer) -> None:
    [greeting] = await ana.start()
    [changed] = await ana.press("Mañana")
    assert (changed.id, changed.text, changed.labels) == (greeting.id, "Elegiste mañana.", [])
    assert await ana.alerts() == ["¡Anotado!"]


async def test_an_answer_to_a_press_is_an_answer(ana: Customer) -> None:
    await ana.start()
    assert await ana.press("Intentos") == []
    assert await ana.alerts() == ["Cinco intentos. Probá en una hora."]


async def test_an_old_button_can_still_be_pressed(ana: Customer) -> None:
    [greeting] = await ana.start()
    await ana.press("Mañana")
    [voucher] = await ana.press_data(greeting, "voucher")
    assert voucher.kind == "document"
    with pytest.raises(Refused, match="no message has a button «Mañana»"):
        await ana.press("Mañana")


async def test_the_keyboards_buttons(ana: Customer) -> None:
    await ana.say("/telefono")
    [thanks] = await ana.press("Compartir mi teléfono")
    assert thanks.text == "Gracias, anoté +5493834000000."
    await ana.say("/telefono")
    [echo] = await ana.press("Ahora no")
    assert echo.text == "Dijiste: Ahora no"


async def test_everything_else_that_can_be_sent(ana: Customer) -> None:
    for answers in (
        await ana.send_sticker(),
        await ana.send_voice(),
        await ana.send_photo(caption="mi factura"),
        await ana.send_document(b"hola", name="hola.txt"),
    ):
        assert [one.text for one in answers] == ["Dijiste: algo sin texto"]


async def test_silence_is_told_with_the_transcript(ana: Customer) -> None:
    ana.patience = 0.3
    await ana.say("hola")
    with pytest.raises(NoAnswer) as silence:
        await ana.say("callate")
    assert "no answer within 0.3 s" in str(silence.value)
    assert "Ana: hola\nbot: Dijiste: hola\nAna: callate" in str(silence.value)


async def test_waiting_for_words_of_the_bots_own_accord(talking_bot: Bot, ana: Customer) -> None:
    await talking_bot.send_message(ana.chat_id, "Tu factura ya está")
    assert (await ana.wait_for("factura")).text == "Tu factura ya está"
    ana.patience = 0.1
    with pytest.raises(NoAnswer, match="«cupón» never came"):
        await ana.wait_for("cupón")


async def test_a_working_bot_is_waited_for(talking_bot: Bot, ana: Customer) -> None:
    """A chat action says that more is to come, however short the quiet window."""
    await ana.start()
    ana.quiet = 0
    [voucher] = await ana.press("Cupón de deuda vencida")
    assert voucher.kind == "document"


async def test_a_place_and_an_album(ana: Customer) -> None:
    [told] = await ana.send_location(live_seconds=900)
    assert told.text == "Dijiste: algo sin texto"
    await ana.send_album(3)
    messages = await ana.messages()
    assert [one.kind for one in messages if not one.from_bot] == ["location"] + ["photo"] * 3
    assert [one.at for one in messages] == sorted(one.at for one in messages)
