"""The proof of an invoice's notices, on both engines; it outlives the words and the person."""

from datetime import date, datetime, timedelta

import pytest

from domain.clock import ZONE
from domain.messages import Note
from domain.notice_proof import NoticeProof, Outcome, Person
from domain.notices import Channel
from domain.outbox import Delivery
from storage import tables
from storage.notices.planning import plan_notices
from storage.notices.proof import proof_of
from storage.outbox import StoredOutbox
from storage.people.own_data import StoredOwnData
from tests.storage.conftest import NOON, World

RECEIPT = "00012-00345678"
ANA = Person("Ana Paz", "anapaz", "30111222")
BY_CHAT = Delivery(NOON, "@oficina_bot", "4711", "ok, date 2026-11-24T12:00:00-03:00")
BY_MAIL = Delivery(NOON, "correo.example.org", "<2.abc@example.org>", "250 2.0.0 Ok: queued as 4F2")
SENT = NOON + timedelta(seconds=1)


@pytest.fixture
async def told(world: World) -> World:
    """Ana, subscribed by both ways, was told of an invoice by both."""
    await world.account("0001")
    await tables.Subscription.create(
        account_id="0001", user_id=await world.user(), terms_version="2026-1",
        accepted_at=datetime(2026, 8, 1, 12, tzinfo=ZONE), by_email=True, by_telegram=True,
    )  # fmt: skip
    await tables.OutboxItem.all().delete()  # what her registration owed
    await world.invoice(RECEIPT, "0001", due=date(2026, 12, 10))
    await plan_notices(NOON)
    outbox = StoredOutbox()
    for item in await outbox.claim(10, NOON):
        await outbox.settle(item.id, SENT, BY_CHAT if isinstance(item.content, Note) else BY_MAIL)
    return world


async def proof() -> NoticeProof:
    found = await proof_of(RECEIPT)
    assert found is not None
    return found


async def test_it_tells_who_was_told_by_which_way_and_what_was_answered(told: World) -> None:
    by_chat, by_mail = (await proof()).notices
    assert (by_chat.person, by_chat.address, by_mail.address) == (ANA, "1", "anapaz@example.com")
    assert (by_chat.planned_at, by_chat.handed_at, by_chat.answered_at) == (NOON, NOON, SENT)
    assert (by_chat.carrier, by_chat.message_id) == (BY_CHAT.carrier, BY_CHAT.message_id)
    assert (by_mail.message_id, by_mail.reply) == (BY_MAIL.message_id, BY_MAIL.reply)
    assert by_chat.in_time
    assert by_mail.in_time
    [subscription] = (await proof()).subscriptions
    assert (subscription.person, subscription.terms_version) == (ANA, "2026-1")


async def test_an_unknown_invoice_has_none(told: World) -> None:
    assert await proof_of("00012-00000001") is None


async def test_an_invoice_of_an_account_without_subscription_is_told_apart(told: World) -> None:
    await told.account("0002")
    await told.invoice("00012-00000002", "0002")
    found = await proof_of("00012-00000002")
    assert found is not None
    assert (found.notices, found.subscriptions, found.subscribed) == ((), (), False)
    assert (await proof()).subscribed


async def test_a_mail_that_came_back_tells_when_and_why(told: World) -> None:
    item = await tables.OutboxItem.get(kind="mail")
    later = SENT + timedelta(hours=3)
    await StoredOutbox().came_back(item.id, later, "returned: 550 5.1.1 no such user")
    by_mail = (await proof()).notices[1]
    assert (by_mail.outcome, by_mail.answered_at) == (Outcome.RETURNED, SENT)
    assert (by_mail.failed_at, by_mail.reason) == (later, "returned: 550 5.1.1 no such user")


async def test_the_address_is_the_one_of_then_after_the_person_changed_it(told: World) -> None:
    await tables.User.all().update(email="otra@example.com", email_key="otra@example.com")
    assert (await proof()).notices[1].address == "anapaz@example.com"


async def test_it_outlives_the_words_that_were_sent(told: World) -> None:
    before = (await proof()).notices
    await tables.OutboxItem.all().update(content="")
    assert (await proof()).notices == before


async def test_what_was_sent_before_the_address_was_kept_apart_has_it_from_the_mail(
    told: World,
) -> None:
    await tables.OutboxItem.all().update(recipient=None)
    assert [one.address for one in (await proof()).notices] == ["1", "anapaz@example.com"]


async def test_erasing_a_persons_data_leaves_the_proof_without_the_person(told: World) -> None:
    before = (await proof()).notices
    await StoredOwnData().erase(1, SENT)
    after = (await proof()).notices
    assert [(one.person, one.address) for one in after] == [(None, ""), (None, "")]
    for was, one in zip(before, after, strict=True):
        assert (one.answered_at, one.message_id, one.reply) == (
            *(was.answered_at, was.message_id),
            was.reply,
        )
    assert {one.content for one in await tables.OutboxItem.all()} == {""}


async def test_what_still_waits_when_its_person_goes_is_sent_to_nobody(told: World) -> None:
    await told.invoice("00012-00345679", "0001", due=date(2026, 12, 20))
    await plan_notices(SENT)
    await StoredOwnData().erase(1, SENT)
    assert await StoredOutbox().claim(10, SENT + timedelta(days=1)) == ()
    found = await proof_of("00012-00345679")
    assert found is not None
    assert {one.outcome for one in found.notices} == {Outcome.UNKNOWN}
    assert {one.channel for one in found.notices} == set(Channel)
