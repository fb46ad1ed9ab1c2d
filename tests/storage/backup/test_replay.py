"""A restored database learns what was sent since its backup: nobody is told twice or forgotten."""

from datetime import timedelta

from domain.announcements import To
from domain.messages import Mail, Note
from domain.notice_proof import ProvenNotice
from domain.outbox import Sent
from storage import tables
from storage.backup.replay import drop_doubtful, mark_sent, owed_count
from storage.notices.announcements import announce, announced, recipients
from storage.notices.ledger import StoredLedger
from storage.notices.planning import plan_notices
from storage.notices.proof import proof_of
from storage.outbox import StoredOutbox
from tests.storage.conftest import NOON, World
from tests.storage.notices.test_planning import invoice, subscribe
from texts.staff.backup import DOUBTFUL

LATER = NOON + timedelta(hours=3)


async def proved(receipt: str) -> tuple[ProvenNotice, ...]:
    """What can be proved of an invoice's notices."""
    proof = await proof_of(receipt)
    assert proof is not None
    return proof.notices


async def subscribed(world: World) -> int:
    await world.account("0001")
    user = await world.user()
    await subscribe(user)
    await tables.OutboxItem.all().delete()
    return user


async def test_what_was_owed_and_sent_since_is_marked_sent(world: World) -> None:
    outbox = StoredOutbox()
    await outbox.plan(Note("Hola"), key="1:5", now=NOON, chat_id=1)
    await outbox.plan(Note("Chau"), key="1:6", now=NOON, chat_id=1)
    assert await mark_sent([Sent("1:5", "note", LATER)]) == (1, 0)
    [owed] = await outbox.claim(9, LATER)
    assert owed.key == "1:6"
    assert [row.sent_at for row in await tables.OutboxItem.filter(key="1:5")] == [LATER]


async def test_a_notice_planned_and_sent_since_is_not_sent_again_and_is_proved(
    world: World,
) -> None:
    user = await subscribed(world)
    note, mail = (f"notice:new_invoice:A1:{user}:{way}" for way in ("telegram", "email"))
    assert await mark_sent([Sent(note, "note", LATER)]) == (0, 1)
    await invoice(world)
    await plan_notices(LATER + timedelta(hours=1))
    assert [one.key for one in await StoredOutbox().claim(9, LATER + timedelta(hours=1))] == [mail]
    by_chat, by_mail = await proved("A1")
    assert (by_chat.answered_at, by_mail.answered_at) == (LATER, None)
    figures = await StoredLedger().figures(LATER)
    assert sorted((one.channel, one.sent, one.waiting) for one in figures) == [
        ("email", 0, 1),
        ("telegram", 1, 0),
    ]


async def test_an_announcement_made_since_and_made_again_reaches_those_it_had_not(
    world: World,
) -> None:
    await world.user(1, "anapaz")
    await world.user(2, "beto")
    await tables.OutboxItem.all().delete()
    people = await recipients(To.ALL)
    await announce("Corte", "De 8 a 12", people, NOON)
    first, second = await StoredOutbox().claim(9, NOON)
    await tables.OutboxItem.all().delete()
    await tables.Announcement.all().delete()  # all that was done after the backup
    await mark_sent([Sent(first.key, "note", LATER)])
    await announce("Corte", "De 8 a 12", people, LATER)
    assert [one.key for one in await StoredOutbox().claim(9, LATER)] == [second.key]
    [figures] = await announced()
    assert (figures.planned, figures.sent) == (2, 1)


async def test_what_a_conversation_owed_is_owed_again_when_it_is_had_again(world: World) -> None:
    """Its deed is lost, so the person does it anew, and must get the mail."""
    await mark_sent([Sent("1:77:register", "mail", LATER)])
    mail = Mail("ana@example.com", "Confirmá", "Hola")
    assert await StoredOutbox().plan(mail, key="1:77:register", now=LATER)


async def test_without_a_log_what_may_have_been_sent_is_given_up_and_the_ledger_says_so(
    world: World,
) -> None:
    await subscribed(world)
    await invoice(world)
    await StoredOutbox().plan(Note("Hola"), key="1:5", now=NOON, chat_id=1)
    assert await drop_doubtful(LATER) == 2
    assert await owed_count() == 1, "what somebody asked for is sent, at worst a second time"
    assert {notice.reason for notice in await proved("A1")} == {DOUBTFUL}
    assert not (await plan_notices(LATER)).all, "nor is it planned again"
