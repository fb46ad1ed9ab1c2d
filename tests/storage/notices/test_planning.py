"""Notices of invoices: who is owed which, by which way, once; and the ledger that proves it."""

from datetime import date, datetime, timedelta

import pytest

from domain.clock import ZONE
from domain.messages import Mail, Note
from domain.notices import Channel, NoticeKind
from domain.outbox import Owed
from storage import tables
from storage.notices.ledger import StoredLedger
from storage.notices.planning import fall_back_to_mail, plan_notices
from storage.outbox import StoredOutbox
from tests.storage.conftest import NOON, World

ISSUED = date(2026, 11, 20)
DUE = date(2026, 12, 10)
LAST_DAY = datetime(2026, 12, 5, 12, tzinfo=ZONE)


@pytest.fixture
async def subscribed(world: World) -> int:
    """Ana, in chat 1, subscribed account 0001 by both ways when November began."""
    await world.account("0001")
    user = await world.user()
    await subscribe(user)
    await tables.OutboxItem.all().delete()  # what her registration owed
    return user


async def subscribe(user: int, *, by_email: bool = True, by_telegram: bool = True) -> None:
    await tables.Subscription.all().delete()
    await tables.Subscription.create(
        account_id="0001",
        user_id=user,
        accepted_at=datetime(2026, 11, 1, 12, tzinfo=ZONE),
        terms_version="1",
        by_email=by_email,
        by_telegram=by_telegram,
    )


async def invoice(world: World, receipt: str = "A1", due: date = DUE) -> None:
    await world.invoice(receipt, "0001", due=due)
    await tables.Invoice.filter(receipt=receipt).update(issued=min(ISSUED, due))


async def owed(now: datetime = NOON) -> list[Owed]:
    return list(await StoredOutbox().claim(100, now))


async def test_a_subscriber_is_told_of_a_new_invoice_by_both_ways(
    world: World, subscribed: int
) -> None:
    await invoice(world)
    planned = await plan_notices(NOON)
    assert (planned.new_invoices, planned.late) == (2, 0)
    note, mail = await owed()
    assert note.chat_id == 1
    assert isinstance(note.content, Note)
    assert "1.000,10" in note.content.html
    assert "jueves 10/12" in note.content.html
    assert isinstance(mail.content, Mail)
    assert mail.content.to == "anapaz@example.com"


async def test_however_often_it_is_planned_it_is_told_once(world: World, subscribed: int) -> None:
    await invoice(world)
    await plan_notices(NOON)
    again = await plan_notices(NOON + timedelta(days=1))
    assert again.all == 0
    assert len(await owed(NOON + timedelta(days=2))) == 2


async def test_a_dry_run_counts_and_plans_nothing(world: World, subscribed: int) -> None:
    await invoice(world)
    assert (await plan_notices(NOON, dry_run=True)).all == 2
    assert await owed() == []
    assert (await plan_notices(NOON)).all == 2


@pytest.mark.parametrize(
    ("by_email", "by_telegram", "kinds"),
    [(True, False, [Mail]), (False, True, [Note]), (True, True, [Note, Mail])],
)
async def test_the_ways_are_those_that_were_chosen(
    world: World, subscribed: int, by_email: bool, by_telegram: bool, kinds: list[type]
) -> None:
    await subscribe(subscribed, by_email=by_email, by_telegram=by_telegram)
    await invoice(world)
    await plan_notices(NOON)
    assert [type(one.content) for one in await owed()] == kinds


async def test_a_chat_that_blocked_the_bot_is_told_by_mail(world: World, subscribed: int) -> None:
    await subscribe(subscribed, by_email=False)
    await tables.Chat.filter(id=1).update(blocked_at=NOON)
    await invoice(world)
    await plan_notices(NOON)
    [mail] = await owed()
    assert isinstance(mail.content, Mail)


async def test_a_note_that_found_the_chat_blocked_is_followed_by_a_mail_once(
    world: World, subscribed: int
) -> None:
    await subscribe(subscribed, by_email=False)
    await invoice(world)
    await plan_notices(NOON)
    [note] = await owed()
    assert await fall_back_to_mail(note.key, NOON)
    assert not await fall_back_to_mail(note.key, NOON)
    [mail] = await owed()
    assert isinstance(mail.content, Mail)


async def test_a_suspended_subscription_is_told_nothing(world: World, subscribed: int) -> None:
    await tables.Subscription.all().update(suspended_on=date(2026, 11, 20))
    await invoice(world)
    assert (await plan_notices(NOON)).all == 0


