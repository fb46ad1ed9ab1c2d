"""Mails that come back: what a letter says, and its mailbox on a real IMAP server."""

import asyncio
from collections.abc import AsyncIterator
from email import message_from_string

import pytest

from domain.messages import Mail
from domain.outbox import Owed
from outbox.mail_names import MailNames, names_in
from outbox.returned import MailboxAway, Returned, ReturnedMailbox, read_returned
from tests.outbox.imap_server import ImapServer, imap_server
from tests.outbox.letters import answer, plain, report

NAME = "123.0123456789abcdef0123456789abcdef"
ITEM = Owed(7, Mail("ana@example.net", "Hola", "Hola"), None, 0, "notice:1")


def read(letter: str) -> Returned | None:
    return read_returned(message_from_string(letter))


@pytest.mark.parametrize("letter", [report(NAME), plain(NAME)])
def test_a_returned_mail_names_the_mail_and_blames_its_address(letter: str) -> None:
    returned = read(letter)
    assert returned is not None
    assert returned.names == {123: NAME}
    assert returned.address_at_fault
    assert returned.reason.startswith("returned: ")
    assert "5.1.1" in returned.reason
    assert "ana@" not in returned.reason


@pytest.mark.parametrize(
    ("status", "diagnosis"),
    [
        ("5.2.2", "smtp; 552 5.2.2 mailbox full"),
        ("5.7.1", "smtp; 550-5.7.1 looks like unsolicited mail"),
        ("5.0.0", "smtp; 554 5.7.1 Client host [192.0.2.1] blocked"),
        ("4.4.7", "smtp; delivery time expired"),
        ("5.3.4", "smtp; 552 5.3.4 message too big"),
    ],
)
def test_a_mail_may_come_back_by_no_fault_of_its_address(status: str, diagnosis: str) -> None:
    returned = read(report(NAME, status, diagnosis))
    assert returned is not None
    assert not returned.address_at_fault


@pytest.mark.parametrize(
    ("status", "diagnosis"),
    [
        ("5.0.0", "smtp; 550 Unknown user"),
        ("5.4.4", "x-exchange; host not found"),
        ("5.1.10", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
        ("5.5.0", "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable"),
    ],
)
def test_servers_say_in_many_ways_that_there_is_no_such_address(
    status: str, diagnosis: str
) -> None:
    returned = read(report(NAME, status, diagnosis))
    assert returned is not None
    assert returned.address_at_fault


def test_a_mail_that_is_only_delayed_has_not_come_back() -> None:
    assert read(report(NAME, "4.4.1", "smtp; 451 busy", action="delayed")) is None


@pytest.mark.parametrize(
    "letter", [answer(NAME), report("otra-cosa"), "Subject: hola\n\nhola\n", ""]
)
def test_other_letters_are_no_returned_mails(letter: str) -> None:
    assert read(letter) is None


def test_a_mail_has_one_name_and_a_name_can_not_be_invented() -> None:
    names = MailNames("secreto")
    assert names.of(ITEM) == names.of(ITEM)
    assert names.of(ITEM) != MailNames("otro").of(ITEM)
    assert names_in(f"<{names.of(ITEM)}@example.org>".encode()) == {7: names.of(ITEM)}


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with imap_server() as running:
        yield running


async def test_letters_are_fetched_and_stay_unread_until_marked(server: ImapServer) -> None:
    await server.deliver(report(NAME), answer(NAME))
    mailbox = ReturnedMailbox(server.url)
    first, second = await mailbox.unread()
    assert first.message["Subject"] == "Undelivered Mail Returned to Sender"
    assert [one.uid for one in await mailbox.unread()] == [first.uid, second.uid]
    await mailbox.mark_read([first])
    assert await server.unread() == ["Re: Factura nueva"]
    assert await mailbox.unread([second.uid]) == ()


async def test_a_wrong_password_is_told_without_repeating_it(server: ImapServer) -> None:
    with pytest.raises(MailboxAway) as away:
        await ReturnedMailbox(server.url.replace("clave", "llave")).unread()
    assert "llave" not in str(away.value)


async def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(MailboxAway):
        await ReturnedMailbox("imap://u:p@127.0.0.1:1/INBOX").unread()


async def test_a_server_that_speaks_in_the_clear_is_not_trusted_with_tls(
    server: ImapServer,
) -> None:
    with pytest.raises(MailboxAway):
        async with asyncio.timeout(30):
            await ReturnedMailbox(server.url.replace("imap://", "imaps://")).unread()
