"""The mailbox of mails that come back, on a real IMAP server."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.messages import Mail
from domain.outbox import Owed
from outbox.mail_names import MailNames, names_in
from outbox.returned import MailboxAway, ReturnedMailbox
from tests.outbox.imap_server import ImapServer, imap_server
from tests.outbox.letters import answer, report

NAME = "123.0123456789abcdef0123456789abcdef"
ITEM = Owed(7, Mail("ana@example.net", "Hola", "Hola"), None, 0, "notice:1")


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
