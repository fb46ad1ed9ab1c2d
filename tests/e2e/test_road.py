"""The whole road, from /start to the voucher that a cashier's scanner reads."""

from tests.e2e.whole_office import WholeOffice


async def test_a_linked_customer_sees_what_is_owed(office: WholeOffice) -> None:
    ana = await office.linked()
    await ana.say("/deuda")
    shown = await ana.last()
    assert "Vencido" in shown.text
    assert await office.count("linked_accounts") == 1
