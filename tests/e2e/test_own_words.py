"""What a customer writes in its own words, through the whole office."""

from tests.e2e.road import answer, newest, press
from tests.e2e.whole_office import WholeOffice


async def test_a_stranger_asks_is_answered_and_helped_on(office: WholeOffice) -> None:
    ana = await office.customer()
    await ana.say("ola, dnd puedo pagar la boleta??")
    assert "Rapipago" in (await ana.last()).text
    before = await newest(ana)
    await press(ana, "👍 Me sirvió")
    await answer(ana, "¡Qué bueno!", before)
    [counted] = await office.rows("SELECT label, asked, helped FROM understood")
    assert counted == {"label": "donde_pago", "asked": 1, "helped": 1}


async def test_a_question_in_the_middle_of_a_registration(office: WholeOffice) -> None:
    ana = await office.customer()
    for said in ("/crear", "Ana", "Paz"):
        await ana.say(said)
    told = await ana.say("dónde encuentro el código de pago?")
    assert "arriba a la derecha" in told[0].text
    assert "DNI" in told[-1].text
    await ana.say("25708059")
    assert "correo" in (await ana.last()).text


async def test_what_is_not_understood_is_kept_masked(office: WholeOffice) -> None:
    ana = await office.customer()
    await ana.say("mi gato Pompón come 3834123456 sardinas, escribime a ana@example.org")
    [kept] = await office.rows("SELECT masked FROM unanswered")
    assert "3834123456" not in str(kept)
    assert "ana@example.org" not in str(kept)
