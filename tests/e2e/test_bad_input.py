"""What people send that was not asked for: each gets a sentence that helps, and nothing is lost."""

import asyncio
from datetime import datetime, timedelta

from domain.clock import ZONE
from simulator.people.customer import Customer, Message
from tests.e2e.road import ROAD, answer, button, newest, press, walk, write
from tests.e2e.whole_office import WholeOffice, email, username


async def told(customer: Customer, text: str) -> str:
    """What the bot answers to a text, all its messages together."""
    return said(await customer.say(text))


def said(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


async def test_codes_as_people_copy_them(office: WholeOffice) -> None:
    ana = await office.registered()
    codes = office.sample.a_few_overdue
    sale, number = codes.receipt.split("-")
    code = codes.payment_code
    receipts = (
        f"B {sale}-{number}",
        f"b{sale} - {number}",
        f"{sale}.{number}",
        f"Comp. Nº B {int(sale)}-{int(number)}",
        f"  {sale}{number}  ",
    )
    for receipt in receipts:
        await ana.say("/vincular")
        assert "¿Y el Código de Pago Electrónico?" in await told(ana, receipt), receipt
        before = await newest(ana)
        await write(ana, f" {code[:3]} {code[3:6]}.{code[6:]} ")
        await answer(ana, "vinculada", before)
    assert await office.count("linked_accounts") == 1

    await ana.say("/vincular")
    assert "Eso no parece un Comp. Nº" in await told(ana, "el de arriba")
    await ana.say(office.sample.up_to_date.receipt)
    assert "Eso no parece un Código de Pago" in await told(ana, "abc")
    before = await newest(ana)
    await write(ana, office.sample.up_to_date.payment_code)
    await answer(ana, "quedó vinculada", before)


async def test_dates_that_cannot_be(office: WholeOffice) -> None:
    chosen = office.sample.a_few_overdue
    ana = await office.linked(office.sample.several_overdue, chosen)
    await ana.say("/pagar")
    await ana.say(chosen.account)
    today = datetime.now(ZONE).date()
    yesterday, too_far = today - timedelta(days=1), today + timedelta(days=16)

    assert "ya pasó" in await told(ana, f"{yesterday:%d/%m/%Y}")
    assert "demasiado lejos" in await told(ana, f"{too_far:%d/%m/%Y}")
    assert "no existe en el calendario" in await told(ana, "31/02")
    assert "No entendí la fecha" in await told(ana, "zzz 99")

    quote = await told(ana, f"{today + timedelta(days=15):%d/%m}")
    assert chosen.account in quote, "the account chosen was kept"
    assert "31/02" not in quote
    assert "ya pasó" in await told(ana, f"{yesterday:%d/%m/%Y}"), "at the confirmation too"
    before = await newest(ana)
    await press(ana, "Confirmar $")
    issued = await answer(ana, "Comprobante Nº", before)
    assert f"{today + timedelta(days=15):%d/%m}" in issued.text


async def test_things_that_are_no_text(office: WholeOffice) -> None:
    ana = await office.customer()
    await ana.say("/crear")
    await ana.say("Ana María")
    mine = next(one for one in reversed(await ana.messages()) if not one.from_bot)

    for sent, expects in (
        (ana.send_sticker(), "¡Lindo sticker!"),
        (ana.send_photo(caption="mi factura"), "no puedo leer fotos"),
        (ana.send_voice(), "No puedo escuchar audios"),
        (ana.send_document(), "No puedo abrir archivos"),
        (ana.edit(mine, "Ana Marta"), "solo puedo leer los nuevos"),
    ):
        answered = said(await sent)
        assert expects in answered
        assert "¿Y tu apellido?" in answered, "the same question is put again"

    await ana.say("Gómez")
    for text in ("25708059", email(ana), username(ana), "no"):
        await ana.say(text)
    summary = await ana.wait_for("Fijate si está todo bien")
    assert "Nombre: Ana María\nApellido: Gómez" in summary.text


async def test_no_name(office: WholeOffice) -> None:
    ana = await office.customer()
    await ana.say("/crear")
    await ana.say("Ana")

    for name in (
        "a" * 4000,
        "palabra " * 500,
        "😀😀😀",
        "<b>Ana</b>",
        "<script>alert(1)</script>",
        "Robert'); DROP TABLE users;--",
        "' OR '1'='1",
        "&lt;&amp;",
    ):
        assert "¿Y tu apellido?" in await told(ana, name), name

    assert await office.count("users") == 0, "the table is still there"
    assert "DNI" in await told(ana, "O'Higgins Ñañez")


async def test_a_button_from_before(office: WholeOffice) -> None:
    ana = await office.linked()
    await ana.say("/pagar")
    old, _ = await button(ana, "Hoy ")
    await ana.say("mañana")

    data = old.buttons[2][0]["callback_data"]
    answered = said(await ana.press_data(old, data))
    assert "Ese botón es de antes" in answered
    assert "Si pagás el" in answered, "the present question is put again"
    assert "Ese botón es de antes" in (await ana.alerts())[-1]

    await ana.say("/cancelar")
    answered = said(await ana.press_data(old, data))
    assert "Para empezar de nuevo, andá al menú" in answered
    assert await office.count("vouchers") == 0


async def test_a_button_that_nobody_knows_is_answered(office: WholeOffice) -> None:
    ana = await office.customer()
    menu = (await ana.start())[-1]

    for data in ("a:confirm:1.00", "b:", "b:no_such_script", "k:no_such_word", "zz", "v:x:9"):
        await ana.press_data(menu, data)
        assert office.simulator.world.chats[ana.chat_id].in_flight == 0
    assert "Soy la Oficina Virtual" in said(await ana.start())


async def test_two_presses_at_once(office: WholeOffice) -> None:
    ana = await office.linked()
    await ana.say("/pagar")
    await ana.say("hoy")
    before = await newest(ana)

    await asyncio.gather(press(ana, "Confirmar $"), press(ana, "Confirmar $"))
    await answer(ana, "Comprobante Nº", before)
    assert "Oficina Virtual" in said(await ana.say("/ayuda")), "both presses were dealt with"

    messages = await ana.messages()
    assert sum(one.kind == "document" for one in messages) == 1
    confirmed = next(one for one in messages if "➡️ ✅ Confirmar" in one.text)
    assert not confirmed.buttons, "what was confirmed can't be pressed again"
    assert await office.count("vouchers") == 1


async def test_an_update_that_is_delivered_twice(office: WholeOffice) -> None:
    ana = await office.customer("Ana Gómez")
    for step in ROAD:
        await walk(office, ana, step)
        before = [one.id for one in await ana.messages()]
        await ana.ask("POST", "sim/updates/redeliver", {})
        await office.simulator.world.updates.asked.wait(5)
        await asyncio.sleep(0.3)
        assert [one.id for one in await ana.messages()] == before, step.name

    effects = await office.effects()
    assert effects == {
        "users": 1,
        "linked_accounts": 1,
        "vouchers": 1,
        "wrong_pairs": 0,
        "mails": 1,
    }


async def test_a_group_is_asked_to_write_in_private(office: WholeOffice) -> None:
    ana = await office.customer()
    made = await ana.ask("POST", "sim/groups", {"title": "Vecinos", "members": [ana.chat_id]})

    async with Customer(office.simulator.root, chat_id=made["id"]) as group:
        answered = said(await group.say("/deuda@oficina_virtual_bot"))

    assert "solo en privado" in answered
    assert "https://t.me/oficina_virtual_bot" in answered
    assert await office.count("dialogues") == 0


async def test_who_blocks_the_bot_goes_on_after_letting_it_in_again(office: WholeOffice) -> None:
    ana = await office.customer()
    await ana.say("/crear")
    await ana.say("Ana María")
    await write(ana, "Gómez")
    await ana.block()
    eva = await office.customer("Eva Luna")
    assert "Soy la Oficina Virtual" in said(await eva.start()), "others are served"
    blocked = await office.rows("SELECT blocked_at FROM chats WHERE id = ?", ana.chat_id)
    assert blocked[0]["blocked_at"] is not None

    await ana.unblock()
    await ana.say("/volver")
    assert "apellido" in (await ana.last()).text
    rows = await office.rows("SELECT blocked_at FROM chats WHERE id = ?", ana.chat_id)
    assert rows[0]["blocked_at"] is None


async def test_five_wrong_pairs_let_linking_rest_for_an_hour(office: WholeOffice) -> None:
    ana = await office.registered()
    right = office.sample.a_few_overdue
    await ana.say("/vincular")
    await ana.say("B 0099-00000001")
    for code in ("1111", "2222", "3333", "4444"):
        assert "No encontré ninguna factura con esos dos datos" in await told(ana, code)

    fifth = await told(ana, "5555")
    assert "la vinculación descansa" in fifth
    assert "(383) 4430-003" in fifth
    assert await office.count("wrong_pairs") == 5

    await ana.say("/vincular")
    rest = (await ana.last()).text
    assert "la vinculación descansa" in rest, "the right pair is refused as well"
    await ana.say(right.receipt)
    await ana.say(right.payment_code)
    assert await office.count("linked_accounts") == 0

    eva = await office.linked(right, name="Eva Luna")
    assert eva.chat_id != ana.chat_id
    assert await office.count("linked_accounts") == 1


async def test_an_e_mail_and_a_user_name_serve_one_user(office: WholeOffice) -> None:
    ana = await office.registered()
    eva = await office.customer("Eva Luna")
    for text in ("/crear", "Eva", "Luna", "30111222"):
        await eva.say(text)

    refused = await told(eva, email(ana).upper())
    assert "Ya hay un usuario con el correo" in refused
    assert "/ingresar" in refused
    assert "¿Qué nombre de usuario querés?" in await told(eva, email(eva))
    assert "ya está en uso" in await told(eva, username(ana).upper())
    await eva.say(username(eva))
    await eva.say("no")
    summary = await eva.wait_for("Fijate si está todo bien")
    assert "Nombre: Eva\nApellido: Luna\nDNI: 30111222" in summary.text
    await eva.press("✅ Está todo bien, crear usuario")
    await office.set_password(email(eva))
    await eva.wait_for("quedó confirmado")
    assert await office.count("users") == 2


async def test_duties_are_answered_at_any_moment(office: WholeOffice) -> None:
    duties = (
        ("/ayuda", "/help", "Así se usa la Oficina Virtual"),
        ("/ajustes", "/settings", "Ajustes"),
        ("/privacidad", "/privacy", "Ley 25.326"),
    )
    ana = await office.customer()
    for spanish, english, expects in duties:
        assert expects in await told(ana, spanish)
        assert expects in await told(ana, english)
    await ana.say("/crear")
    await ana.say("Ana María")
    for spanish, english, expects in duties:
        assert expects in await told(ana, spanish)
        assert expects in await told(ana, english)
    assert "DNI" in await told(ana, "Gómez"), "the conversation waits where it was"


async def test_commands_are_told_to_telegram(office: WholeOffice) -> None:
    shown = office.simulator.world.bot
    commands = next(iter(shown.commands.values())) if isinstance(shown.commands, dict) else []
    names = [one["command"] for one in commands]
    assert {"menu", "deuda", "pagar", "vincular", "ayuda", "ajustes", "privacidad"} <= set(names)
    assert all(one["description"] for one in commands)
