"""How a command that works on the data reaches them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.settings import DatabaseSettings
from storage.database import DRIVER_ERRORS, open_database, unusable, without_password
from storage.failures import explain
from storage.upgrades import upgrade

LARGEST = 2**63 - 1
"""The largest number that the databases know."""
T = TypeVar("T")


def shown_database() -> str:
    """The database of the settings, as it may be shown; a file by its whole path."""
    url = without_password(DatabaseSettings.read().database_url.get_secret_value())
    scheme, _, path = url.partition("://")
    return str(Path(path).resolve()) if scheme == "sqlite" else url


def on_database(work: Callable[[], Awaitable[T]]) -> T:
    """Do a command's work on the database of the settings, brought up to date first.

    Raises:
        SettingsIncomplete, DatabaseUnreachable: as their messages say. There has to be an office.
    """
    url = DatabaseSettings.read().database_url.get_secret_value()

    async def opened() -> T:
        await upgrade(url, create=False)
        try:
            async with open_database(url):
                return await work()
        except DRIVER_ERRORS as error:
            if explain(error) is None:
                raise
            raise unusable(url, error) from error

    return asyncio.run(opened())
