"""What a chat may read, on both engines."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.clock import ZONE
from domain.invoices import Period, State
from domain.office import NotLinked, Office
from domain.outcomes import WrongPair
from storage import tables
from storage.desk import StoredDesk

TODAY = date(2026, 11, 24)


async def test_nobody_is_logged_in_at_a_new_chat(world: Any) -> None:
    office: Office = world.office()
    assert await office.user() is None
    assert await office.linked_accounts() == ()


async def test_the_last_used_account_comes_first(world: Any) -> None:
    await world.user()
    desk = StoredDesk()
    for number in ("0001", "0002"):
        await world.account(number)
        await desk.link_account(1, number, world.now)
    await desk.touch_account(1, "0002", world.now + timedelta(seconds=1))
    assert [account.number for account in await world.office().linked_accounts()] == [
        "0002",
        "0001",
    ]
    await desk.touch_account(1, "0001", world.now + timedelta(seconds=2))
    assert [account.number for account in await world.office().linked_accounts()] == [
        "0001",
        "0002",
    ]


async def test_each_user_has_an_order_of_its_own(world: Any) -> None:
    desk = StoredDesk()
    for chat_id, order in ((1, ("0001", "0002")), (2, ("0002", "0001"))):
        await world.user(chat_id, username=f"user{chat_id}")
        for seconds, number in enumerate(order):
            if chat_id == 1:
                await world.account(number)
            await desk.link_account(chat_id, number, world.now + timedelta(seconds=seconds))
    for chat_id, newest_first in ((1, ["0002", "0001"]), (2, ["0001", "0002"])):
        accounts = await world.office(chat_id).linked_accounts()
        assert [account.number for account in accounts] == newest_first


async def test_two_codes_name_an_account(world: Any) -> None:
    await world.account("0001", payment_code="0012345678")
    await world.invoice("00012-00345678", "0001")
    office: Office = world.office()
    account = await office.account_with("00012-00345678", "0012345678")
    assert account is not None
    assert account.number == "0001"
    assert await office.account_with("00012-00345678", "12345678") is None
    assert await office.account_with("00012-00345679", "0012345678") is None


async def test_five_wrong_pairs_rest_the_chat_for_an_hour(world: Any) -> None:
    desk = StoredDesk()
    for number in range(5):
        assert await world.office().linking_blocked_until(world.now) is None
        assert await desk.record_wrong_pair(
            1, WrongPair("9", "999"), key=f"pair {number}", now=world.now
        )
    until = world.now + timedelta(hours=1)
    assert await world.office().linking_blocked_until(world.now) == until
    assert await world.office().linking_blocked_until(until) is None
    assert await world.office(2).linking_blocked_until(world.now) is None


async def test_a_wrong_pair_counts_once_by_its_key(world: Any) -> None:
    pair = WrongPair("9", "999")
    assert await StoredDesk().record_wrong_pair(1, pair, key="same", now=world.now)
    assert not await StoredDesk().record_wrong_pair(1, pair, key="same", now=world.now)
    assert await tables.WrongPair.all().count() == 1


async def test_guesses_from_many_chats_rest_the_account(world: Any) -> None:
    await world.account("0001", payment_code="555")
    await world.invoice("00012-00345678", "0001")
    for chat in range(5):
        await StoredDesk().record_wrong_pair(
            100 + chat, WrongPair("00012-00345678", "999"), key=f"guess {chat}", now=world.now
        )
    assert await world.office().account_with("00012-00345678", "555") is None
    world.now += timedelta(hours=1)
    assert await world.office().account_with("00012-00345678", "555") is not None


async def test_only_a_digest_of_the_pair_is_kept(world: Any) -> None:
    await StoredDesk().record_wrong_pair(1, WrongPair("987654", "123456"), key="k", now=world.now)
    row = await tables.WrongPair.get(key="k")
    assert len(row.digest) == 64
    assert not any(code in row.digest for code in ("987654", "123456"))


async def test_a_statement_adds_payments_up_exactly(world: Any) -> None:
    await world.user()
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    await world.invoice("1", "0001", amount="0.30")
    await world.pay("1", date(2026, 10, 5), "0.10")
    await world.pay("1", date(2026, 10, 7), "0.20")
    await world.pay("1", date(2026, 10, 9), "0.20")
    await world.invoice("2", "0001", amount="999999999999.99", due=date(2026, 12, 1))
    await world.pay("2", date(2026, 10, 5), "0.01")
    statement = await world.office().statement("0001", TODAY)
    unpaid, paid = statement.invoices
    assert (paid.state, paid.paid, paid.paid_on) == (
        State.PAID,
        Decimal("0.50"),
        date(2026, 10, 7),
    )
    assert (unpaid.state, unpaid.owed, unpaid.paid_on) == (
        State.UNPAID,
        Decimal("999999999999.98"),
        None,
    )
    assert paid.period == Period(2026, 4, 1, 2)


async def test_other_peoples_accounts_are_not_read(world: Any) -> None:
    await world.account("0001")
    await world.user()
    office: Office = world.office()
    for account in ("0001", "unknown", "x" * 100, ""):
        with pytest.raises(NotLinked):
            await office.statement(account, TODAY)
    with pytest.raises(NotLinked):
        await office.instalments("0001")
    with pytest.raises(NotLinked):
        await office.subscription("0001")


async def test_a_logged_out_chat_reads_nothing(world: Any) -> None:
    await world.account("0001")
    await world.user()
    await StoredDesk().link_account(1, "0001", world.now)
    await StoredDesk().log_out(1)
    assert await world.office().linked_accounts() == ()
    with pytest.raises(NotLinked):
        await world.office().statement("0001", TODAY)


async def test_rates_and_instalments_come_in_order_and_exact(world: Any) -> None:
    await world.user()
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    for month in (10, 9):
        await tables.Rate.create(
            since=date(2026, month, 1), yearly=Decimal("45.125"), bna_passive=Decimal(30)
        )
    for number in (2, 10, 1):
        await tables.Instalment.create(
            account_id="0001",
            plan="P-07",
            number=number,
            due=date(2026, 12, 10),
            amount=Decimal("10.05"),
        )
    rates = await world.office().rates()
    assert [rate.since.month for rate in rates] == [9, 10]
    assert rates[0].yearly == Decimal("45.125")
    instalments = await world.office().instalments("0001")
    assert [one.number for one in instalments] == [1, 2, 10]
    assert instalments[0].amount == Decimal("10.05")


async def test_the_last_subscription_is_told_with_its_day_in_catamarca(world: Any) -> None:
    await world.user()
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    assert await world.office().subscription("0001") is None
    late = datetime(2026, 11, 24, 22, 30, tzinfo=ZONE)  # tomorrow already, in UTC
    await tables.Subscription.create(
        account_id="0001",
        accepted_at=late,
        terms_version="2026-1",
        by_email=True,
        by_telegram=False,
    )
    subscription = await world.office().subscription("0001")
    assert subscription is not None
    assert subscription.accepted_at == late
    assert subscription.accepted_at.date() == TODAY
    assert subscription.active


async def test_names_are_taken_in_any_spelling_by_others_only(world: Any) -> None:
    await world.user(chat_id=1, username="anapaz")
    for chat in (1, 2):
        office = world.office(chat)
        assert await office.email_taken(" ANAPAZ@Example.COM ")
        assert await office.username_taken("AnaPaz")
        assert not await office.email_taken("other@example.com")
    assert not await world.office().username_taken("x" * 500)
    assert not await world.office().email_taken("\0")
