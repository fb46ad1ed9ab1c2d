"""A voucher past its date: its message says so, and one press makes a new one."""

from datetime import datetime, timedelta

from domain.clock import ZONE
from simulator.people.customer import Message
from tests.e2e.road import answer, newest, press, until
from tests.e2e.whole_office import WholeOffice


async def test_past_its_date_a_voucher_says_so_and_leads_to_a_new_one(office: WholeOffice) -> None:
    ana = await office.linked()
    await ana.say("/pagar")
    await ana.say("hoy")
    before = await newest(ana)
    await press(ana, "Confirmar $")
    voucher = await answer(ana, "Comprobante Nº 1", before)

    await office.stop()
    yesterday = datetime.now(ZONE).date() - timedelta(days=1)
    await office.rows(f"UPDATE vouchers SET pay_on = '{yesterday}'")
    await office.start()

    async def now_it_says() -> Message:
        return next(one for one in await ana.messages() if one.id == voucher.id)

    async def is_past() -> bool:
        return (await now_it_says()).text.startswith("⌛ VENCIDO · comprobante Nº 1")

    await until(is_past)
    assert (await now_it_says()).file == voucher.file, "the PDF is still there"
    await press(ana, "Hacer otro comprobante")
    await answer(ana, "¿Qué día vas a pagar?", voucher.id)
    await ana.say("mañana")
    await press(ana, "Confirmar $")
    await answer(ana, "Comprobante Nº 2", voucher.id)
