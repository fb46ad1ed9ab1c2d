"""A city with the sample in it, of each engine in turn; made once a session, copied for a test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.importing import load_sample
from domain.clock import ZONE
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.sample import Sample, generate_sample
from tests.postgres_server import PostgresServer
from tests.statements.crowd import add_crowd
from tests.statements.walking import Walker, walker

PEOPLE = 3000
CITY = "oficina_city"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They drive the whole office, on full databases."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def town_sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The accounts that customers of these tests link."""
    today = datetime.now(ZONE).date()
    return generate_sample(tmp_path_factory.mktemp("sample"), seed=1, accounts=50, today=today)


@pytest.fixture(scope="session")
def sqlite_city(town_sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the sample and a crowd."""
    file = tmp_path_factory.mktemp("city") / "city.sqlite3"
    asyncio.run(_fill(f"sqlite://{file}", town_sample))
    return file


@pytest.fixture(scope="session")
def postgres_city(town_sample: Sample, postgres_server: PostgresServer) -> str:
    """A PostgreSQL database with the sample and a crowd."""
    postgres_server.create_database(CITY)
    asyncio.run(_fill(postgres_server.url(CITY), town_sample))
    return CITY


@pytest.fixture(params=["sqlite", "postgresql"])
def city_url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """A city of the test's own."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_city"), sqlite_url.removeprefix("sqlite://"))
        return sqlite_url
    template = request.getfixturevalue("postgres_city")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = next(request.getfixturevalue("database_names"))
    server.create_database(name, template)
    return server.url(name)


@pytest.fixture(scope="session")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what is learnt at the first start is kept."""
    return tmp_path_factory.mktemp("learnt")


@pytest.fixture
async def office(city_url: str, town_sample: Sample, learnt: Path) -> AsyncIterator[Walker]:
    """The office, open over a city, whose flows can be walked."""
    async with walker(city_url, town_sample, learnt) as walks:
        yield walks


async def _fill(url: str, sample: Sample) -> None:
    await upgrade(url)
    async with open_database(url):
        await load_sample(sample.folder)
        await add_crowd(PEOPLE)
