"""Who waits in a chat for a mail with a link is told when it can't be delivered; nobody else is."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.delivery_fallback import LATE_AFTER, DeliveryFallback
from domain.access import NewLink, Purpose
from domain.messages import Mail, Note
from domain.outbox import Owed
from domain.outcomes import NewUser
from outbox.mail_answers import Verdict
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.outbox import StoredOutbox
from storage.people.access import StoredAccess
from storage.people.recovery import StoredRecovery
from tests.bot.subscriber import at

pytestmark = pytest.mark.slow

NOW = at(24, 12)
HERS, A_STRANGERS = 77, 88
ANA = "ana@example.net"
NEW_USER = NewUser("Ana", "Paz", "30111222", ANA, "ana.paz")


def mail(to: str = ANA) -> Mail:
    return Mail(to, "Confirmá", "Hola")


def link(purpose: Purpose, token: str, chat: int, user: int | None = None) -> NewLink:
    return NewLink(purpose, token, chat, datetime(2027, 1, 1, tzinfo=NOW.tzinfo), user)


async def notes() -> list[tuple[int | None, str]]:
    """What is owed to chats."""
    owed = await StoredOutbox().claim(50, NOW)
    return [(one.chat_id, one.content.html) for one in owed if isinstance(one.content, Note)]


def owed(key: str, to: str = ANA, attempts: int = 0) -> Owed:
    return Owed(1, mail(to), None, attempts, key)


@pytest.fixture
async def fallback(upgraded_database_url: str) -> AsyncIterator[DeliveryFallback]:
    """Ana registered in her chat, and has not confirmed."""
    async with open_database(upgraded_database_url):
        await StoredDesk().register(
            HERS, NEW_USER, link(Purpose.CONFIRM, "a", HERS), mail(), key="register", now=NOW
        )
        yield DeliveryFallback(StoredDesk(), lambda: NOW)


async def confirm(token: str = "a") -> int:
    user = await StoredAccess().set_password(token, "a hash", Note("Listo"), NOW)
    assert user is not None
    await StoredOutbox().claim(50, NOW)
    return user.id


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.ADDRESS_GONE, "esa dirección no existe"),
        (Verdict.MAILBOX_FULL, "está llena"),
        (Verdict.SENDER_BLAMED, "Puede que la dirección esté bien"),
        (Verdict.UNKNOWN, "No pude entregar el mail"),
    ],
)
async def test_who_registers_is_told_in_the_chat_why_the_mail_does_not_come(
    fallback: DeliveryFallback, verdict: Verdict, words: str
) -> None:
    for _ in range(2):
        await fallback.mail_refused(owed("register"), verdict, "550")
    [(chat, told)] = await notes()
    assert chat == HERS
    assert words in told
    assert ANA in told
    assert "Corregir mis datos" in told


async def test_a_full_mailbox_is_told_at_once_and_a_delay_after_some_tries(
    fallback: DeliveryFallback,
) -> None:
    await fallback.mail_delayed(owed("register"), Verdict.TEMPORARY, "451")
    await fallback.mail_delayed(owed("register", attempts=LATE_AFTER - 1), Verdict.TEMPORARY, "451")
    assert await notes() == []
    await fallback.mail_delayed(owed("register"), Verdict.MAILBOX_FULL, "552")
    [(_, told)] = await notes()
    assert "está llena" in told
    assert "tres días" in told


async def test_a_long_delay_is_told_once(fallback: DeliveryFallback) -> None:
    for attempts in range(LATE_AFTER, LATE_AFTER + 3):
        await fallback.mail_delayed(owed("register", attempts=attempts), Verdict.TEMPORARY, "451")
    [(chat, told)] = await notes()
    assert chat == HERS
    assert "Todavía no pude" in told


async def test_who_changes_the_address_is_told_where_she_is_logged_in(
    fallback: DeliveryFallback,
) -> None:
    await confirm()
    new = "nueva@example.net"
    await StoredRecovery().change_email(
        HERS, new, link(Purpose.CONFIRM, "b", HERS), mail(new), key="change", now=NOW
    )
    await fallback.mail_refused(owed("change", new), Verdict.ADDRESS_GONE, "550")
    [(chat, told)] = await notes()
    assert chat == HERS
    assert new in told
    assert "Corregir mi correo" in told


async def test_a_stranger_who_asks_about_an_address_learns_nothing(
    fallback: DeliveryFallback,
) -> None:
    user = await confirm()
    desk = StoredDesk()
    await desk.open_link(link(Purpose.RESET, "c", A_STRANGERS, user), mail(), key="theirs", now=NOW)
    for verdict in Verdict:
        await fallback.mail_refused(owed("theirs"), verdict, "550")
        await fallback.mail_delayed(owed("theirs", attempts=LATE_AFTER), verdict, "451")
    assert await notes() == []


async def test_a_stranger_who_asks_about_an_unconfirmed_address_learns_nothing(
    fallback: DeliveryFallback,
) -> None:
    home = await StoredRecovery().home(1)
    assert home == HERS
    user = await StoredRecovery().owner(ANA)
    assert user is not None
    await StoredDesk().open_link(
        link(Purpose.CONFIRM, "d", A_STRANGERS, user.id), mail(), key="theirs", now=NOW
    )
    await fallback.mail_refused(owed("theirs"), Verdict.ADDRESS_GONE, "550")
    assert [chat for chat, _ in await notes()] == [HERS]


async def test_who_recovers_in_the_chat_that_registered_is_told(
    fallback: DeliveryFallback,
) -> None:
    user = await confirm()
    await StoredDesk().open_link(link(Purpose.RESET, "e", HERS, user), mail(), key="hers", now=NOW)
    await fallback.mail_refused(owed("hers"), Verdict.ADDRESS_GONE, "550")
    [(chat, told)] = await notes()
    assert chat == HERS
    assert "no existe" in told


async def test_mails_that_nobody_waits_for_tell_nobody(fallback: DeliveryFallback) -> None:
    await confirm()
    await fallback.mail_refused(owed("register"), Verdict.ADDRESS_GONE, "550")
    await fallback.mail_refused(owed("notice:1"), Verdict.ADDRESS_GONE, "550")
    assert await notes() == []
