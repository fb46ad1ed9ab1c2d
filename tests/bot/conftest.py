"""A terminal to run the command in, and a place for what is logged."""

import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.command import Terminal


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
