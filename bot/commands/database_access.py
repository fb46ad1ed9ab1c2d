"""How a command that works on the data reaches them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.settings import DatabaseSettings
from storage.engine.database import explained, open_database, without_password
from storage.engine.upgrades import upgrade

LARGEST = 2**63 - 1
"""The largest number that the databases know."""
T = TypeVar("T")


def shown_database() -> str:
    """The database of the settings, as it may be shown; a file by its whole path."""
    url = without_password(DatabaseSettings.read().database_url.get_secret_value())
    scheme, _, path = url.partition("://")
    return str(Path(path).resolve()) if scheme == "sqlite" else url


def with_database(work: Callable[[], Awaitable[T]]) -> T:
    """Do a command's work on the database of the settings, brought up to date first.

    Raises:
        SettingsIncomplete, DatabaseUnreachable: as their messages say. There has to be an office.
    """
    url = DatabaseSettings.read().database_url.get_secret_value()

    async def opened() -> T:
        await upgrade(url, create=False)
        with explained(url):
            async with open_database(url):
                return await work()

    return asyncio.run(opened())
