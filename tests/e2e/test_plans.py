"""Instalments of a payment plan: the next one in order is paid here, anything else isn't."""

import re

from tests.e2e.road import answer, newest, press, write
from tests.e2e.whole_office import WholeOffice


async def test_the_next_instalment_is_paid_by_voucher(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.plan_payable)
    before = await newest(ana)
    await write(ana, "/cuota")
    shown = await answer(ana, "Te toca la cuota", before)
    assert "PAG el" in shown.text
    await press(ana, "Pagar la cuota")
    voucher = await answer(ana, "Comprobante Nº 1", before)
    assert re.search(r"cuota \d+\nTotal", voucher.text)
    assert voucher.file is not None
    [kept] = await office.rows("SELECT kind FROM vouchers")
    assert kept["kind"] == "plan_instalment"


async def test_an_overdue_instalment_is_for_the_offices(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.plan_overdue)
    before = await newest(ana)
    await write(ana, "/cuota")
    shown = await answer(ana, "se pagan en las oficinas", before)
    assert not any("Pagar la cuota" in label for label in shown.labels)


async def test_a_plan_that_is_paid_says_so(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.plan_all_paid)
    before = await newest(ana)
    await write(ana, "/cuota")
    await answer(ana, "Este plan está pago por completo", before)


async def test_an_account_without_a_plan_is_offered_one(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.a_few_overdue)
    before = await newest(ana)
    await write(ana, "/cuota")
    shown = await answer(ana, "no tiene ningún plan de pago", before)
    assert "📝 Pedir un plan nuevo" in shown.labels
    await press(ana, "Pedir un plan nuevo")
    await answer(ana, "Contame qué plan de pago necesitás", before)
