"""Getting in again and changing the e-mail, on both engines."""

from datetime import timedelta
from typing import Any

import pytest

from domain.access import LIFETIME, NewLink, Purpose
from domain.messages import Mail, Note, Open
from domain.office import Taken
from domain.recovery import MAILS_FOR_A_CHAT, MAILS_TO_AN_ADDRESS
from domain.subscriptions import Accepted
from storage import tables
from storage.desk import StoredDesk
from storage.notices.subscriptions import StoredSubscriptions
from storage.outbox import StoredOutbox
from storage.people.access import StoredAccess
from storage.people.recovery import StoredRecovery

NEW = "Nueva@Example.com"
HERE, ELSEWHERE = Note("Listo"), Note("Se cerró la sesión")


def mail(to: str = NEW) -> Mail:
    return Mail(to, "Confirmá", "Hola", Open("Confirmar", "https://example.com/x"))


def confirm(world: Any, token: str, chat_id: int = 1) -> NewLink:
    return NewLink(Purpose.CONFIRM, token, chat_id, world.now + LIFETIME[Purpose.CONFIRM])


async def change(world: Any, email: str = NEW, chat_id: int = 1, key: str = "change") -> None:
    await StoredRecovery().change_email(
        chat_id, email, confirm(world, f"token {key}", chat_id), mail(email), key=key, now=world.now
    )


async def notes(world: Any) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = {}
    for owed in await StoredOutbox().claim(50, world.now):
        if isinstance(owed.content, Note) and owed.chat_id is not None:
            found.setdefault(owed.chat_id, []).append(owed.content)
    return found


async def test_an_owner_is_found_by_the_address_in_any_spelling(world: Any) -> None:
    await world.user()
    found = await StoredRecovery().owner(" ANAPAZ@example.COM ")
    assert found is not None
    assert found.username == "anapaz"
    assert await StoredRecovery().owner("nadie@example.com") is None
    assert await StoredRecovery().home(found.id) == 1


async def test_an_address_gets_three_mails_an_hour(world: Any) -> None:
    recovery = StoredRecovery()
    for number in range(MAILS_TO_AN_ADDRESS):
        assert await recovery.may_mail("ana@example.com", number, key=f"k{number}", now=world.now)
    assert not await recovery.may_mail(" ANA@example.com", 9, key="k9", now=world.now)
    assert await recovery.may_mail("otra@example.com", 9, key="k10", now=world.now)
    later = world.now + timedelta(hours=1)
    assert await recovery.may_mail("ana@example.com", 9, key="k11", now=later)


async def test_a_chat_asks_for_six_mails_an_hour(world: Any) -> None:
    recovery = StoredRecovery()
    for number in range(MAILS_FOR_A_CHAT):
        to = f"ana{number}@example.com"
        assert await recovery.may_mail(to, 1, key=f"k{number}", now=world.now)
    assert not await recovery.may_mail("otra@example.com", 1, key="k", now=world.now)
    assert await recovery.may_mail("otra@example.com", 2, key="k2", now=world.now)


async def test_a_mail_asked_for_again_with_its_key_counts_once(world: Any) -> None:
    for _ in range(5):
        assert await StoredRecovery().may_mail("ana@example.com", 1, key="k", now=world.now)
    assert await tables.AskedMail.all().count() == 1


async def test_a_reset_tells_and_logs_out_the_other_chats(world: Any) -> None:
    user = await world.user()
    await tables.Chat.create(id=2, user_id=user)
    await notes(world)
    link = NewLink(Purpose.RESET, "reset", 3, world.now + LIFETIME[Purpose.RESET], user)
    await StoredDesk().open_link(link, mail("anapaz@example.com"), key="reset", now=world.now)
    told = Mail("anapaz@example.com", "Cambió", "Cambió tu contraseña")
    assert await StoredAccess().set_password(
        "reset", "another hash", HERE, world.now, elsewhere=ELSEWHERE, mail=told
    )
    owed = await StoredOutbox().claim(50, world.now)
    assert told in [one.content for one in owed]
    assert {one.chat_id: one.content for one in owed if isinstance(one.content, Note)} == {
        1: ELSEWHERE,
        2: ELSEWHERE,
        3: HERE,
    }
    assert [await world.office(chat).user() is not None for chat in (1, 2, 3)] == [
        False,
        False,
        True,
    ]


