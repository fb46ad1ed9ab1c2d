"""Recover, change the password, 'no puedo entrar', another e-mail: over chat, mail and page."""

import re

from simulator.people.customer import Customer
from tests.e2e.road import answer, newest, press, until, write
from tests.e2e.whole_office import WholeOffice, email, username

ANOTHER = "tres caballos verdes"


async def mail_about(office: WholeOffice, subject: str, to: str) -> str:
    """The text of the newest mail with that subject to that address, once it came."""
    found: list[str] = []

    async def came() -> bool:
        found[:] = [
            mail.text
            for mail in office.simulator.mailbox.mails.values()
            if subject in mail.subject and to in mail.recipients
        ]
        return bool(found)

    await until(came)
    return found[-1]


async def choose(office: WholeOffice, text: str, password: str = ANOTHER) -> None:
    link = re.search(r"https?://\S+", text)
    assert link is not None, text
    status, page = await office.visitor.fill(link[0], clave=password, repetida=password)
    assert status == 200, page


async def log_out(customer: Customer) -> None:
    before = await newest(customer)
    await write(customer, "/salir")
    await answer(customer, "querés salir", before)
    await press(customer, "Sí, salir")
    await answer(customer, "Listo, saliste", before)


async def open_page(customer: Customer, text: str, after: int) -> str:
    message = await answer(customer, text, after)
    return next(str(b["url"]) for row in message.buttons for b in row if "url" in b)


async def test_a_forgotten_password_is_replaced_and_other_chats_are_logged_out(
    office: WholeOffice,
) -> None:
    ana = await office.registered()
    address = email(ana)
    phone = await office.customer("Ana Celular")
    before, told_before = await newest(phone), await newest(ana)

    await write(phone, "/olvide")
    await answer(phone, "¿Con qué correo te registraste?", before)
    await write(phone, "ana@correo")
    await answer(phone, "no parece completo", before)
    await write(phone, address)
    said = (await answer(phone, "Si hay un usuario con el correo", before)).text
    mail = await mail_about(office, "Tu usuario y tu contraseña nueva", address)
    assert username(ana) in mail
    await choose(office, mail)

    await answer(phone, "Tu contraseña nueva ya está guardada", before)
    await answer(ana, "se cerró la sesión", told_before)
    assert "se cambió recién" in await mail_about(office, "Cambió tu contraseña", address)
    told_before = await newest(ana)
    await write(ana, "/deuda")
    await answer(ana, "primero tenés que ingresar", told_before)

    stranger = await office.customer("Beto Sosa")
    mails = len(office.simulator.mailbox.mails)
    before = await newest(stranger)
    await write(stranger, "/olvide")
    await answer(stranger, "¿Con qué correo te registraste?", before)
    await write(stranger, "nadie@example.org")
    unknown = (await answer(stranger, "Si hay un usuario con el correo", before)).text
    assert unknown == said.replace(address, "nadie@example.org"), "nothing is revealed"
    assert len(office.simulator.mailbox.mails) == mails


async def test_nobody_is_flooded_with_mails(office: WholeOffice) -> None:
    ana = await office.registered()
    stranger = await office.customer("Beto Sosa")
    for _ in range(5):
        before = await newest(stranger)
        await write(stranger, "/olvide")
        await answer(stranger, "¿Con qué correo te registraste?", before)
        await write(stranger, email(ana))
        await answer(stranger, "Si hay un usuario con el correo", before)
    planned = await office.rows(
        "SELECT id FROM outbox WHERE kind = ? AND content LIKE ?", "mail", "%nueva en Aguas%"
    )
    assert len(planned) == 2, "three an hour to an address, one of them at the registration"


async def test_a_confirmation_that_is_not_sent_again_is_not_said_to_be(
    office: WholeOffice,
) -> None:
    ana = await office.customer()
    for given in ("/crear", "Ana", "Paz", "25708059", email(ana), username(ana), "no", "sí"):
        await ana.say(given)
    for expected in ("Te mandé un mail", "Te mandé un mail", "esta vez no mando otro"):
        before = await newest(ana)
        await write(ana, "/reenviar")
        await answer(ana, expected, before)


