"""Announcements: whom they reach, once; and what a chat wants to be told."""

from datetime import datetime, timedelta

import pytest

from domain.announcements import Announced, To
from domain.clock import ZONE
from domain.messages import Mail, Note
from domain.notices import Channel, Wishes
from storage import tables
from storage.desk import StoredDesk
from storage.notices.announcements import (
    UnknownAccounts,
    announce,
    announced,
    fall_back_to_mail,
    recipients,
)
from storage.outbox import StoredOutbox
from tests.storage.conftest import NOON, World


@pytest.fixture
async def town(world: World) -> World:
    """Ana in chat 1 with account 0001, linked and subscribed; Luz in chat 2, with nothing."""
    await world.account("0001")
    ana = await world.user(1, "anapaz")
    await world.user(2, "luzdiaz")
    await tables.LinkedAccount.create(
        user_id=ana, account_id="0001", linked_at=NOON, last_used_at=NOON
    )
    await tables.Subscription.create(
        account_id="0001",
        user_id=ana,
        accepted_at=NOON,
        terms_version="1",
        by_email=True,
        by_telegram=True,
    )
    await tables.OutboxItem.all().delete()
    return world


async def chats(to: To, *accounts: str) -> list[int | None]:
    return [one.chat_id for one in await recipients(to, accounts)]


async def test_it_goes_to_all_to_the_subscribers_or_to_the_people_of_accounts(
    town: World,
) -> None:
    assert await chats(To.ALL) == [1, 2]
    assert await chats(To.SUBSCRIBERS) == [1]
    assert await chats(To.ACCOUNTS, "0001") == [1]


async def test_accounts_that_do_not_exist_are_named(town: World) -> None:
    with pytest.raises(UnknownAccounts, match="9999"):
        await recipients(To.ACCOUNTS, ["0001", "9999"])


async def test_each_person_is_told_once_after_everything_else(town: World) -> None:
    people = await recipients(To.ALL)
    assert await announce("Corte", "Mañana *no* hay agua <b>", people, NOON) == 2
    assert await announce("Corte", "Mañana *no* hay agua <b>", people, NOON) == 0
    await StoredOutbox().plan(Note("propio"), key="own", now=NOON, chat_id=9)
    own, *rest = await StoredOutbox().claim(10, NOON)
    assert own.key == "own"
    assert [one.chat_id for one in rest] == [1, 2]
    assert isinstance(rest[0].content, Note)
    assert "Mañana <b>no</b> hay agua &lt;b&gt;" in rest[0].content.html


async def test_whom_telegram_cannot_reach_gets_the_mail(town: World) -> None:
    await tables.Chat.filter(id=2).update(blocked_at=NOON)
    await announce("Corte", "Mañana no hay agua", await recipients(To.ALL), NOON)
    note, mail = await StoredOutbox().claim(10, NOON)
    assert note.chat_id == 1
    assert isinstance(mail.content, Mail)
    assert mail.content.to == "luzdiaz@example.com"


async def test_a_note_that_found_the_chat_blocked_is_followed_by_a_mail_once(town: World) -> None:
    await announce("Corte", "Mañana *no* hay agua", await recipients(To.SUBSCRIBERS), NOON)
    [note] = await StoredOutbox().claim(10, NOON)
    await StoredOutbox().give_up(note.id, NOON, "403")
    assert await fall_back_to_mail(note.key, NOON)
    assert not await fall_back_to_mail(note.key, NOON)
    [mail] = await StoredOutbox().claim(10, NOON)
    assert isinstance(mail.content, Mail)
    assert (mail.content.to, mail.content.subject) == ("anapaz@example.com", "Corte")
    assert not await fall_back_to_mail(mail.key, NOON)
    assert not await fall_back_to_mail("reminder:1:1", NOON)


async def test_the_figures_tell_how_each_announcement_stands(town: World) -> None:
    later = NOON + timedelta(hours=1)
    await announce("Corte", "Mañana no hay agua", await recipients(To.ALL), NOON, by_email=True)
    await announce("Términos", "Cambian", await recipients(To.SUBSCRIBERS), later)
    for one in await StoredOutbox().claim(10, NOON):
        if one.chat_id == 1:
            await StoredOutbox().settle(one.id, NOON)
        elif one.chat_id == 2:
            await StoredOutbox().give_up(one.id, NOON, "403")
    assert await announced() == (
        Announced("Términos", later, Channel.TELEGRAM, planned=1, sent=0, failed=0),
        Announced("Corte", NOON, Channel.TELEGRAM, planned=2, sent=1, failed=1),
        Announced("Corte", NOON, Channel.EMAIL, planned=2, sent=0, failed=0),
    )


async def test_at_night_chats_are_left_in_peace(town: World) -> None:
    night = datetime(2026, 11, 24, 23, tzinfo=ZONE)
    await announce("Corte", "Mañana no hay agua", await recipients(To.ALL), night)
    assert await StoredOutbox().claim(10, night) == ()
    assert len(await StoredOutbox().claim(10, datetime(2026, 11, 25, 8, tzinfo=ZONE))) == 2


async def test_a_chat_keeps_what_it_wants_to_be_told(town: World) -> None:
    assert await town.office(1).notice_wishes() == Wishes()
    await StoredDesk().set_notice_wishes(1, Wishes(reminders=True, at_night=True))
    assert await town.office(1).notice_wishes() == Wishes(reminders=True, at_night=True)
    assert await town.office(2).notice_wishes() == Wishes()
