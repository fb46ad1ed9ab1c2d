"""Transcripts of 'Impresión de factura'."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.invoices import Invoice, Period
from domain.outcomes import PrintInvoice
from tests.conversations.town import TODAY, Chat, FakeOffice, invoice

PAID = replace(
    invoice("00012-00000001", date(2026, 7, 10)), paid=Decimal(1000), paid_on=date(2026, 7, 1)
)
LATE = invoice("00012-00000002", date(2026, 9, 10), "2000.00")
IN_TIME = invoice("00012-00000003", TODAY, "3000.00")


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(invoices=[PAID, LATE, IN_TIME])


def printed(chat: Chat) -> Invoice:
    [outcome] = chat.outcomes
    assert isinstance(outcome, PrintInvoice)
    return outcome.copy.invoice


async def test_the_newest_come_first_with_their_state(chat: Chat) -> None:
    await chat.say("/factura")
    labels = [label.replace("\N{NO-BREAK SPACE}", " ") for label in chat.labels[:3]]
    assert labels == [
        "🟡 6/2026 · $ 3.000,00",
        "🔴 5/2026 · $ 2.000,00",
        "✅ 4/2026 · $ 1.000,00",
    ]


async def test_a_paid_one_is_printed(chat: Chat) -> None:
    await chat.say("/factura")
    await chat.press("✅ 4/2026")
    assert printed(chat) == PAID


async def test_one_due_today_is_not_overdue_yet(chat: Chat) -> None:
    await chat.say("/factura")
    await chat.press("🟡 6/2026")
    assert printed(chat) == IN_TIME


async def test_an_overdue_one_is_refused_and_leads_to_its_voucher(chat: Chat) -> None:
    await chat.say("/factura")
    told = await chat.press("🔴 5/2026")
    assert "venció el 10/09/2026" in told
    assert "solo se imprimen las pagadas y las que no vencieron" in told
    assert chat.outcomes == []
    assert "¿Qué día vas a pagar?" in await chat.press("Hacer el comprobante")


async def test_other_debts_are_told_with_their_interest_to_this_day(chat: Chat) -> None:
    await chat.say("/factura")
    await chat.press("✅ 4/2026")
    [outcome] = chat.outcomes
    assert isinstance(outcome, PrintInvoice)
    assert outcome.copy.pending is not None
    [line] = outcome.copy.pending
    assert (line.reference, line.days_late, line.interest) == (
        LATE.receipt,
        75,
        Decimal("150.00"),  # 2000 x 36,5 % x 75 / 365
    )


async def test_no_other_debts(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [PAID, IN_TIME]
    await chat.say("/factura")
    await chat.press("✅ ")
    [outcome] = chat.outcomes
    assert isinstance(outcome, PrintInvoice)
    assert outcome.copy.pending == ()


async def test_debts_whose_interest_is_unknown_are_not_denied(
    chat: Chat, office: FakeOffice
) -> None:
    office.table = []
    await chat.say("/factura")
    await chat.press("✅ ")
    [outcome] = chat.outcomes
    assert isinstance(outcome, PrintInvoice)
    assert outcome.copy.pending is None


@pytest.mark.parametrize("written", ["4/2026", "2026-04", "B 0012-00000001", "12-1"])
async def test_an_invoice_is_named_by_period_or_number(chat: Chat, written: str) -> None:
    await chat.say("/factura")
    await chat.say(written)
    assert printed(chat) == PAID


async def test_the_last_one(chat: Chat) -> None:
    await chat.say("/factura")
    await chat.say("la última")
    assert printed(chat) == IN_TIME


@pytest.mark.parametrize("written", ["31/02", "1/2019", "'; DROP TABLE invoices;--", "🧾"])
async def test_what_is_no_invoice_is_asked_again(chat: Chat, written: str) -> None:
    await chat.say("/factura")
    assert "no está entre las de esta cuenta" in await chat.say(written)
    await chat.press("✅ 4/2026")
    assert printed(chat) == PAID


async def test_a_split_bill_is_told_apart(chat: Chat, office: FakeOffice) -> None:
    first = replace(PAID, period=Period(2026, 4, 1, 2))
    second = replace(PAID, receipt="00012-00000009", period=Period(2026, 4, 2, 2))
    office.invoices = [first, second]
    await chat.say("/factura")
    assert "hay más de una" in await chat.say("4/2026")
    await chat.say("4/2026 2/2")
    assert printed(chat) == second


async def test_many_are_leafed_through(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [
        replace(PAID, receipt=f"{n}", due=TODAY - timedelta(days=60 * n)) for n in range(1, 15)
    ]
    await chat.say("/factura")
    await chat.press("Siguiente ›")
    assert "2 de 3" in chat.labels


async def test_an_account_without_invoices(chat: Chat, office: FakeOffice) -> None:
    office.invoices = []
    assert "no tiene facturas cargadas" in await chat.say("/factura")


async def test_no_account(chat: Chat, office: FakeOffice) -> None:
    office.linked = []
    assert "ninguna cuenta vinculada" in await chat.say("/factura")


async def test_an_invoice_of_another_account_is_not_printed(chat: Chat, office: FakeOffice) -> None:
    office.invoices.append(replace(PAID, account="00100002", receipt="00012-00000077"))
    await chat.say("/factura")
    assert "no está entre las de esta cuenta" in await chat.say("12-77")