async def test_the_password_is_changed_on_a_page_opened_from_the_chat(
    office: WholeOffice,
) -> None:
    ana = await office.registered()
    before = await newest(ana)
    await write(ana, "/clave")
    url = await open_page(ana, "Para cambiar tu contraseña", before)
    await choose(office, url)
    await answer(ana, "Tu contraseña nueva ya está guardada", before)

    await log_out(ana)
    before = await newest(ana)
    await write(ana, "/ingresar")
    url = await open_page(ana, "Para ingresar", before)
    status, page = await office.visitor.fill(url, usuario=username(ana), clave=ANOTHER)
    assert status == 200, page
    await answer(ana, "Ya entraste a la Oficina Virtual", before)


async def test_who_can_not_get_in_gets_the_confirmation_again(office: WholeOffice) -> None:
    ana = await office.customer()
    for said in ("/crear", "Ana", "Pérez", "25708059", email(ana), username(ana), "no"):
        await ana.say(said)
    await ana.press("✅ Está todo bien, crear usuario")
    first = await mail_about(office, "Confirmá tu correo", email(ana))

    before = await newest(ana)
    await write(ana, "/nopuedoentrar")
    await answer(ana, "todavía no está confirmado", before)
    await answer(ana, "Te mandé un mail", before)

    elsewhere = await office.customer("Ana Celular")
    here = await newest(elsewhere)
    await write(elsewhere, "/nopuedoentrar")
    await answer(elsewhere, "escribime el correo", here)
    await write(elsewhere, email(ana))
    await answer(elsewhere, "Si hay un usuario con el correo", here)

    async def thrice() -> bool:
        return len(office.simulator.mailbox.mails) == 3

    await until(thrice)
    again = await mail_about(office, "Confirmá tu correo", email(ana))
    assert again != first
    await choose(office, again)
    await answer(ana, "quedó confirmado", before)
    told = await elsewhere.transcript()
    assert "quedó confirmado" not in told, "it is the chat that registered that gets in"


async def test_another_e_mail_is_a_new_user_with_the_accounts_carried_over(
    office: WholeOffice,
) -> None:
    ana = await office.linked()
    account = office.sample.a_few_overdue.account
    before = await newest(ana)
    await write(ana, "/correo")
    await answer(ana, "¿Cuál es el nuevo?", before)
    await write(ana, email(ana))
    await answer(ana, "Ese es el correo que ya tenés", before)
    await write(ana, "nueva@example.net")
    await answer(ana, "Te mandé un mail a", before)
    [old] = await office.rows("SELECT id FROM users WHERE confirmed_at IS NOT NULL")

    await choose(office, await mail_about(office, "correo nuevo", "nueva@example.net"))

    await answer(ana, "Tu correo ahora es nueva@example.net", before)
    await mail_about(office, "Cambió tu correo", email(ana))
    [user] = await office.rows("SELECT id, email, username FROM users")
    assert user["id"] != old["id"]
    assert (user["email"], user["username"]) == ("nueva@example.net", username(ana))
    before = await newest(ana)
    await write(ana, "/deuda")
    await answer(ana, account, before)


async def fill_in(customer: Customer, address: str) -> None:
    for said in ("/crear", "Ana", "Paz", "25708059", address, "ana.paz", "no"):
        await customer.say(said)
    await customer.press("✅ Está todo bien, crear usuario")


async def test_a_refused_address_is_told_in_the_chat_and_corrected_there(
    office: WholeOffice,
) -> None:
    office.simulator.mailbox.mode, office.simulator.mailbox.only = "reject", "anna@"
    ana = await office.customer()
    before = await newest(ana)
    await fill_in(ana, "anna@example.org")
    refused = await answer(ana, "esa dirección no existe", before)
    assert "anna@example.org" in refused.text

    await ana.press("✏️ Corregir mis datos")
    await ana.press("✏️ Correo")
    await ana.say("ana@example.org")
    await ana.press("✅ Está todo bien, crear usuario")
    await office.set_password("ana@example.org")
    await answer(ana, "quedó confirmado", before)


async def test_a_full_mailbox_is_told_and_the_mail_comes_once_there_is_room(
    office: WholeOffice,
) -> None:
    office.simulator.mailbox.mode = "full"
    ana = await office.customer()
    before = await newest(ana)
    await fill_in(ana, "vecina@peñaloza.com.ar")
    await answer(ana, "está llena", before)
    office.simulator.mailbox.mode = "accept"
    await office.set_password("vecina@xn--pealoza-5za.com.ar")
    await answer(ana, "quedó confirmado", before)
