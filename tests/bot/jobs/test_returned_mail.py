"""A notice that comes back: from a real IMAP mailbox to the ledger, the subscription, the chat."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.delivery_fallback import DeliveryFallback
from bot.jobs.returned_mail import ReturnedMailJob
from domain.digital_invoice import latest_notice_day
from domain.notice_proof import Outcome
from domain.outbox import Owed
from outbox.mail_names import MailNames
from outbox.returned import ReturnedMailbox
from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.notices import refused_addresses
from storage.notices.ledger import StoredLedger
from storage.notices.planning import plan_notices
from storage.notices.proof import proof_of
from storage.outbox import StoredOutbox
from tests.bot.subscriber import CHAT, EMAIL, RECEIPT, add_subscriber, at
from tests.outbox.imap_server import ImapServer, imap_server
from tests.outbox.letters import answer, plain, report
from texts.digital_invoice.subscription import address_refused

NOW = at(24, 12)


@dataclass(frozen=True)
class House:
    mailbox: ImapServer
    returned: ReturnedMailJob
    sent: Owed

    @property
    def name(self) -> str:
        return self.returned.names.of(self.sent)

    async def notice(self) -> tuple[bool, str]:
        """Whether the notice counts as failed, and why."""
        proof = await proof_of(RECEIPT)
        assert proof is not None
        [notice] = proof.notices
        return notice.outcome is Outcome.RETURNED, notice.reason

    async def run_once(self) -> None:
        """Look into the mailbox, and act on refusals that waited."""
        await self.returned.run_once()
        await refused_addresses.end_due(NOW, address_refused(), NOW)

    async def subscribed(self) -> bool:
        return await tables.Subscription.filter(suspended_on__isnull=True).exists()

    async def told(self) -> list[str]:
        """What the subscriber is told in her chat."""
        items = tables.OutboxItem.filter(chat_id=CHAT)
        return [item.content async for item in items]


@pytest.fixture
async def house(upgraded_database_url: str) -> AsyncIterator[House]:
    """A subscriber's notice went out by mail, and the mailbox is empty."""
    async with open_database(upgraded_database_url), imap_server() as mailbox:
        await add_subscriber(due=at(30, 9).date(), chat=True)
        assert latest_notice_day(at(30, 9).date()) >= NOW.date()
        await plan_notices(NOW)
        [sent] = await StoredOutbox().claim(10, NOW)
        await StoredOutbox().settle(sent.id, NOW)
        returned = ReturnedMailJob(
            ReturnedMailbox(mailbox.url),
            StoredOutbox(),
            MailNames("secreto"),
            DeliveryFallback(StoredDesk(), lambda: NOW).mail_refused,
            lambda: NOW,
        )
        yield House(mailbox, returned, sent)


@pytest.mark.parametrize("letter", [report, plain])
async def test_an_address_that_is_not_ends_the_digital_invoice_and_its_owner_is_told(
    house: House, letter: Callable[..., str]
) -> None:
    await house.mailbox.deliver(letter(house.name, to=EMAIL))
    await house.run_once()
    failed, reason = await house.notice()
    assert failed
    assert "5.1.1" in reason
    assert not await house.subscribed()
    [told] = await house.told()
    assert "papel" in told
    assert await house.mailbox.unread() == []
    [figures] = await StoredLedger().figures(NOW)
    assert (figures.sent, figures.failed, figures.waiting) == (0, 1, 0)


async def test_a_full_mailbox_fails_the_notice_and_ends_nothing(house: House) -> None:
    await house.mailbox.deliver(report(house.name, "5.2.2", "smtp; 552 5.2.2 mailbox full"))
    await house.run_once()
    assert await house.notice() == (True, "returned: smtp; 552 5.2.2 mailbox full 5.2.2")
    assert await house.subscribed()
    assert await house.told() == []


async def test_a_server_that_distrusts_us_fails_the_notice_and_ends_nothing(house: House) -> None:
    said = "smtp; 550 relay not permitted, user unknown"
    await house.mailbox.deliver(report(house.name, "5.0.0", said, to=EMAIL))
    await house.run_once()
    assert (await house.notice())[0]
    assert await house.subscribed()
    assert await house.told() == []


async def test_an_address_that_she_forwards_to_is_not_hers(house: House) -> None:
    await house.mailbox.deliver(report(house.name, to="otra@example.org"))
    await house.run_once()
    assert (await house.notice())[0]
    assert await house.subscribed()


async def test_a_letter_delivered_twice_is_dealt_with_once(house: House) -> None:
    await house.mailbox.deliver(report(house.name, to=EMAIL))
    await house.run_once()
    await house.mailbox.deliver(report(house.name, to=EMAIL))
    await house.run_once()
    assert len(await house.told()) == 1


async def test_who_invents_a_name_ends_nothing(house: House) -> None:
    invented = MailNames("otro secreto").of(house.sent)
    await house.mailbox.deliver(report(invented), answer(house.name), "Subject: hola\n\nhola\n")
    await house.run_once()
    assert await house.notice() == (False, "")
    assert await house.subscribed()
    assert len(await house.mailbox.unread()) == 3, "what is not ours is left for people to read"


async def test_a_letter_that_can_not_be_read_does_not_stop_the_others(house: House) -> None:
    nobodys = f"Subject: ?\n\nMessage-ID: <{house.name}@example.org>\n"
    await house.mailbox.deliver(nobodys, report(house.name, to=EMAIL))
    await house.run_once()
    assert (await house.notice())[0]
    assert await house.mailbox.unread() == ["?"]


async def test_a_mailbox_that_is_away_is_looked_into_again(house: House) -> None:
    over = asyncio.Event()
    away = ReturnedMailJob(
        ReturnedMailbox("imap://u:p@127.0.0.1:1/INBOX"),
        *(house.returned.outbox, house.returned.names, house.returned.on_refused),
        house.returned.clock,
    )
    looking = asyncio.create_task(away.run(over, every=0.01))
    await asyncio.sleep(0.1)
    assert not looking.done()
    over.set()
    await looking
