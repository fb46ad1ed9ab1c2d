"""What was done once stays done once, however many updates come again after a kill."""

import asyncio

import pytest

from simulator.people.customer import Customer
from tests.e2e.crowd import Crowd
from tests.e2e.road import answer, newest, press, until, walk, write
from tests.e2e.road import says as step
from tests.e2e.whole_office import PASSWORD, WholeOffice, username

MANY = 120  # more than an answer to getUpdates holds

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(
    ("database_url", "webhook"),
    [
        ("sqlite", False),
        ("postgresql", True),
        pytest.param("sqlite", True, marks=pytest.mark.soak),
        pytest.param("postgresql", False, marks=pytest.mark.soak),
    ],
    indirect=["database_url"],
    ids=["sqlite-polling", "postgresql-webhook", "sqlite-webhook", "postgresql-polling"],
)
async def test_deeds_whose_updates_all_come_again_after_a_kill_are_not_done_again(
    office: WholeOffice, webhook: bool
) -> None:
    """An unlinking, a log-out, a claim and a subscription, and more than 100 updates after them."""
    codes = office.sample
    berta = await office.linked(codes.a_few_overdue, name="Berta Ruiz")
    dora = await office.linked(codes.several_overdue, name="Dora Paz")
    first = office.simulator.world.updates.next_id

    await unlink(berta)
    await link(office, berta)
    await subscribe(berta)
    await leave_a_claim(berta)
    await log_out(dora)
    await log_in(office, dora)
    others = await much_more(berta, dora, office)

    async def welcomed() -> bool:
        return welcomes(office) == 1

    await until(welcomed)
    before = await standing(office)
    said = [len(await one.messages()) for one in (berta, dora)]
    await office.kill()
    updates = office.simulator.world.updates
    for number in range(first, updates.next_id):
        updates.add_again(number)
    await office.start(webhook=webhook)
    await all_taken(office, others, berta, dora)

    for customer, count in zip((berta, dora), said, strict=True):
        assert len(await customer.messages()) == count + 2, await customer.transcript()
    assert await standing(office) == before
    assert before["subscriptions"] == 1
    assert before["linked_accounts"] == 2
    assert before["claims"] == 1
    await walk(office, dora, step("/ajustes", username(dora)))


async def test_a_kill_while_the_updates_are_not_yet_confirmed(office: WholeOffice) -> None:
    """Stored, done, and never confirmed: Telegram gives them out again."""
    berta = await office.linked(name="Berta Ruiz")
    await walk(office, berta, step("/desvincular", "los avisos y recordatorios"))
    before = await newest(berta)
    forever = {"method": "getUpdates", "status": 502, "times": None}
    await write(berta, "sí")  # comes with the poll that waits; no later one confirms it
    office.simulator.api.faults.configure({"script": [forever]})
    await answer(berta, "desvinculé la cuenta", before)
    await office.kill()
    office.simulator.api.faults.configure({})
    await office.start()

    last = await newest(berta)
    await write(berta, "/ayuda")
    await answer(berta, "Así se usa", last)
    told = [one.text for one in await berta.messages() if one.id > before and one.from_bot]
    assert sum("desvinculé la cuenta" in text for text in told) == 1
    assert len(told) == 2, await berta.transcript()


async def unlink(customer: Customer) -> None:
    before = await newest(customer)
    await write(customer, "/desvincular")
    await answer(customer, "los avisos y recordatorios", before)
    await press(customer, "Sí, desvincular")
    await answer(customer, "desvinculé la cuenta", before)


async def link(office: WholeOffice, customer: Customer) -> None:
    codes = office.sample.a_few_overdue
    await walk(office, customer, step("/vincular", "¿Cuál es el Comp. Nº?"))
    await walk(office, customer, step(codes.receipt, "¿Y el Código de Pago"))
    await walk(office, customer, step(codes.payment_code, "quedó vinculada"))


async def subscribe(customer: Customer) -> None:
    before = await newest(customer)
    await write(customer, "/digital")
    await answer(customer, "Términos y condiciones", before)
    await write(customer, "acepto")
    await answer(customer, "¿Por dónde querés que te avise", before)
    await press(customer, "Por correo")
    await answer(customer, "ya no te llega la factura en papel", before)
    await press(customer, "quiero la factura digital")
    await answer(customer, "tiene factura digital", before)


async def leave_a_claim(customer: Customer) -> None:
    """A user's name and address are known."""
    before = await newest(customer)
    await write(customer, "/reclamo")
    await answer(customer, "¿Sobre qué es?", before)
    await write(customer, "Otra cosa")
    await answer(customer, "Contame qué pasa", before)
    await write(customer, "Me cobraron dos veces el quinto bimestre")
    await answer(customer, "¿Lo mando así?", before)
    await press(customer, "Enviar")
    await answer(customer, "N.º 1", before)


async def log_out(customer: Customer) -> None:
    before = await newest(customer)
    await write(customer, "/salir")
    await answer(customer, "", before)
    await press(customer, "Sí, salir")
    await answer(customer, "Listo, saliste", before)


async def log_in(office: WholeOffice, customer: Customer) -> None:
    before = await newest(customer)
    await write(customer, "/ingresar")
    page = (await answer(customer, "Para ingresar, tocá el botón", before)).button("🔑 Ingresar")
    status, _ = await office.visitor.fill(page["url"], usuario=username(customer), clave=PASSWORD)
    assert status == 200
    await answer(customer, "Ya entraste", before)


async def much_more(berta: Customer, dora: Customer, office: WholeOffice) -> Crowd:
    """More updates than an answer holds, of the two themselves and of others."""

    async def looks_again(customer: Customer) -> None:
        for _ in range(25):
            await walk(office, customer, step("/deuda", "Vencido"))

    await asyncio.gather(looks_again(berta), looks_again(dora))
    others = Crowd(office.simulator, MANY)
    others.all_write("/ayuda")
    await others.all_heard(1, within=30)
    return others


async def all_taken(office: WholeOffice, others: Crowd, *customers: Customer) -> None:
    """Wait until whatever came again was dealt with: what comes later was answered."""
    others.all_write("/privacidad")
    await others.all_heard(2, within=60)
    assert all(len(others.heard(number)) == 2 for number in others.numbers)
    for customer in customers:
        await walk(office, customer, step("/ayuda", "Así se usa"))


async def standing(office: WholeOffice) -> dict[str, object]:
    """What there is in the tables that the deeds wrote, and the mails that went."""
    tables = ("users", "linked_accounts", "claims", "vouchers")
    counted: dict[str, object] = {table: await office.count(table) for table in tables}
    active = await office.rows(
        "SELECT COUNT(*) AS rows FROM subscriptions WHERE suspended_on IS NULL"
    )
    return counted | {"subscriptions": active[0]["rows"], "welcomes": welcomes(office)}


def welcomes(office: WholeOffice) -> int:
    """Mails that say that an account has a digital invoice."""
    return sum(
        "ahora es digital" in mail.subject for mail in office.simulator.mailbox.mails.values()
    )
