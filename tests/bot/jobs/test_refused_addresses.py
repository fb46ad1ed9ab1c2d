"""A wave of refused addresses: nothing ends, the staff is told once and decides."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.delivery_fallback import DeliveryFallback
from bot.jobs.failing_mails import FailingMails
from bot.jobs.refused_addresses import RefusedAddresses
from domain.messages import Mail
from domain.outbox import Owed
from domain.refused_addresses import MANY, MANY_OF_ONE_DOMAIN
from outbox.mail_answers import Verdict
from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.notices import refused_addresses
from storage.outbox import StoredOutbox
from tests.bot.subscriber import at
from texts.digital_invoice.subscription import address_refused

pytestmark = pytest.mark.slow

STAFF = "personal@example.org"
WAIT = timedelta(minutes=10)
GONE = Verdict.ADDRESS_GONE


@dataclass
class Utility:
    """Subscribers by mail, each with a chat, and a job that looks after refused addresses."""

    now: datetime = field(default_factory=lambda: at(24, 12))

    @property
    def job(self) -> RefusedAddresses:
        """Made anew each time, as after a restart."""
        return RefusedAddresses(lambda: self.now, WAIT, STAFF)

    async def subscribers(self, *emails: str) -> None:
        for email in emails:
            await tables.Account.create(
                number=email, holder="Ana", document="1", address="Calle 1", payment_code="1"
            )
            user = await tables.User.create(
                first_names="Ana", surnames="Paz", document="30111222", email=email,
                email_key=email, username=email, username_key=email, registered_at=at(1, 9),
                confirmed_at=at(1, 9),
            )  # fmt: skip
            await tables.Chat.create(id=user.id, user_id=user.id)
            await tables.Subscription.create(
                account_id=email, user_id=user.id, accepted_at=at(1, 9), terms_version="1",
                by_email=True, by_telegram=False,
            )  # fmt: skip

    async def mail(self, email: str, verdict: Verdict | None = None) -> None:
        """A mail goes out, or is refused for that reason."""
        outbox = StoredOutbox()
        key = f"{email}:{await tables.OutboxItem.all().count()}"
        await outbox.plan(Mail(email, "Factura", "Hola"), key=key, now=self.now)
        item = next(one for one in await outbox.claim(500, self.now) if one.key == key)
        if verdict is None:
            return await outbox.settle(item.id, self.now)
        fallback = DeliveryFallback(StoredDesk(), lambda: self.now)
        await fallback.mail_refused(item, verdict, "550 …")
        return await outbox.give_up(item.id, self.now, "550 …")

    async def later(self, **how_much: float) -> None:
        self.now += timedelta(**how_much)
        await self.job.run_once()

    async def active(self) -> int:
        return await tables.Subscription.filter(suspended_on__isnull=True).count()

    async def to_staff(self) -> list[str]:
        items = await tables.OutboxItem.filter(key__startswith="refused addresses:")
        return [item.content for item in items]

    async def told_of_failing_mails(self) -> list[str]:
        items = await tables.OutboxItem.filter(key__startswith="failing mails:")
        return [item.content for item in items]

    async def told(self) -> int:
        return await tables.OutboxItem.filter(kind="note").count()


def addresses(count: int, domain: str = "example.net") -> list[str]:
    return [f"vecina{number}@{domain}" for number in range(count)]


@pytest.fixture
async def utility(upgraded_database_url: str) -> AsyncIterator[Utility]:
    async with open_database(upgraded_database_url):
        yield Utility()


async def test_one_address_that_is_no_more_ends_after_a_while(utility: Utility) -> None:
    await utility.subscribers("ana@example.net", "beto@example.net")
    await utility.mail("ana@example.net", GONE)
    await utility.later(minutes=9)
    assert await utility.active() == 2
    await utility.later(minutes=2)
    assert await utility.active() == 1
    assert await utility.told() == 1


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not GONE])
async def test_any_other_refusal_ends_nothing(utility: Utility, verdict: Verdict) -> None:
    await utility.subscribers("ana@example.net")
    await utility.mail("ana@example.net", verdict)
    await utility.later(hours=1)
    assert await utility.active() == 1
    assert await utility.told() == 0


async def test_when_a_server_takes_nobody_all_are_kept_and_the_staff_is_told_once(
    utility: Utility,
) -> None:
    people = addresses(MANY + 5)
    await utility.subscribers(*people)
    for email in people[:3]:
        await utility.mail(email, GONE)
    await utility.later(minutes=1)
    for email in people[3:MANY]:
        await utility.mail(email, GONE)
    await utility.later(minutes=1)
    for email in people[MANY:]:  # they go on coming
        await utility.mail(email, GONE)
    for _ in range(3):
        await utility.later(hours=9)
    assert await utility.active() == len(people), "the first ones too"
    assert await utility.told() == 0
    [mail] = await utility.to_staff()
    assert "oficina mails keep" in mail
    assert STAFF in mail
    assert "example.net: 20" in mail


async def test_the_staff_keeps_them_and_all_goes_on(utility: Utility) -> None:
    people = addresses(MANY)
    await utility.subscribers(*people, "ana@example.com")
    for email in people:
        await utility.mail(email, GONE)
    await utility.later(minutes=1)
    assert await refused_addresses.keep_held("", utility.now) == MANY
    await utility.later(minutes=30)
    assert await utility.active() == MANY + 1
    await utility.mail("ana@example.com", GONE)
    await utility.later(minutes=30)
    assert await utility.active() == MANY, "one that is no more ends as before"
    assert len(await utility.to_staff()) == 1


async def test_the_staff_ends_them(utility: Utility) -> None:
    people = addresses(MANY)
    await utility.subscribers(*people)
    for email in people:
        await utility.mail(email, GONE)
    await utility.later(minutes=1)
    assert await refused_addresses.end_held("", address_refused(), utility.now) == MANY
    assert await utility.active() == 0
    assert await utility.told() == MANY
    await utility.later(minutes=30)
    assert len(await utility.to_staff()) == 1


async def test_one_providers_wave_among_many_mails_is_seen(utility: Utility) -> None:
    theirs = addresses(MANY_OF_ONE_DOMAIN, "provider.example")
    await utility.subscribers(*theirs)
    for email in addresses(300):
        await utility.mail(email)
    for email in theirs:
        await utility.mail(email, GONE)
    await utility.later(hours=1)
    assert await utility.active() == len(theirs)
    [mail] = await utility.to_staff()
    assert "provider.example" in mail


async def test_a_few_among_many_mails_are_no_wave(utility: Utility) -> None:
    gone = addresses(MANY)
    await utility.subscribers(*gone)
    for email in addresses(25 * MANY):
        await utility.mail(email)
    for email in gone:
        await utility.mail(email, GONE)
    await utility.later(hours=1)
    assert await utility.active() == 0
    assert await utility.to_staff() == []


async def test_as_many_over_days_are_no_wave(utility: Utility) -> None:
    gone = addresses(MANY, "example.com")
    await utility.subscribers(*gone)
    for email in gone:
        await utility.mail(email, GONE)
        await utility.later(hours=5)
    assert await utility.active() == 0
    assert await utility.to_staff() == []


async def test_when_a_relay_takes_none_of_our_mails_the_staff_is_told_once_a_day(
    utility: Utility,
) -> None:
    people = addresses(MANY)
    await utility.subscribers(*people)
    for email in people[1:]:
        await utility.mail(email, Verdict.SENDER_BLAMED)
    counting = FailingMails(lambda: utility.now, STAFF)
    await counting.run_once()
    assert await utility.told_of_failing_mails() == []
    await utility.mail(people[0], Verdict.SENDER_BLAMED)
    for _ in range(3):
        await counting.run_once()
    [mail] = await utility.told_of_failing_mails()
    assert "20 de 20" in mail
    await utility.later(hours=1)
    assert await utility.active() == MANY
    utility.now += timedelta(days=1)
    await counting.run_once()
    assert len(await utility.told_of_failing_mails()) == 1, "nothing failed that day"


async def test_a_note_is_no_mail(utility: Utility) -> None:
    fallback = DeliveryFallback(StoredDesk(), lambda: utility.now)
    [note] = [Owed(1, address_refused(), 5, 0, "n")]
    await fallback.mail_refused(note, GONE, "?")
    await fallback.mail_delayed(note, Verdict.MAILBOX_FULL, "?")
    assert await utility.told() == 0
