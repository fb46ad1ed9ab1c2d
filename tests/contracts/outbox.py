"""What any outbox must do (`domain.outbox.Outbox`)."""

import asyncio
from datetime import datetime, timedelta

from domain.clock import ZONE
from domain.messages import Begin, Copy, Mail, Note, Open
from domain.outbox import CLAIM, Outbox

NOW = datetime(2026, 11, 24, 12, tzinfo=ZONE)
NOTE = Note(
    "<b>Hola</b> ñ",
    (
        (Begin("Pagar", "overdue_voucher", (("account", "0001"),)),),
        (Open("Ver", "https://example.com/?a=1"), Copy("Copiar", "0123")),
    ),
)
MAIL = Mail("ana@example.com", "Confirmá", "Hola\nAna", Open("Confirmar", "https://example.com/x"))
PLAIN_MAIL = Mail("ana@example.com", "Aviso", "Sin nada que hacer")


class OutboxContract:
    """Mix into a test class with a fixture `outbox`."""

    async def test_an_empty_outbox_owes_nothing(self, outbox: Outbox) -> None:
        assert await outbox.claim(10, NOW) == ()
        assert await outbox.next_due() is None

    async def test_what_was_planned_is_claimed_whole_and_in_order(self, outbox: Outbox) -> None:
        contents: list[Mail | Note] = [NOTE, MAIL, PLAIN_MAIL]
        for number, content in enumerate(contents):
            assert await outbox.plan(content, key=f"k{number}", now=NOW, chat_id=number or None)
        claimed = await outbox.claim(10, NOW)
        assert [(one.content, one.chat_id, one.attempts, one.key) for one in claimed] == [
            (NOTE, None, 0, "k0"),
            (MAIL, 1, 0, "k1"),
            (PLAIN_MAIL, 2, 0, "k2"),
        ]

    async def test_a_key_is_planned_once(self, outbox: Outbox) -> None:
        assert await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)
        assert not await outbox.plan(MAIL, key="k", now=NOW)
        [owed] = await outbox.claim(10, NOW)
        assert owed.content == NOTE
        await outbox.settle(owed.id, NOW)
        assert not await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)

    async def test_no_more_than_the_limit_is_claimed(self, outbox: Outbox) -> None:
        for number in range(5):
            await outbox.plan(NOTE, key=f"k{number}", now=NOW, chat_id=1)
        assert [len(await outbox.claim(2, NOW)) for _ in range(4)] == [2, 2, 1, 0]

    async def test_many_senders_never_claim_the_same(self, outbox: Outbox) -> None:
        for number in range(40):
            await outbox.plan(NOTE, key=f"k{number}", now=NOW, chat_id=1)
        claims = await asyncio.gather(*(outbox.claim(10, NOW) for _ in range(8)))
        ids = [owed.id for claim in claims for owed in claim]
        assert len(ids) == len(set(ids))
        rest = [owed.id for _ in range(4) for owed in await outbox.claim(10, NOW)]
        assert len({*ids, *rest}) == len(ids) + len(rest) == 40

    async def test_a_claim_that_is_not_settled_is_taken_up_again(self, outbox: Outbox) -> None:
        await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)
        [first] = await outbox.claim(10, NOW)
        assert await outbox.next_due() == NOW + CLAIM
        assert await outbox.claim(10, NOW + CLAIM - timedelta(seconds=1)) == ()
        [again] = await outbox.claim(10, NOW + CLAIM)
        assert again.id == first.id

    async def test_what_was_settled_is_owed_no_more(self, outbox: Outbox) -> None:
        await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)
        [owed] = await outbox.claim(10, NOW)
        await outbox.settle(owed.id, NOW)
        assert await outbox.claim(10, NOW + 2 * CLAIM) == ()
        assert await outbox.next_due() is None

    async def test_a_failed_try_is_due_again_and_counted(self, outbox: Outbox) -> None:
        await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)
        [owed] = await outbox.claim(10, NOW)
        later = NOW + timedelta(seconds=30)
        await outbox.postpone(owed.id, later, "429")
        assert await outbox.next_due() == later
        assert await outbox.claim(10, later - timedelta(seconds=1)) == ()
        [again] = await outbox.claim(10, later)
        assert (again.key, again.attempts) == ("k", 1)

    async def test_what_was_given_up_is_owed_no_more(self, outbox: Outbox) -> None:
        await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)
        [owed] = await outbox.claim(10, NOW)
        await outbox.give_up(owed.id, NOW, "403")
        assert await outbox.claim(10, NOW + 2 * CLAIM) == ()
        assert await outbox.next_due() is None
        assert not await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)

    async def test_moments_of_any_zone_compare(self, outbox: Outbox) -> None:
        await outbox.plan(NOTE, key="k", now=NOW, chat_id=1)
        utc = datetime.fromisoformat("2026-11-24T15:00:00+00:00")
        assert await outbox.claim(10, utc - timedelta(microseconds=1)) == ()
        assert len(await outbox.claim(10, utc)) == 1

    async def test_what_is_one_persons_own_goes_before_a_broadcast(self, outbox: Outbox) -> None:
        earlier = NOW - timedelta(hours=1)
        await outbox.plan(NOTE, key="broadcast", now=earlier, chat_id=1, bulk=True)
        await outbox.plan(MAIL, key="own", now=NOW)
        assert [one.key for one in await outbox.claim(1, NOW)] == ["own"]
        assert [one.key for one in await outbox.claim(1, NOW)] == ["broadcast"]

    async def test_what_is_for_the_day_waits_for_the_morning(self, outbox: Outbox) -> None:
        night, morning = NOW.replace(hour=22), NOW.replace(hour=8) + timedelta(days=1)
        await outbox.plan(NOTE, key="k", now=night, chat_id=1, bulk=True, by_day=True)
        assert await outbox.next_due() == morning
        assert await outbox.claim(1, morning - timedelta(seconds=1)) == ()
        [owed] = await outbox.claim(1, morning)
        assert owed.by_day

    async def test_what_is_for_the_day_is_due_at_once_by_day(self, outbox: Outbox) -> None:
        await outbox.plan(NOTE, key="day", now=NOW, chat_id=1, by_day=True)
        await outbox.plan(NOTE, key="any", now=NOW.replace(hour=3), chat_id=1)
        assert {one.key: one.by_day for one in await outbox.claim(2, NOW)} == {
            "day": True,
            "any": False,
        }

    async def test_a_delivered_mail_may_come_back_once(self, outbox: Outbox) -> None:
        await outbox.plan(MAIL, key="mail", now=NOW)
        await outbox.plan(NOTE, key="note", now=NOW, chat_id=1)
        mail, note = await outbox.claim(2, NOW)
        assert await outbox.delivered_mail(mail.id) is None
        for one in (mail, note):
            await outbox.settle(one.id, NOW)
        assert await outbox.delivered_mail(note.id) is None
        assert await outbox.delivered_mail(10**6) is None
        delivered = await outbox.delivered_mail(mail.id)
        assert delivered == mail
        await outbox.came_back(mail.id, NOW + timedelta(hours=1), "returned: 550 5.1.1")
        assert await outbox.delivered_mail(mail.id) is None
        assert await outbox.next_due() is None
