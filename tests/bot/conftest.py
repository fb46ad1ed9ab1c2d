"""A terminal to run the command in."""

from datetime import date
from pathlib import Path

import pytest

from storage.database import open_database
from storage.upgrades import upgrade
from tests.bot.command import Terminal
from tests.bot.subscriber import add_subscriber


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in a folder of its own, with the database there and no other setting."""
    database = f"sqlite://{tmp_path / 'oficina.sqlite3'}"
    return Terminal(tmp_path, {"OFICINA_DATABASE_URL": database})


@pytest.fixture
async def subscriber(terminal: Terminal) -> Terminal:
    """A terminal whose database has one subscriber by mail, with an invoice due long from now."""
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        await add_subscriber(due=date(2999, 11, 20))
    return terminal
