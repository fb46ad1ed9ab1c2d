"""Transcripts of 'Desvincular cuenta'."""

from datetime import date, datetime

import pytest

from domain.clock import ZONE
from domain.digital_invoice import Subscription
from domain.outcomes import UnlinkAccount
from tests.conversations.town import HOME, SHOP, Chat, FakeOffice
from texts.accounts.unlink_account import sure


async def test_what_will_be_lost_is_shown_before_it_is_confirmed(
    chat: Chat, office: FakeOffice
) -> None:
    told = await chat.say("/desvincular")
    assert HOME.number in told
    assert "avisos y recordatorios" in told
    assert "factura digital" not in told
    assert chat.outcomes == []
    await chat.press("Sí, desvincular")
    assert chat.outcomes == [UnlinkAccount(HOME)]


async def test_the_digital_invoice_is_lost_too(chat: Chat, office: FakeOffice) -> None:
    accepted = datetime(2026, 9, 1, 9, tzinfo=ZONE)
    office.subscriptions[HOME.number] = Subscription(HOME.number, accepted, "1", True, False)
    told = await chat.say("/desvincular")
    assert "<b>factura digital</b> (por mail)" in told
    assert "vuelve a llegar en papel" in told


@pytest.mark.parametrize("word", ["no", "No!", "mejor no", "Dejarla como está"])
async def test_it_can_be_left_as_it_is(chat: Chat, office: FakeOffice, word: str) -> None:
    await chat.say("/desvincular")
    assert "sigue vinculada" in await chat.say(word)
    assert chat.outcomes == []


async def test_nonsense_is_asked_again(chat: Chat, office: FakeOffice) -> None:
    await chat.say("/desvincular")
    assert "Decime <b>sí</b>" in await chat.say("quizás 🤔")
    assert chat.outcomes == []
    await chat.say("sí")
    assert chat.outcomes == [UnlinkAccount(HOME)]


async def test_one_of_several_is_chosen(chat: Chat, office: FakeOffice) -> None:
    office.linked = [HOME, SHOP]
    await chat.say("/desvincular")
    assert SHOP.number in await chat.press("Rivadavia")
    await chat.say("dale")
    assert chat.outcomes == [UnlinkAccount(SHOP)]


async def test_with_no_account_there_is_nothing_to_unlink(chat: Chat, office: FakeOffice) -> None:
    office.linked = []
    assert "no hay nada para desvincular" in await chat.say("/desvincular")


def test_the_ways_of_a_subscription_are_named() -> None:
    accepted = datetime(2026, 9, 1, 9, tzinfo=ZONE)
    both = Subscription(HOME.number, accepted, "1", True, True, date(2026, 10, 1))
    assert "por mail y por Telegram" in sure(HOME, both)
