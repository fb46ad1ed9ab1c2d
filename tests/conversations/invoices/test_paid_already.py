"""Transcripts of 'Ya pagué', and of the warning before paying twice."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.invoices import Period
from domain.outcomes import IssueVoucher, SaidPaid
from domain.vouchers import KnownVoucher, Voucher, VoucherKind, VoucherLine
from tests.conversations.town import HOME, TODAY, Chat, FakeOffice, invoice

LATE = invoice("00012-00000002", TODAY - timedelta(days=30), "2000.00")


def known(days: int, reference: str = LATE.receipt) -> KnownVoucher:
    """A voucher with a payment date so many days from today."""
    line = VoucherLine(reference, LATE.due, LATE.amount, Period(2026, 5))
    pay_on = TODAY + timedelta(days=days)
    voucher = Voucher(VoucherKind.OVERDUE_INVOICES, HOME.number, pay_on, (line,))
    return KnownVoucher(5, voucher, TODAY - timedelta(days=3))


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(invoices=[LATE])


async def test_what_is_owed_still_and_the_last_voucher(chat: Chat, office: FakeOffice) -> None:
    office.issued = [known(0)]
    await chat.say("/yapague")
    assert chat.outcomes == [SaidPaid(HOME, Decimal("2000.00"), known(0))]


async def test_nothing_is_owed_any_more(chat: Chat, office: FakeOffice) -> None:
    office.invoices = [
        replace(LATE, paid=LATE.amount, paid_on=TODAY - timedelta(days=1)),
    ]
    told = await chat.say("/yapague")
    assert "Ya figura todo pago" in told
    assert "23/11/2026" in told
    assert chat.outcomes == []


@pytest.mark.parametrize(
    ("days", "when"), [(0, "para pagar hasta el 24/11"), (-4, "que venció el 20/11")]
)
async def test_another_voucher_for_the_same_comes_with_a_warning(
    chat: Chat, office: FakeOffice, days: int, when: str
) -> None:
    office.issued = [known(days)]
    told = await chat.say("/pagar")
    assert "no pagues dos veces" in told
    assert "<b>Nº 5</b>" in told
    assert when in told
    await chat.say("hoy")
    await chat.press("Confirmar")
    [outcome] = chat.outcomes
    assert isinstance(outcome, IssueVoucher), "it is a warning, not a refusal"


@pytest.mark.parametrize("word", ["✅ Ya pagué", "ya lo pagué"])
async def test_who_paid_says_so_in_its_place(chat: Chat, office: FakeOffice, word: str) -> None:
    office.issued = [known(0)]
    await chat.say("/pagar")
    await chat.say(word)
    assert chat.outcomes == [SaidPaid(HOME, Decimal("2000.00"), known(0))]


@pytest.mark.parametrize("earlier", [known(-11), known(0, "00012-00000099")])
async def test_a_voucher_long_past_or_for_something_else_is_no_reason(
    chat: Chat, office: FakeOffice, earlier: KnownVoucher
) -> None:
    office.issued = [earlier]
    assert "no pagues dos veces" not in await chat.say("/pagar")
    assert "✅ Ya pagué" not in chat.labels
