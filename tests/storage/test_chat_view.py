"""What is known of a chat as a turn begins, in one statement, on both engines."""

from datetime import timedelta
from typing import Any

from domain.notices import Wishes
from domain.office import ChatView
from storage import tables
from storage.chat_view import COLUMNS, JOINS, ORDER, chat_view, read_view
from storage.desk import StoredDesk
from storage.engine.database import run


async def test_of_a_chat_never_seen_nothing_is_known(world: Any) -> None:
    assert await chat_view(1) == ChatView(None, (), Wishes())
    assert read_view([]) == ChatView(None, (), Wishes())


async def test_it_tells_who_is_there_with_which_accounts_and_wishes(world: Any) -> None:
    number = await world.user(chat_id=1)
    await StoredDesk().set_notice_wishes(1, Wishes(payments=True))
    view = await chat_view(1)
    assert view.user is not None
    assert (view.user.id, view.user.username, view.user.confirmed) == (number, "anapaz", True)
    assert (view.accounts, view.wishes) == ((), Wishes(payments=True))

    for seconds, account in enumerate(("0001", "0002", "0003")):
        await world.account(account)
        await StoredDesk().link_account(1, account, world.now + timedelta(seconds=seconds))
    await tables.LinkedAccount.filter(account_id="0002").update(frozen_at=world.now)
    assert [one.number for one in (await chat_view(1)).accounts] == ["0003", "0001"]


async def test_who_logged_out_keeps_the_chats_wishes(world: Any) -> None:
    await world.user(chat_id=1)
    await StoredDesk().set_notice_wishes(1, Wishes(reminders=True))
    await StoredDesk().log_out(1)
    assert await chat_view(1) == ChatView(None, (), Wishes(reminders=True))


async def test_it_can_be_read_beside_columns_of_another_row(world: Any) -> None:
    await world.user(chat_id=1)
    await tables.Dialogue.create(
        chat_id=1, version=3, asking="", view=0, misses=0, seen="[]", replied=True
    )
    statement = f"SELECT q.version, {COLUMNS} FROM dialogues q {JOINS} WHERE q.chat_id = ?"
    rows = await run(f"{statement} ORDER BY {ORDER}", [1])
    assert rows[0]["version"] == 3
    assert read_view(rows) == await chat_view(1)


async def test_an_office_that_is_given_a_view_reads_none(world: Any) -> None:
    await world.user(chat_id=1)
    view = await chat_view(1)
    await StoredDesk().log_out(1)
    assert (await world.office(1, view).user()) == view.user
    assert await world.office(1).user() is None


async def test_an_office_sees_what_it_saw_first_for_its_turn(world: Any) -> None:
    await world.user(chat_id=1)
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    office = world.office(1)
    before = await office.statement("0001", world.now.date())
    await world.invoice("1", "0001")
    assert await office.statement("0001", world.now.date()) == before
    assert len((await world.office(1).statement("0001", world.now.date())).invoices) == 1
