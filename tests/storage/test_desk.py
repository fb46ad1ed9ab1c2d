"""Deeds at the desk: each is done once, whatever is repeated or races."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.access import LIFETIME, NewLink, Purpose
from domain.interest import AppliedRate
from domain.invoices import Period
from domain.messages import Mail, Note, Open
from domain.office import Taken
from domain.outcomes import NewUser
from domain.vouchers import Voucher, VoucherKind, VoucherLine
from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.outbox import StoredOutbox
from storage.people.access import StoredAccess

ANA = NewUser("Ana", "Paz", "30111222", "Ana.Paz@Example.com", "anapaz", "+5493834123456")
VOUCHER = Voucher(
    VoucherKind.OVERDUE_INVOICES,
    "0001",
    date(2026, 11, 30),
    (
        VoucherLine(
            "00012-00345678", date(2026, 9, 1), Decimal("1000.10"), Period(2026, 4), 90,
            Decimal("111.07"),
        ),
    ),
    AppliedRate(Decimal("45.0000"), Decimal("45.0")),
)  # fmt: skip


def mail(to: str = ANA.email, url: str = "https://example.com/1") -> Mail:
    return Mail(to, "Confirmá tu correo", "Hola", Open("Confirmar", url))


def link(world: Any, token: str, chat_id: int = 1, purpose: Purpose = Purpose.CONFIRM) -> NewLink:
    return NewLink(purpose, token, chat_id, world.now + LIFETIME[purpose])


async def register(world: Any, who: NewUser = ANA, chat_id: int = 1, key: str = "r1") -> None:
    await StoredDesk().register(
        chat_id, who, link(world, f"token {key}", chat_id), mail(who.email), key=key, now=world.now
    )


async def test_registering_keeps_the_user_the_link_and_the_mail(world: Any) -> None:
    await register(world)
    pending = await world.office().pending_user()
    assert pending is not None
    assert (pending.email, pending.username, pending.confirmed) == (ANA.email, "anapaz", False)
    opened = await StoredAccess().open_link("token r1", world.now)
    assert opened is not None
    assert (opened.purpose, opened.chat_id, opened.user) == (Purpose.CONFIRM, 1, pending)
    [owed] = await StoredOutbox().claim(10, world.now)
    assert (owed.content, owed.chat_id) == (mail(), None)
    assert await world.office().user() is None


async def test_registering_again_with_the_key_has_no_second_effect(world: Any) -> None:
    await register(world)
    before = await world.office().pending_user()
    await register(world)
    assert await world.office().pending_user() == before
    assert len(await StoredOutbox().claim(10, world.now)) == 1


async def test_a_chat_that_registers_anew_replaces_its_unconfirmed_user(world: Any) -> None:
    await register(world)
    await register(world, replace(ANA, email="otra@example.com"), key="r2")
    pending = await world.office().pending_user()
    assert pending is not None
    assert pending.email == "otra@example.com"
    assert await tables.User.all().count() == 1
    assert await StoredAccess().open_link("token r1", world.now) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(ANA, email=" ANA.PAZ@example.COM", username="otra"),
        replace(ANA, email="otra@example.com", username="ANAPAZ"),
    ],
)
async def test_a_taken_name_is_refused_and_nothing_is_owed(world: Any, other: NewUser) -> None:
    await register(world)
    with pytest.raises(Taken):
        await register(world, other, chat_id=2, key="r2")
    assert [owed.key for owed in await StoredOutbox().claim(10, world.now)] == ["r1"]
    assert await world.office(2).pending_user() is None


async def test_an_address_is_not_held_by_who_never_confirmed_it(world: Any) -> None:
    await register(world, chat_id=666, key="squatter")
    world.now += LIFETIME[Purpose.CONFIRM]
    assert not await world.office().email_taken(ANA.email)
    await register(world, chat_id=1, key="owner")
    assert await world.office(1).pending_user() is not None
    assert await world.office(666).pending_user() is None


async def test_of_many_that_register_the_same_address_one_wins(database: str, world: Any) -> None:
    async def one(chat_id: int) -> bool:
        async with open_database(database):
            try:
                await register(world, chat_id=chat_id, key=f"r{chat_id}")
            except Taken:
                return False
        return True

    won = await asyncio.gather(*(one(chat) for chat in range(1, 5)))
    assert sum(won) == 1
    assert len(await StoredOutbox().claim(10, world.now)) == 1


async def test_a_later_link_of_the_same_purpose_replaces_the_earlier(world: Any) -> None:
    desk, access = StoredDesk(), StoredAccess()
    for number in (1, 2):
        await desk.open_link(
            link(world, f"log in {number}", purpose=Purpose.LOG_IN), None,
            key=f"k{number}", now=world.now,
        )  # fmt: skip
    await desk.open_link(
        link(world, "of another", 2, Purpose.LOG_IN), None, key="k3", now=world.now
    )
    assert await access.open_link("log in 1", world.now) is None
    assert await access.open_link("log in 2", world.now) is not None
    assert await access.open_link("of another", world.now) is not None


async def test_the_mail_of_a_repeated_deed_keeps_its_link_alive(world: Any) -> None:
    """The mail that goes out is the first one; so its link has to be the one that works."""
    await register(world)
    user = await world.office().pending_user()
    for token in ("first", "second"):
        again = replace(link(world, token), user_id=user.id)
        await StoredDesk().open_link(
            again, mail(url=f"https://example.com/{token}"), key="resend", now=world.now
        )
    assert await StoredAccess().open_link("first", world.now) is not None
    assert await StoredAccess().open_link("second", world.now) is None
    assert {owed.key for owed in await StoredOutbox().claim(10, world.now)} == {"r1", "resend"}


async def test_a_repeated_deed_without_mail_leaves_its_newest_link_working(world: Any) -> None:
    user = await world.user()
    desk, access = StoredDesk(), StoredAccess()
    for token in ("first", "second"):
        await desk.open_link(
            link(world, token, purpose=Purpose.LOG_IN), None, key="log in", now=world.now
        )
    assert await access.open_link("first", world.now) is None
    assert await access.log_in("second", user, Note("Hola"), world.now)
    await desk.open_link(
        link(world, "third", purpose=Purpose.LOG_IN), None, key="log in", now=world.now
    )
    assert await access.open_link("third", world.now) is None


async def test_linking_twice_changes_nothing(world: Any) -> None:
    await world.user()
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    await StoredDesk().link_account(1, "0001", world.now + timedelta(days=1))
    [row] = await tables.LinkedAccount.all()
    assert row.linked_at == world.now


async def test_the_same_voucher_has_the_same_number(world: Any) -> None:
    await world.account("0001")
    desk = StoredDesk()
    number = await desk.issue_voucher(1, VOUCHER, world.now)
    same = replace(VOUCHER, rate=AppliedRate(Decimal("45.00"), Decimal(45)))
    assert await desk.issue_voucher(2, same, world.now + timedelta(days=1)) == number
    [line] = VOUCHER.lines
    others = (
        replace(VOUCHER, pay_on=date(2026, 12, 1)),
        replace(VOUCHER, lines=(replace(line, interest=Decimal("111.08")),)),
        replace(VOUCHER, lines=(line, line)),
    )
    numbers = {await desk.issue_voucher(1, other, world.now) for other in others}
    assert len(numbers | {number}) == 4


async def test_a_voucher_issued_by_two_replicas_at_once_is_one(database: str, world: Any) -> None:
    await world.account("0001")

    async def replica() -> int:
        async with open_database(database):
            return await StoredDesk().issue_voucher(1, VOUCHER, world.now)

    assert len(set(await asyncio.gather(*(replica() for _ in range(4))))) == 1


async def test_a_document_is_remembered_by_its_last_file(database: str) -> None:
    desk = StoredDesk()
    assert await desk.sent_document("voucher/1") is None
    await desk.remember_document("voucher/1", "file-1")
    await desk.remember_document("voucher/1", "file-2")
    assert await desk.sent_document("voucher/1") == "file-2"
