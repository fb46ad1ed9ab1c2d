"""Transcripts of 'Pagar facturas vencidas'."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.contact import Contact, Premises
from domain.interest import Rate
from domain.outcomes import IssueVoucher
from tests.conversations.town import HOME, NOON, SHOP, TODAY, Chat, FakeOffice, invoice

LATE = invoice("00012-00000001", TODAY - timedelta(days=100), "1000.00")
LATER = invoice("00012-00000002", TODAY - timedelta(days=40), "500.00")


@pytest.fixture
def office() -> FakeOffice:
    """36.5 % a year: a peso a day for each thousand."""
    return FakeOffice(invoices=[LATE, LATER, invoice("3", TODAY)])


def total(chat: Chat) -> Decimal:
    outcome = chat.outcomes[-1]
    assert isinstance(outcome, IssueVoucher)
    return outcome.voucher.total


async def test_happy(chat: Chat) -> None:
    assert "¿Qué día vas a pagar?" in await chat.say("/pagar")
    quote = (await chat.press("Hoy")).replace("\N{NO-BREAK SPACE}", " ")
    assert "$ 1.000,00 + $ 100,00 de interés (100 días) = $ 1.100,00" in quote
    assert "$ 500,00 + $ 20,00 de interés (40 días) = $ 520,00" in quote
    assert "Tasa: 36,5 % anual" in quote
    assert "<b>Total: $ 1.620,00</b>" in quote
    assert "Solo válido para Rapipago y Pago Fácil" in quote

    await chat.press("Confirmar")

    (outcome,) = chat.outcomes
    assert isinstance(outcome, IssueVoucher)
    assert outcome.account == HOME
    assert outcome.voucher.pay_on == TODAY
    assert [line.reference for line in outcome.voucher.lines] == [LATE.receipt, LATER.receipt]
    assert outcome.voucher.total == Decimal("1620.00")


async def test_each_day_from_today_to_the_fifteenth_shows_its_cost(chat: Chat) -> None:
    await chat.say("/pagar")
    days = [label.replace("\N{NO-BREAK SPACE}", " ") for label in chat.labels[:16]]
    assert days[0] == "Hoy 24/11 · $ 1.620,00"
    assert days[1] == "Mañana 25/11 · $ 1.621,50"
    assert days[15] == "Mié 09/12 · $ 1.642,50"
    assert chat.labels[16:] == ["✖️ Cancelar"], "one account alone is not asked for"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("hoy", 24),
        ("mañana", 25),
        ("Pasado mañana", 26),
        ("25/11/2026", 25),
        ("27-11", 27),
        ("2026-11-28", 28),
        ("28 de noviembre", 28),
        ("el viernes", 27),
        ("30", 30),
        ("en 3 días", 27),
    ],
)
async def test_dates_in_ones_own_words(chat: Chat, written: str, day: int) -> None:
    await chat.all("/pagar", written)
    assert chat.answers["pay_on"] == date(2026, 11, day).isoformat()


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("23/11/2026", "El 23/11/2026 ya pasó"),
        ("10/12/2026", "El 10/12/2026 queda demasiado lejos"),
        ("31/02", "Esa fecha no existe en el calendario"),
        ("29/02", "Esa fecha no existe en el calendario"),
        ("el día del arquero", "No entendí la fecha"),
        ("00/00/0000", "Esa fecha no existe en el calendario"),
    ],
)
async def test_dates_that_cannot_be(
    chat: Chat, office: FakeOffice, written: str, complaint: str
) -> None:
    office.linked = [HOME, SHOP]
    await chat.all("/pagar", HOME.number)
    told = await chat.say(written)
    assert complaint in told
    assert "09/12/2026" in told, "the last day is told"
    assert chat.answers == {"account": HOME.number}
    assert "Si pagás el" in await chat.say("mañana")


async def test_two_misses_bring_an_example(chat: Chat) -> None:
    await chat.all("/pagar", "???")
    assert "para pagar mañana escribí <b>25/11</b>" in await chat.say("???")


async def test_tomorrow_stays_the_day_that_was_meant(chat: Chat) -> None:
    await chat.all("/pagar", "mañana")
    chat.now = NOON + timedelta(hours=13)
    await chat.say("sí")
    outcome = chat.outcomes[-1]
    assert isinstance(outcome, IssueVoucher)
    assert outcome.voucher.pay_on == date(2026, 11, 25)


async def test_the_date_is_changed_as_often_as_wanted(chat: Chat) -> None:
    await chat.all("/pagar", "hoy")
    for day, expected in (("mañana", "1.621,50"), ("9/12", "1.642,50"), ("hoy", "1.620,00")):
        assert "¿Qué día vas a pagar?" in await chat.press("Cambiar la fecha")
        assert expected in await chat.say(day)
    await chat.press("Confirmar")
    assert total(chat) == Decimal("1620.00")


async def test_another_date_said_at_the_confirmation_is_taken(chat: Chat) -> None:
    await chat.all("/pagar", "hoy")
    quote = await chat.say("mejor no: 09/12")
    assert "¿Qué día" not in quote
    quote = await chat.say("09/12")
    assert "miércoles 09/12" in quote
    assert "1.642,50" in quote
    await chat.say("dale")
    assert total(chat) == Decimal("1642.50")


async def test_nonsense_at_the_confirmation(chat: Chat) -> None:
    await chat.all("/pagar", "hoy")
    assert "tocá <b>Confirmar</b>" in await chat.say("mmm")
    assert chat.outcomes == []


async def test_an_invoice_is_paid_meanwhile(chat: Chat, office: FakeOffice) -> None:
    await chat.all("/pagar", "hoy")
    office.invoices[0] = replace(LATE, paid=LATE.amount)

    told = (await chat.press("Confirmar")).replace("\N{NO-BREAK SPACE}", " ")

    assert "El total cambió desde que te lo mostré: ahora es <b>$ 520,00</b>" in told
    assert chat.outcomes == []
    await chat.press("Confirmar")
    assert total(chat) == Decimal("520.00")


async def test_all_is_paid_meanwhile(chat: Chat, office: FakeOffice) -> None:
    await chat.all("/pagar", "hoy")
    office.invoices = []
    assert "No tiene facturas vencidas" in await chat.press("Confirmar")
    assert chat.outcomes == []


async def test_the_day_goes_by(chat: Chat) -> None:
    await chat.all("/pagar", "hoy")
    chat.now = NOON + timedelta(hours=13)

    told = await chat.press("Confirmar")

    assert "El 24/11/2026 ya pasó" in told
    assert "¿Qué día vas a pagar?" in told
    assert chat.outcomes == []
    assert "2.622,50" in await chat.say("hoy"), "what fell due yesterday is overdue now"


async def test_the_account_is_unlinked_meanwhile(chat: Chat, office: FakeOffice) -> None:
    office.linked = [HOME, SHOP]
    await chat.all("/pagar", HOME.number, "hoy")
    office.linked = [SHOP]
    await chat.press("Confirmar")
    assert chat.outcomes == []


async def test_nothing_overdue(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [invoice("3", TODAY)]
    assert "No tiene facturas vencidas" in await chat.say("/pagar")


async def test_no_rates(chat: Chat, office: FakeOffice) -> None:
    office.table = []
    assert "no puedo calcular los intereses" in await chat.say("/pagar")


async def test_too_much_for_the_networks(chat: Chat, office: FakeOffice) -> None:
    office.voucher_limit = Decimal("1619.99")
    office.contact = Contact((Premises("Casa Central", "San Martín 1"),))
    said = await chat.say("/pagar")
    assert "aceptan hasta" in said
    assert "San Martín 1" in said, "it says where to go, as far as that is known"
    assert "📝 Pedir un plan de pago" in chat.labels
    assert chat.dialogue.thread is None


async def test_too_much_on_a_later_day_only(chat: Chat, office: FakeOffice) -> None:
    office.voucher_limit = Decimal("1620.00")
    assert "Elegí un día más cercano" in await chat.all("/pagar", "mañana")
    await chat.all("hoy", "sí")
    assert total(chat) == Decimal("1620.00")


async def test_exactly_the_limit_fits(chat: Chat, office: FakeOffice) -> None:
    office.voucher_limit = Decimal("1620.00")
    await chat.all("/pagar", "hoy", "sí")
    assert total(chat) == office.voucher_limit


async def test_the_rate_is_the_legal_maximum(chat: Chat, office: FakeOffice) -> None:
    office.table = [Rate(date(2026, 1, 1), Decimal(90), Decimal(20))]
    assert "el máximo que permite la ley" in await chat.all("/pagar", "hoy")


async def test_many_invoices_are_quoted_in_pages_that_can_be_confirmed(
    chat: Chat, office: FakeOffice
) -> None:
    office.invoices = [invoice(f"{n}", TODAY - timedelta(days=60 * n)) for n in range(1, 20)]
    await chat.all("/pagar", "hoy")
    for _ in range(2):
        await chat.press("Siguiente ›")
        assert all(len(reply.html) < 4096 for reply in chat.replies)
        assert any("Confirmar" in label for label in chat.labels)
    await chat.press("Confirmar")
    assert len(chat.outcomes) == 1


async def test_no_account_yet(chat: Chat, office: FakeOffice) -> None:
    office.linked = []
    assert "Todavía no tenés ninguna cuenta" in await chat.say("/pagar")