async def test_a_reset_from_a_chat_that_is_logged_in_tells_it_once(world: Any) -> None:
    user = await world.user()
    await notes(world)
    link = NewLink(Purpose.RESET, "reset", 1, world.now + LIFETIME[Purpose.RESET], user)
    await StoredDesk().open_link(link, None, key="reset", now=world.now)
    await StoredAccess().set_password("reset", "hash", HERE, world.now, elsewhere=ELSEWHERE)
    assert await notes(world) == {1: [HERE]}
    assert await world.office(1).user() is not None


async def test_until_it_is_confirmed_everything_stays_as_it_is(world: Any) -> None:
    await world.user()
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    await change(world)
    user = await world.office().user()
    assert user is not None
    assert user.email == "anapaz@example.com"
    assert await world.office().pending_user() is None
    assert await StoredAccess().credentials("anapaz") is not None
    assert len(await world.office().linked_accounts()) == 1


async def test_once_confirmed_the_new_user_takes_the_place_of_the_old(world: Any) -> None:
    old = await world.user()
    await tables.Chat.create(id=2, user_id=old)
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    accepted = Accepted("0001", "v1", True, False)
    await StoredSubscriptions().subscribe(
        1, accepted, mail("anapaz@example.com"), key="s", now=world.now
    )
    await notes(world)
    await change(world)
    opened = await StoredAccess().open_link("token change", world.now)
    assert opened is not None
    assert opened.replaces is not None
    assert opened.replaces.email == "anapaz@example.com"
    assert opened.user is not None
    assert (opened.user.email, opened.user.username) == (NEW, "anapaz")

    new = await StoredAccess().set_password(
        "token change", "a new hash", HERE, world.now, elsewhere=ELSEWHERE
    )
    assert new is not None
    assert await notes(world) == {1: [HERE], 2: [ELSEWHERE]}
    user = await world.office().user()
    assert user is not None
    assert (user.id, user.email, user.username) == (new.id, NEW, "anapaz")
    assert await world.office(2).user() is None
    assert [one.number for one in await world.office().linked_accounts()] == ["0001"]
    subscription = await world.office().subscription("0001")
    assert subscription is not None
    assert (subscription.active, subscription.mine) == (True, True)
    assert await StoredAccess().credentials("anapaz@example.com") is None
    for name in ("anapaz", NEW):
        found = await StoredAccess().credentials(name)
        assert found is not None
        assert found[1] == "a new hash"
    assert await tables.User.all().count() == 1
    assert not await world.office(3).email_taken("anapaz@example.com"), "it is free again"


async def test_a_second_change_replaces_the_first(world: Any) -> None:
    await world.user()
    await change(world, key="first")
    await change(world, "tercera@example.com", key="second")
    assert await StoredAccess().open_link("token first", world.now) is None
    assert await StoredAccess().open_link("token second", world.now) is not None
    assert await tables.User.all().count() == 2


async def test_a_change_repeated_with_its_key_is_one(world: Any) -> None:
    await world.user()
    await change(world)
    await change(world)
    assert await tables.User.all().count() == 2
    assert [owed.key for owed in await StoredOutbox().claim(50, world.now)].count("change") == 1


async def test_somebody_elses_address_is_refused_and_nothing_is_owed(world: Any) -> None:
    await world.user()
    await world.user(2, "beto")
    await notes(world)
    with pytest.raises(Taken):
        await change(world, "BETO@example.com")
    assert await StoredOutbox().claim(50, world.now) == ()
