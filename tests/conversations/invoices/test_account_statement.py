"""Transcripts of 'Estado de cuenta'."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from domain.invoices import Payment
from tests.conversations.town import HOME, SHOP, TODAY, Chat, FakeOffice, invoice

YESTERDAY = TODAY - timedelta(days=1)


async def test_what_is_owed_and_how_much_of_it_is_overdue(chat: Chat, office: FakeOffice) -> None:
    paid = invoice("1", date(2026, 8, 1))
    office.invoices = [
        replace(paid, paid=Decimal(1000), paid_on=date(2026, 7, 30)),
        invoice("2", YESTERDAY, "200.50"),
        invoice("3", TODAY, "10000.00"),
        replace(invoice("4", date(2026, 9, 1), "500.00"), paid=Decimal(100)),
    ]
    told = (await chat.say("/deuda")).replace("\N{NO-BREAK SPACE}", " ")
    assert "debés <b>$ 10.600,50</b> en 3 facturas" in told
    assert "Vencido: <b>$ 600,50</b> en 2 facturas" in told
    assert "PAG · pagada el 30/07/2026" in told
    assert "IMP · venció el 23/11/2026" in told
    assert "IMP · vence el 24/11/2026" in told, "on its due date it is in time"
    assert "faltan $ 400,00" in told
    assert "💵 Pagar lo vencido" in chat.labels
    assert "↩️ Volver" not in chat.labels, "nothing is asked here"


async def test_what_was_received_and_when(chat: Chat, office: FakeOffice) -> None:
    day = date(2026, 8, 1)
    whole, half = Payment(day, Decimal(1000), "Rapipago"), Payment(day, Decimal(500), "A & B")
    wrong = Payment(date(2026, 8, 2), Decimal(500), "Pago Fácil", reversed_on=date(2026, 8, 3))
    office.invoices = [
        replace(invoice("1", day), paid=Decimal(1000), paid_on=day, payments=(whole,)),
        replace(invoice("2", day), paid=Decimal(500), payments=(half, wrong)),
    ]
    told = (await chat.say("/deuda")).replace("\N{NO-BREAK SPACE}", " ")
    assert "PAG · pagada el 01/08/2026 por Rapipago" in told
    assert "Recibimos el 01/08/2026: $ 500,00 por A &amp; B" in told
    assert "Se anuló el pago del 02/08/2026: $ 500,00 por Pago Fácil" in told
    assert told.count("Recibimos") == 1, "what was paid at once takes no line more"


async def test_nothing_owed(chat: Chat, office: FakeOffice) -> None:
    assert "<b>no debés nada</b>" in await chat.say("/deuda")
    assert "💵 Pagar lo vencido" not in chat.labels


async def test_many_invoices_are_leafed_through(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [invoice(f"{n}", TODAY - timedelta(days=60 * n)) for n in range(1, 15)]
    first = await chat.say("/deuda")
    second = await chat.press("Siguiente ›")
    assert chat.replies[0].in_place
    assert "14 facturas" in second, "the totals stand on every page"
    third = await chat.press("Siguiente ›")
    assert "Siguiente ›" not in chat.labels
    assert first != second != third
    assert await chat.press("‹ Anterior") == second


async def test_one_of_several_accounts_by_number_address_or_button(
    chat: Chat, office: FakeOffice
) -> None:
    office.linked = [HOME, SHOP]
    assert "¿De cuál de tus 2 cuentas?" in await chat.say("/deuda")
    assert "No encuentro esa cuenta" in await chat.say("99")
    assert SHOP.number in await chat.say("100002")
    await chat.say("/deuda")
    assert HOME.number in await chat.say("sarmiento")
    await chat.say("/deuda")
    assert HOME.number in await chat.say("la de la calle Sarmiento")
    await chat.say("/deuda")
    assert SHOP.number in await chat.press("Rivadavia")


async def test_an_address_that_fits_several(chat: Chat, office: FakeOffice) -> None:
    office.linked = [HOME, replace(SHOP, address="Sarmiento 200")]
    await chat.say("/deuda")
    assert "Hay más de una cuenta que coincide" in await chat.say("sarmiento")


async def test_no_account_yet(chat: Chat, office: FakeOffice) -> None:
    office.linked = []
    assert "Todavía no tenés ninguna cuenta vinculada" in await chat.say("/deuda")


async def test_looking_keeps_nothing_waiting(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [invoice("1", YESTERDAY)]
    await chat.say("/deuda")
    await chat.press("Pagar lo vencido")
    assert "Dejé en pausa" not in chat.text
    assert "¿Qué día vas a pagar?" in chat.text
