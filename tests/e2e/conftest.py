"""The whole office for end-to-end tests, on SQLite and on PostgreSQL.

async def test_x(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.a_few_overdue)
    answers = await ana.say("/pagar")

The sample is loaded once a session and copied for each test. Every such test is slow.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.importing import load_sample
from domain.clock import ZONE
from simulator.server import Simulator
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.sample import Sample, generate_sample
from tests.e2e.whole_office import WholeOffice
from tests.postgres_server import PostgresServer

TEMPLATE = "oficina_with_sample"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that drives the whole office takes seconds."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Invented accounts as of today; read-only for the tests."""
    today = datetime.now(ZONE).date()
    return generate_sample(tmp_path_factory.mktemp("sample"), seed=1, accounts=50, today=today)


@pytest.fixture(scope="session")
def sqlite_with_sample(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds the sample, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "sample.sqlite3"
    asyncio.run(_load(f"sqlite://{file}", sample))
    return file


@pytest.fixture(scope="session")
def postgres_with_sample(sample: Sample, postgres_server: PostgresServer) -> str:
    """A PostgreSQL database that holds the sample, to be copied."""
    postgres_server.create_database(TEMPLATE)
    asyncio.run(_load(postgres_server.url(TEMPLATE), sample))
    return TEMPLATE


@pytest.fixture
def filled_database_url(database_url: str, request: pytest.FixtureRequest) -> str:
    """A database of each engine in turn, with the sample in it."""
    if database_url.startswith("sqlite"):
        file = request.getfixturevalue("sqlite_with_sample")
        shutil.copy(file, database_url.removeprefix("sqlite://"))
        return database_url
    server: PostgresServer = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_with_sample")
    name = database_url.rpartition("/")[2]
    server.drop_database(name)
    server.create_database(name, template)
    return database_url


@pytest.fixture
async def office(
    filled_database_url: str, sample: Sample, tmp_path: Path
) -> AsyncIterator[WholeOffice]:
    """The running office; at its end the bot must have logged no error and no stack trace."""
    async with Simulator() as simulator:
        async with WholeOffice(simulator, filled_database_url, sample, tmp_path) as office:
            yield office
        log = office.log.read_text()
        assert "Traceback" not in log, log
        assert " ERROR " not in log, log


async def _load(url: str, sample: Sample) -> None:
    await upgrade(url)
    async with open_database(url):
        await load_sample(sample.folder)
