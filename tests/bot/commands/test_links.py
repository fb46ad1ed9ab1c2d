"""`oficina links`, as a process: what the staff decides about a link that was objected to."""

import json
from datetime import datetime

import pytest

from domain.clock import ZONE
from storage import tables
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from tests.bot.command import Terminal

pytestmark = pytest.mark.slow

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
LUIS = 502
ACCOUNT = "00100001"
TOLD = "el bot en marcha se lo dice a la persona."


@pytest.fixture
async def objected(terminal: Terminal) -> Terminal:
    """A terminal whose database has two links to an account; Luis's, the second, is frozen."""
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        await tables.Account.create(
            number=ACCOUNT, holder="Ana", document="1", address="Calle 1", payment_code="1"
        )
        for name, chat, frozen_at in (("ana", 501, None), ("luis", LUIS, NOON)):
            email = f"{name}@example.com"
            user = await tables.User.create(
                first_names=name, surnames="Paz", document="30111222", email=email,
                email_key=email, username=name, username_key=name, registered_at=NOON,
                confirmed_at=NOON,
            )  # fmt: skip
            await tables.Chat.create(id=chat, user_id=user.id)
            await tables.LinkedAccount.create(
                user_id=user.id, account_id=ACCOUNT, linked_at=NOON, last_used_at=NOON,
                frozen_at=frozen_at,
            )  # fmt: skip
    return terminal


async def links(terminal: Terminal) -> dict[int, bool]:
    """The links' numbers, and whether each is frozen."""
    async with open_database(terminal.settings["OFICINA_DATABASE_URL"]):
        return {row.id: row.frozen_at is not None for row in await tables.LinkedAccount.all()}


async def owed(terminal: Terminal) -> list[tuple[int | None, bool]]:
    """To which chats something is owed, and whether it names the account."""
    async with open_database(terminal.settings["OFICINA_DATABASE_URL"]):
        return [(row.chat_id, ACCOUNT in row.content) for row in await tables.OutboxItem.all()]


async def test_a_kept_link_is_the_persons_again_and_only_that_person_is_told(
    objected: Terminal,
) -> None:
    kept = await objected.oficina("links", "keep", "2")
    assert (kept.code, kept.told) == (
        0,
        f"La vinculación N.º 2 se devolvió; {TOLD}",
    )
    assert await links(objected) == {1: False, 2: False}
    assert await owed(objected) == [(LUIS, True)]


async def test_a_removed_link_is_gone_and_only_that_person_is_told(objected: Terminal) -> None:
    removed = await objected.oficina("links", "remove", "2")
    assert (removed.code, removed.told) == (
        0,
        f"La vinculación N.º 2 se quitó; {TOLD}",
    )
    assert await links(objected) == {1: False}
    assert await owed(objected) == [(LUIS, True)]


async def test_what_was_decided_is_decided_once(objected: Terminal) -> None:
    await objected.oficina("links", "keep", "2")
    for decision in ("keep", "remove"):
        again = await objected.oficina("links", decision, "2")
        assert (again.code, again.told) == (1, "No hay ninguna vinculación en pausa N.º 2.")
    assert await links(objected) == {1: False, 2: False}
    assert len(await owed(objected)) == 1


@pytest.mark.parametrize(
    ("number", "told"),
    [
        # There is a link 1, but nobody objected to it.
        ("1", "No hay ninguna vinculación en pausa N.º 1."),
        ("77", "No hay ninguna vinculación en pausa N.º 77."),
        ("0", "tiene que ser 1 o más"),
        ("2.5", "tiene que ser un número entero"),
        ("dos", "tiene que ser un número entero"),
        ("9" * 30, "Valor inválido para 'NÚMERO'"),
    ],
)
async def test_a_number_that_is_no_frozen_links_changes_nothing(
    objected: Terminal, number: str, told: str
) -> None:
    ran = await objected.oficina("links", "remove", number)
    assert ran.code != 0
    assert told in ran.told
    assert "Traceback" not in ran.told
    assert await links(objected) == {1: False, 2: True}
    assert await owed(objected) == []


async def test_the_links_that_wait_are_listed(objected: Terminal) -> None:
    listed = await objected.oficina("links", "list")
    for words in (ACCOUNT, "luis Paz", "24/11/2026 a las 12:00"):
        assert words in listed.out
    assert "ana Paz" not in listed.out
    [one] = json.loads((await objected.oficina("links", "list", "--json")).out)
    assert (one["numero"], one["cuenta"], one["usuario"]) == (2, ACCOUNT, "luis")
    await objected.oficina("links", "keep", "2")
    assert "No hay ninguna vinculación en pausa." in (await objected.oficina("links", "list")).out


async def test_without_a_decision_the_decisions_are_listed(terminal: Terminal) -> None:
    listed = (await terminal.oficina("links")).told
    assert "keep" in listed
    assert "remove" in listed
