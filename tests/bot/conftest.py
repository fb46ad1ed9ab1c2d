"""A terminal to run the command in."""

from pathlib import Path

import pytest

from tests.bot.command import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in a folder of its own, with the database there and no other setting."""
    database = f"sqlite://{tmp_path / 'oficina.sqlite3'}"
    return Terminal(tmp_path, {"OFICINA_DATABASE_URL": database})
