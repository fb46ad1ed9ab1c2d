"""Messages that carry vouchers: which are reminded of, and which are past."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.invoices import Period
from domain.vouchers import Voucher, VoucherKind, VoucherLine
from storage import tables
from storage.billing.sent_vouchers import StoredSentVouchers
from storage.desk import StoredDesk

PAY_ON = date(2026, 11, 26)
LINE = VoucherLine("00012-00000001", date(2026, 10, 1), Decimal("1000.10"), Period(2026, 4), 56)
VOUCHER = Voucher(VoucherKind.OVERDUE_INVOICES, "0001", PAY_ON, (LINE,))
INSTALMENT = Voucher(
    VoucherKind.PLAN_INSTALMENT,
    "0001",
    PAY_ON,
    (VoucherLine("P1/2", PAY_ON, Decimal("50.00")),),
)


@pytest.fixture
async def town(world: Any) -> Any:
    """Ana (chat 1) holds 0001, which owes an invoice and an instalment; it is two days before."""
    await world.account("0001")
    await world.invoice("00012-00000001", "0001")
    await world.invoice("00012-00000002", "0001")
    await tables.Instalment.create(
        account_id="0001", plan="P1", number=2, due=PAY_ON, amount=Decimal("50.00")
    )
    await world.user(1)
    await StoredDesk().link_account(1, "0001", world.now)
    return world


async def send(town: Any, voucher: Voucher, message: int, days: int = 0, chat: int = 1) -> int:
    now = town.now + timedelta(days=days)
    number = await StoredDesk().issue_voucher(chat, voucher, now)
    await StoredSentVouchers().sent(chat, number, message, now)
    return number


async def reminded(today: date = PAY_ON) -> list[tuple[int, int]]:
    return [(one.chat_id, one.message_id) for one in await StoredSentVouchers().to_remind(today)]


async def past(today: date, limit: int = 10) -> list[tuple[int, bool]]:
    return [(one.message_id, one.paid) for one in await StoredSentVouchers().past(today, limit)]


async def test_a_voucher_is_read_back_as_it_was_issued(town: Any) -> None:
    number = await send(town, VOUCHER, 10)
    [sent] = await StoredSentVouchers().to_remind(PAY_ON)
    assert (sent.number, sent.voucher) == (number, VOUCHER)
    [known] = await town.office().vouchers("0001")
    assert (known.number, known.voucher, known.issued_on) == (number, VOUCHER, town.now.date())


async def test_only_on_its_payment_date(town: Any) -> None:
    await send(town, VOUCHER, 10)
    assert await reminded(PAY_ON - timedelta(days=1)) == []
    assert await reminded() == [(1, 10)]
    assert await reminded(PAY_ON + timedelta(days=1)) == []


async def test_sent_twice_it_is_reminded_of_once(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await send(town, VOUCHER, 11, days=1)
    assert await reminded() == [(1, 11)]


async def test_who_asks_for_it_today_is_not_reminded(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await send(town, VOUCHER, 11, days=2)
    assert await reminded() == []


async def test_what_was_paid_is_not_reminded_of(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await town.pay("00012-00000001", date(2026, 11, 25), "1000.00")
    assert await reminded() == [(1, 10)], "ten cents are missing"
    await town.pay("00012-00000001", date(2026, 11, 25), "0.10")
    assert await reminded() == []


async def test_a_paid_instalment_is_not_reminded_of(town: Any) -> None:
    await send(town, INSTALMENT, 10)
    assert await reminded() == [(1, 10)]
    await tables.Instalment.all().update(paid_on=date(2026, 11, 25))
    assert await reminded() == []


async def test_of_which_something_was_paid_it_is_not_reminded_either(town: Any) -> None:
    both = replace(VOUCHER, lines=(LINE, replace(LINE, reference="00012-00000002")))
    await send(town, both, 10)
    await town.pay("00012-00000002", date(2026, 11, 25), "1000.10")
    assert await reminded() == []
    assert await past(PAY_ON + timedelta(days=1)) == [(10, False)]


async def test_who_said_it_was_paid_is_left_in_peace(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await StoredSentVouchers().said_paid(1, "0002", town.now)
    assert await reminded() == [(1, 10)]
    await StoredSentVouchers().said_paid(1, "0001", town.now)
    assert await reminded() == []


async def test_a_newer_voucher_for_the_same_takes_its_place(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await send(town, INSTALMENT, 11)
    assert await reminded() == [(1, 10), (1, 11)], "they pay different things"
    await send(town, replace(VOUCHER, pay_on=PAY_ON + timedelta(days=5)), 12)
    assert await reminded() == [(1, 11)]


async def test_who_holds_the_account_no_longer_hears_nothing_of_it(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await tables.LinkedAccount.all().update(frozen_at=town.now)
    assert await reminded() == []
    await tables.LinkedAccount.all().update(frozen_at=None)
    assert await reminded() == [(1, 10)]
    await StoredDesk().unlink_account(1, "0001", town.now)
    assert await reminded() == []


async def test_past_vouchers_are_told_once_and_in_parts(town: Any) -> None:
    await send(town, VOUCHER, 10)
    await send(town, INSTALMENT, 11)
    await send(town, replace(VOUCHER, pay_on=PAY_ON + timedelta(days=5)), 12)
    await town.pay("00012-00000001", date(2026, 11, 25), "1000.10")
    day_after = PAY_ON + timedelta(days=1)
    assert await past(PAY_ON) == [], "on its date it can be paid still"
    assert await past(day_after, limit=1) == [(10, True)]
    [first, second] = await StoredSentVouchers().past(day_after, 10)
    await StoredSentVouchers().told_past(first.id, town.now)
    assert await past(day_after) == [(second.message_id, False)]
    await StoredSentVouchers().told_past(second.id, town.now)
    assert await past(day_after) == []


async def test_a_message_is_kept_once(town: Any) -> None:
    number = await send(town, VOUCHER, 10)
    await StoredSentVouchers().sent(1, number, 10, town.now)
    assert await tables.SentVoucher.all().count() == 1


async def test_vouchers_long_past_are_not_known_any_more(town: Any) -> None:
    await send(town, replace(VOUCHER, pay_on=town.now.date() - timedelta(days=11)), 10)
    assert await town.office().vouchers("0001") == ()
