"""Who holds an account: unlinking, newcomers, objections and what the staff decides."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.account_guard import NewcomerAlert
from domain.claims import NewClaim
from domain.messages import Mail, Note
from storage import tables
from storage.accounts.guard import StoredAccountGuard
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.outbox import StoredOutbox

CLAIM = NewClaim("access", "No lo reconozco", "Ana Paz", "ana@example.com")
CAME = NewcomerAlert(Note("Otra persona"), Mail("", "Otra persona", "Vino"))


def paused(number: int) -> NewcomerAlert:
    return NewcomerAlert(Note(f"En pausa {number}"), Mail("", f"En pausa {number}", "Perdón"))


def decided(account: str) -> NewcomerAlert:
    return NewcomerAlert(Note(f"Revisada {account}"), Mail("", "Revisada", "Listo"))


@pytest.fixture
async def town(world: Any) -> Any:
    """Ana (chat 1) holds 0001; Luis (chat 2) links it a day later. Earlier notes are settled."""
    await world.account("0001")
    await world.account("0002")
    await world.user(1, "anapaz")
    await world.user(2, "luis")
    await owed(world.now)
    desk = StoredDesk()
    await desk.link_account(1, "0001", world.now, CAME)
    await desk.link_account(2, "0001", world.now + timedelta(days=1), CAME)
    return world


async def owed(now: datetime) -> list[tuple[int | str | None, str]]:
    """To whom something is owed, and what; it is settled by this."""
    items = await StoredOutbox().claim(100, now + timedelta(days=9))
    for item in items:
        await StoredOutbox().settle(item.id, now)
    return [
        (item.chat_id, item.content.html)
        if isinstance(item.content, Note)
        else (item.content.to, item.content.subject)
        for item in items
    ]


async def link_of(chat_id: int) -> int:
    row = await tables.LinkedAccount.get(user__chats__id=chat_id, account_id="0001")
    return int(row.id)


async def freeze(town: Any, chat_id: int, link: int) -> int | None:
    return await StoredAccountGuard().freeze(chat_id, "0001", link, CLAIM, paused, town.now)


async def test_holders_are_told_of_a_newcomer_once(town: Any) -> None:
    assert await owed(town.now) == [(1, "Otra persona")]
    await StoredDesk().link_account(2, "0001", town.now + timedelta(days=2), CAME)
    assert await owed(town.now) == []


async def test_a_holder_who_is_in_no_chat_is_told_by_mail(town: Any) -> None:
    await owed(town.now)
    await StoredDesk().log_out(1)
    await town.user(3, "rosa")
    await owed(town.now)
    await StoredDesk().link_account(3, "0001", town.now + timedelta(days=2), CAME)
    assert sorted(await owed(town.now), key=str) == [
        ("anapaz@example.com", "Otra persona"),
        (2, "Otra persona"),
    ]


async def test_an_objection_freezes_the_link_and_leaves_a_claim(town: Any) -> None:
    await owed(town.now)
    [newcomer] = await town.office(1).newcomers("0001")
    assert newcomer.linked_at == town.now + timedelta(days=1)

    number = await freeze(town, 1, newcomer.link)

    assert number is not None
    assert await town.office(2).linked_accounts() == ()
    assert await town.office(2).frozen("0001")
    assert await town.office(1).newcomers("0001") == ()
    assert [one.number for one in await town.office(1).linked_accounts()] == ["0001"]
    assert await owed(town.now) == [(2, f"En pausa {number}")]
    claim = await StoredClaims().one(number)
    assert claim is not None
    assert (claim.text, claim.closed_at) == (CLAIM.text, None)


async def test_objecting_again_changes_nothing(town: Any) -> None:
    link = await link_of(2)
    first = await freeze(town, 1, link)
    await owed(town.now)
    assert await freeze(town, 1, link) == first
    assert await owed(town.now) == []
    assert await tables.Claim.all().count() == 1


async def test_only_those_who_came_before_may_object(town: Any) -> None:
    assert await freeze(town, 2, await link_of(1)) is None, "the newcomer against the first"
    assert await freeze(town, 1, await link_of(1)) is None, "against oneself"
    await town.user(3, "rosa")
    assert await freeze(town, 3, await link_of(2)) is None, "who doesn't hold the account"
    await StoredDesk().link_account(1, "0002", town.now)
    assert await StoredAccountGuard().freeze(
        1, "0002", await link_of(2), CLAIM, paused, town.now
    ) is None, "a link to another account"  # fmt: skip
    assert not await town.office(2).frozen("0001")
    assert await tables.Claim.all().count() == 0


async def test_who_is_frozen_may_not_object_nor_unlink_nor_hear_of_others(town: Any) -> None:
    await freeze(town, 1, await link_of(2))
    await town.user(3, "rosa")
    await owed(town.now)
    await StoredDesk().link_account(3, "0001", town.now + timedelta(days=2), CAME)
    assert await owed(town.now) == [(1, "Otra persona")]
    assert await freeze(town, 2, await link_of(3)) is None
    await StoredDesk().unlink_account(2, "0001", town.now)
    assert await town.office(2).frozen("0001"), "leaving is no way round the freeze"


@pytest.mark.parametrize("keep", [True, False])
async def test_the_staff_decides(town: Any, keep: bool) -> None:
    link = await link_of(2)
    await freeze(town, 1, link)
    await owed(town.now)
    assert await StoredAccountGuard().decide(link, keep, decided, town.now)
    assert await owed(town.now) == [(2, "Revisada 0001")]
    assert bool(await town.office(2).linked_accounts()) is keep
    assert not await town.office(2).frozen("0001")
    assert not await StoredAccountGuard().decide(link, keep, decided, town.now), "once"


async def test_there_is_nothing_to_decide_about_a_link_nobody_objected_to(town: Any) -> None:
    assert not await StoredAccountGuard().decide(await link_of(2), False, decided, town.now)
    assert len(await town.office(2).linked_accounts()) == 1


async def test_unlinking_takes_the_account_from_this_user_only(town: Any) -> None:
    await StoredDesk().unlink_account(2, "0001", town.now)
    assert await town.office(2).linked_accounts() == ()
    assert len(await town.office(1).linked_accounts()) == 1
    await StoredDesk().link_account(2, "0001", town.now + timedelta(days=3))
    assert len(await town.office(2).linked_accounts()) == 1


async def test_unlinking_ends_the_users_own_digital_invoice(town: Any) -> None:
    for username, account in (("anapaz", "0001"), ("anapaz", "0002")):
        await tables.Subscription.create(
            account_id=account,
            user=await tables.User.get(username_key=username),
            accepted_at=town.now,
            terms_version="1",
            by_email=True,
            by_telegram=False,
        )
    assert await town.office(2).own_subscription("0001") is None
    assert await town.office(1).own_subscription("0001") is not None

    await StoredDesk().unlink_account(2, "0001", town.now)
    assert await tables.Subscription.filter(suspended_on__isnull=True).count() == 2
    await StoredDesk().unlink_account(1, "0001", town.now)
    [ended] = await tables.Subscription.filter(suspended_on__isnull=False)
    assert (ended.account_id, ended.suspended_on) == ("0001", town.now.date())


async def test_who_is_not_logged_in_unlinks_nothing(town: Any) -> None:
    await StoredDesk().unlink_account(99, "0001", town.now)
    assert await tables.LinkedAccount.all().count() == 2


async def test_two_who_object_at_once_leave_one_claim(town: Any) -> None:
    await town.user(3, "rosa")
    await StoredDesk().link_account(3, "0001", town.now + timedelta(hours=1))
    await owed(town.now)
    link = await link_of(2)
    first, second = await asyncio.gather(freeze(town, 1, link), freeze(town, 3, link))
    assert first == second is not None
    assert await owed(town.now) == [(2, f"En pausa {first}")]
