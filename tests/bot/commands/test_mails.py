"""`oficina mails`, as a process: what the staff decides of a wave of refused addresses."""

from datetime import datetime

import pytest

from domain.clock import ZONE
from storage import tables
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.notices import refused_addresses
from tests.bot.command import Terminal
from tests.bot.subscriber import CHAT, EMAIL, add_subscriber

pytestmark = pytest.mark.slow

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


@pytest.fixture
async def wave(terminal: Terminal) -> Terminal:
    """A terminal in whose database a subscriber's address is held back."""
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        await add_subscriber(NOON.date(), chat=True)
        await refused_addresses.note_refusal(EMAIL, "550 unknown [x]", key="m1", now=NOON)
        await refused_addresses.hold_back(NOON)
    return terminal


async def state(terminal: Terminal) -> tuple[bool, list[int | None]]:
    """Whether she is subscribed, and the chats that are owed a note."""
    async with open_database(terminal.settings["OFICINA_DATABASE_URL"]):
        subscribed = await tables.Subscription.filter(suspended_on__isnull=True).exists()
        return subscribed, [row.chat_id for row in await tables.OutboxItem.all()]


async def test_what_is_held_back_is_shown_by_domain_with_the_reason(wave: Terminal) -> None:
    shown = (await wave.oficina("mails", "held")).told
    for word in ("example.com", "550 unknown [x]", "1 persona.", "oficina mails keep"):
        assert word in shown


async def test_kept_nothing_ends(wave: Terminal) -> None:
    kept = await wave.oficina("mails", "keep")
    assert (kept.code, kept.told) == (0, "Se conservan las facturas digitales de 1 persona.")
    assert await state(wave) == (True, [])
    assert "No hay nada en espera" in (await wave.oficina("mails", "held")).told
    again = await wave.oficina("mails", "end")
    assert (again.code, again.told) == (1, "No hay nada en espera sobre lo que decidir.")


async def test_ended_paper_comes_back_and_the_person_is_told(wave: Terminal) -> None:
    other = await wave.oficina("mails", "end", "--domain", "example.org")
    assert other.code == 1
    assert await state(wave) == (True, [])
    ended = await wave.oficina("mails", "end", "--domain", "example.com")
    assert ended.code == 0
    assert await state(wave) == (False, [CHAT])
