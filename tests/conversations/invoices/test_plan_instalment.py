"""Transcripts of 'Comprobante plan de pago'."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.contact import Contact, Premises
from domain.outcomes import IssueVoucher
from domain.plans import Instalment, instalment_voucher
from domain.vouchers import KnownVoucher
from tests.conversations.town import HOME, TODAY, Chat, FakeOffice

FIRST = Instalment("P1", HOME.number, 1, date(2026, 10, 1), Decimal("1500.00"), date(2026, 9, 30))
SECOND = Instalment("P1", HOME.number, 2, TODAY, Decimal("1500.00"))
THIRD = Instalment("P1", HOME.number, 3, TODAY + timedelta(days=30), Decimal("1500.00"))


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(plan=[FIRST, SECOND, THIRD])


async def test_the_next_in_order_is_paid(chat: Chat) -> None:
    told = await chat.say("/cuota")
    assert "1 de 3 cuotas pagas" in told
    assert "PAG el 30/09/2026" in told
    assert "Te toca la cuota <b>2</b>" in told
    await chat.press("Pagar la cuota 2")
    assert chat.outcomes == [IssueVoucher(HOME, instalment_voucher(SECOND))]


@pytest.mark.parametrize("written", ["la 3", "P1/3", "no sé"])
async def test_only_the_next_one(chat: Chat, written: str) -> None:
    await chat.say("/cuota")
    assert "Las cuotas se pagan en orden, de a una" in await chat.say(written)
    assert chat.outcomes == []
    await chat.say("dale")
    assert chat.outcomes == [IssueVoucher(HOME, instalment_voucher(SECOND))]


async def test_an_overdue_one_is_for_the_offices(chat: Chat, office: FakeOffice) -> None:
    late = replace(SECOND, due=TODAY - timedelta(days=1))
    office.plan = [FIRST, late, THIRD]
    told = await chat.say("/cuota")
    assert "venció el <b>23/11/2026</b>" in told
    assert "IMP, venció el 23/11/2026" in told, "in the list too"
    assert "se pagan en las oficinas" in told
    assert "te dicen a qué oficina ir" in told, "no office is invented"
    assert not any("Pagar la cuota" in label for label in chat.labels)


async def test_the_offices_that_are_known_are_named(chat: Chat, office: FakeOffice) -> None:
    office.contact = Contact((Premises("Casa Central", "Una calle 1", "de 8 a 13"),))
    office.plan = [replace(SECOND, due=TODAY - timedelta(days=1))]
    assert "<b>Casa Central</b>: Una calle 1 (de 8 a 13)" in await chat.say("/cuota")


async def test_one_over_the_networks_limit_is_for_the_offices(
    chat: Chat, office: FakeOffice
) -> None:
    office.plan = [replace(SECOND, amount=Decimal("1000000.00"))]
    told = await chat.say("/cuota")
    assert "aceptan hasta" in told
    assert not any("Pagar la cuota" in label for label in chat.labels)


async def test_one_due_in_another_century_is_for_the_offices(
    chat: Chat, office: FakeOffice
) -> None:
    office.plan = [replace(SECOND, due=date(2126, 1, 4))]
    assert "vence el <b>04/01/2126</b>" in await chat.say("/cuota")
    assert not any("Pagar la cuota" in label for label in chat.labels)


async def test_a_plan_that_is_paid(chat: Chat, office: FakeOffice) -> None:
    office.plan = [FIRST]
    assert "Este plan está pago por completo" in await chat.say("/cuota")


async def test_no_plan(chat: Chat, office: FakeOffice) -> None:
    office.plan = []
    assert "no tiene ningún plan de pago" in await chat.say("/cuota")
    assert "📝 Pedir un plan nuevo" in chat.labels


async def test_one_of_several_plans_is_chosen(chat: Chat, office: FakeOffice) -> None:
    office.plan.append(Instalment("P2", HOME.number, 7, THIRD.due, Decimal("10.00")))
    assert "2 planes de pago" in await chat.say("/cuota")
    assert "No encuentro ese plan" in await chat.say("P3")
    assert "Te toca la cuota <b>7</b>" in await chat.say("plan p2")


async def test_a_long_plan_shows_what_is_to_be_paid_first(chat: Chat, office: FakeOffice) -> None:
    paid = [replace(FIRST, number=n) for n in range(1, 20)]
    office.plan = [*paid, replace(SECOND, number=20), replace(THIRD, number=21)]
    told = await chat.say("/cuota")
    assert "Cuota 20 " in told
    assert "Cuota 1 " not in told
    await chat.press("Siguiente ›")
    assert "2 de 3" in chat.labels


async def test_an_instalment_with_a_voucher_is_not_paid_twice(
    chat: Chat, office: FakeOffice
) -> None:
    office.issued = [KnownVoucher(8, instalment_voucher(SECOND), TODAY)]
    assert "ya se hizo el comprobante <b>Nº 8</b>" in await chat.say("/cuota")