async def test_while_a_link_is_objected_to_its_person_is_told_nothing(
    world: World, subscribed: int
) -> None:
    await tables.LinkedAccount.create(
        user_id=subscribed,
        account_id="0001",
        linked_at=NOON,
        last_used_at=NOON,
        frozen_at=NOON,
    )
    await tables.Chat.filter(id=1).update(wants_reminders=True, wants_payments=True)
    await invoice(world)
    await world.pay("A1", NOON.date(), "10")
    assert (await plan_notices(NOON)).all == 0
    await tables.LinkedAccount.all().update(frozen_at=None)
    assert (await plan_notices(NOON)).all == 3


async def test_what_was_billed_and_due_before_the_subscription_is_no_news(
    world: World, subscribed: int
) -> None:
    await invoice(world, due=date(2026, 11, 3))
    await tables.Invoice.all().update(issued=date(2026, 10, 10))
    assert (await plan_notices(NOON)).all == 0


async def test_with_less_than_five_days_left_it_is_told_and_counted_late(
    world: World, subscribed: int
) -> None:
    await invoice(world)
    assert (await plan_notices(LAST_DAY, dry_run=True)).late == 0
    next_day = LAST_DAY + timedelta(days=1)
    assert (await plan_notices(next_day)).late == 2
    late = await StoredLedger().late(next_day)
    assert [(one.receipt, one.channel) for one in late] == [
        ("A1", Channel.TELEGRAM),
        ("A1", Channel.EMAIL),
    ]


async def test_at_night_a_chat_is_left_in_peace_until_the_morning(
    world: World, subscribed: int
) -> None:
    await invoice(world)
    night = NOON.replace(hour=22)
    await plan_notices(night)
    [mail] = await owed(night)
    assert isinstance(mail.content, Mail)
    await StoredOutbox().settle(mail.id, night)
    assert await owed(night + timedelta(hours=9)) == []
    assert len(await owed(night + timedelta(hours=10))) == 1


async def test_the_ledger_counts_what_became_of_each_notice(world: World, subscribed: int) -> None:
    await invoice(world)
    await plan_notices(NOON)
    note, mail = await owed()
    sent = NOON + timedelta(minutes=1)
    await StoredOutbox().settle(note.id, sent)
    await StoredOutbox().give_up(mail.id, sent, "550 no such user")
    figures = await StoredLedger().figures(sent)
    assert [(one.channel, one.planned, one.sent, one.failed, one.waiting) for one in figures] == [
        (Channel.EMAIL, 1, 0, 1, 0),
        (Channel.TELEGRAM, 1, 1, 0, 0),
    ]


async def test_what_went_out_too_late_stays_late(world: World, subscribed: int) -> None:
    await invoice(world)
    await plan_notices(NOON)
    note, mail = await owed()
    await StoredOutbox().settle(note.id, LAST_DAY + timedelta(days=1))
    await StoredOutbox().settle(mail.id, LAST_DAY)
    late = await StoredLedger().late(LAST_DAY + timedelta(days=30))
    assert [one.channel for one in late] == [Channel.TELEGRAM]


async def test_who_wants_it_is_reminded_of_what_is_still_owed(
    world: World, subscribed: int
) -> None:
    two_days_before = datetime(2026, 12, 8, 12, tzinfo=ZONE)
    await invoice(world)
    await plan_notices(NOON)
    await tables.LinkedAccount.create(
        user_id=subscribed, account_id="0001", linked_at=NOON, last_used_at=NOON
    )
    assert (await plan_notices(two_days_before)).reminders == 0
    await tables.Chat.filter(id=1).update(wants_reminders=True)
    assert (await plan_notices(two_days_before - timedelta(days=1), dry_run=True)).reminders == 0
    await world.pay("A1", date(2026, 12, 1), "400.00")
    assert (await plan_notices(two_days_before)).reminders == 1
    assert (await plan_notices(two_days_before + timedelta(days=1))).reminders == 0
    [note] = [one for one in await owed(two_days_before) if "reminder" in one.key]
    assert isinstance(note.content, Note)
    assert "600,10" in note.content.html


async def test_nobody_is_reminded_of_what_is_paid_and_who_wants_it_hears_of_the_payment(
    world: World, subscribed: int
) -> None:
    await invoice(world)
    await tables.LinkedAccount.create(
        user_id=subscribed, account_id="0001", linked_at=NOON, last_used_at=NOON
    )
    await tables.Chat.filter(id=1).update(wants_reminders=True, wants_payments=True)
    await world.pay("A1", date(2026, 12, 7), "1000.10")
    planned = await plan_notices(datetime(2026, 12, 8, 12, tzinfo=ZONE))
    assert (planned.reminders, planned.payments) == (0, 1)
    figures = await StoredLedger().figures(NOON)
    assert {one.kind for one in figures} == {NoticeKind.NEW_INVOICE, NoticeKind.PAYMENT_RECEIVED}
    assert (await plan_notices(datetime(2026, 12, 9, 12, tzinfo=ZONE))).payments == 0
