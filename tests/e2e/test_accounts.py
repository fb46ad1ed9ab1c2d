"""Accounts leave a user and come back; those who hold one hear of newcomers and may object."""

from simulator.people.customer import Customer
from storage.sample import Codes
from tests.e2e.road import answer, newest, press, write
from tests.e2e.whole_office import WholeOffice


async def link(customer: Customer, codes: Codes) -> None:
    for text in ("/vincular", codes.receipt, codes.payment_code):
        await customer.say(text)


async def test_unlinking_an_account_and_linking_it_again(office: WholeOffice) -> None:
    codes = office.sample.a_few_overdue
    ana = await office.linked(codes)

    await ana.say("/desvincular")
    asked = await ana.last()
    assert codes.account in asked.text
    assert "los avisos y recordatorios de esta cuenta" in asked.text
    before = await newest(ana)
    await press(ana, "Sí, desvincular")
    await answer(ana, "desvinculé la cuenta", before)
    assert await office.count("linked_accounts") == 0
    await ana.say("/deuda")
    assert "Todavía no tenés ninguna cuenta vinculada" in (await ana.last()).text

    before = await newest(ana)
    await link(ana, codes)
    await answer(ana, "La cuenta quedó vinculada", before)
    assert await office.count("linked_accounts") == 1


async def test_who_holds_an_account_objects_to_a_newcomer_in_one_press(
    office: WholeOffice,
) -> None:
    codes = office.sample.a_few_overdue
    ana = await office.linked(codes)
    before = await newest(ana)

    luis = await office.linked(codes, name="Luis Sosa")
    told = await answer(ana, "Otra persona vinculó tu cuenta", before)
    assert codes.account in told.text
    for name in ("Luis", "Sosa"):
        assert name not in told.text, "no name is revealed"
    luis_before = await newest(luis)
    await press(ana, "No la reconozco")
    frozen = await answer(ana, "quedó en pausa", before)
    assert "el Nº 1" in frozen.text

    paused = await answer(luis, "Pusimos en pausa tu vinculación", luis_before)
    assert "reclamo Nº 1" in paused.text
    assert "Ana" not in paused.text
    await luis.say("/deuda")
    assert "Todavía no tenés ninguna cuenta vinculada" in (await luis.last()).text
    luis_before = await newest(luis)
    await link(luis, codes)
    await answer(luis, "está en pausa hasta que nuestra gente la revise", luis_before)
    [claim] = await office.rows("SELECT text, closed_at FROM claims")
    assert codes.account in claim["text"]
    assert claim["closed_at"] is None
    await ana.say("/deuda")
    assert codes.account in (await ana.last()).text, "who objected keeps the account"


async def test_an_objection_where_nobody_came_says_so(office: WholeOffice) -> None:
    ana = await office.linked()
    before = await newest(ana)
    await write(ana, "/objetar")
    await answer(ana, "No hay ninguna vinculación nueva", before)
    assert await office.count("claims") == 0
