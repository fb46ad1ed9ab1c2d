"""A terminal to run the command in, and a place for what is logged."""

import io
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from tests.bot.command import Terminal
from tests.bot.subscriber import add_subscriber


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in a folder of its own, with the database there and no other setting."""
    database = f"sqlite://{tmp_path / 'oficina.sqlite3'}"
    return Terminal(tmp_path, {"OFICINA_DATABASE_URL": database})


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where a log may be written; afterwards logging is as it was."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    yield io.StringIO()
    root.handlers[:], root.level, sys.excepthook, threading.excepthook = before
    logging.captureWarnings(False)


@pytest.fixture
async def subscriber(terminal: Terminal) -> Terminal:
    """A terminal whose database has one subscriber by mail, with an invoice due long from now."""
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        await add_subscriber(due=date(2999, 11, 20))
    return terminal
