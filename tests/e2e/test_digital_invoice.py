"""The digital invoice: terms, ways, confirmation by chat and mail, state, paper again."""

import asyncio
from datetime import timedelta

from domain.clock import ZONE
from simulator.people.customer import Customer
from storage import tables
from storage.engine.database import open_database
from tests.e2e.road import answer, newest, press, until, write
from tests.e2e.whole_office import WholeOffice, email
from texts.digital_invoice import terms


async def subscribe(customer: Customer, ways: str) -> None:
    before = await newest(customer)
    await write(customer, "/digital")
    await answer(customer, "Términos y condiciones", before)
    await write(customer, "acepto")
    await answer(customer, "¿Por dónde querés que te avise", before)
    await press(customer, ways)
    await answer(customer, "ya no te llega la factura en papel", before)
    await press(customer, "quiero la factura digital")
    await answer(customer, "tiene factura digital", before)


async def test_an_account_is_subscribed_and_its_state_stands_everywhere(
    office: WholeOffice,
) -> None:
    ana = await office.linked()
    before = await newest(ana)
    await write(ana, "/digital")
    shown = await answer(ana, "NO RECIBIR SUS FACTURAS IMPRESAS", before)
    assert "1 de 5" in shown.labels
    for _ in range(4):
        await press(ana, "Siguiente")
        await asyncio.sleep(0.3)  # the page is turned in place
    assert "BENEFICIOS" in (await ana.last()).text
    await write(ana, "cancelar")
    await answer(ana, "No se hizo ningún cambio", before)
    assert await office.count("subscriptions") == 0

    await subscribe(ana, "Por los dos")
    [kept] = await office.rows("SELECT * FROM subscriptions")
    assert kept["terms_version"] == terms.TERMS_VERSION
    assert kept["accepted_at"]
    mail = await office.simulator.mailbox.wait(email(ana), 1, 30)
    assert mail is not None
    assert "ahora es digital" in mail.subject
    for command in ("/deuda", "/ajustes"):
        before = await newest(ana)
        await write(ana, command)
        await answer(ana, "Factura digital, por correo y por Telegram", before)

    before = await newest(ana)
    await write(ana, "/papel")
    await answer(ana, "dura 90 días como mínimo", before)
    assert (await office.rows("SELECT suspended_on FROM subscriptions"))[0]["suspended_on"] is None


async def test_after_ninety_days_paper_returns(office: WholeOffice) -> None:
    ana = await office.linked()
    await subscribe(ana, "Por Telegram")
    async with open_database(office.database_url):
        row = await tables.Subscription.get()
        row.accepted_at = row.accepted_at.astimezone(ZONE) - timedelta(days=91)
        await row.save()
    before = await newest(ana)
    await write(ana, "/papel")
    await answer(ana, "vuelve a llegar desde la próxima facturación", before)
    await press(ana, "volver al papel")
    await answer(ana, "vuelve a la factura en papel", before)
    before = await newest(ana)
    await write(ana, "/deuda")
    await answer(ana, "Factura en papel", before)


async def test_mail_refused_for_who_sends_it_ends_nothing(office: WholeOffice) -> None:
    ana = await office.linked()
    office.simulator.mailbox.mode = "distrust"
    await subscribe(ana, "Por correo")

    async def refused() -> bool:
        rows = await office.rows("SELECT 1 FROM outbox WHERE last_error LIKE '%relay%'")
        return bool(rows)

    await until(refused)
    await asyncio.sleep(12)  # the job that ends digital invoices has looked meanwhile
    [row] = await office.rows("SELECT suspended_on FROM subscriptions")
    assert row["suspended_on"] is None
    before = await newest(ana)
    await write(ana, "/deuda")
    await answer(ana, "Factura digital, por correo", before)


async def test_mail_that_comes_back_ends_the_subscription_and_is_told(
    office: WholeOffice,
) -> None:
    ana = await office.linked()
    before = await newest(ana)
    office.simulator.mailbox.mode = "reject"
    await subscribe(ana, "Por correo")  # its confirmation is the mail that comes back

    await answer(ana, "vuelven rechazados", before)

    async def ended() -> bool:
        [row] = await office.rows("SELECT suspended_on FROM subscriptions")
        return row["suspended_on"] is not None

    await until(ended)
    before = await newest(ana)
    await write(ana, "/deuda")
    await answer(ana, "Factura en papel", before)
