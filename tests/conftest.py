"""What tests of several packages share: databases of both engines and a real browser.

A test that asks for `database_url` runs twice, on SQLite and on PostgreSQL.
"""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from storage.engine.upgrades import upgrade
from tests.postgres_server import PostgresServer

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL server a test process, on 127.0.0.1, started by the first test that asks."""
    with PostgresServer.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The server's first database, shared by the session; most tests want `fresh_postgres_url`."""
    return postgres_server.url("postgres")


@pytest.fixture(scope="session")
def database_names() -> Iterator[str]:
    return (f"oficina_{number}" for number in count(1))


@pytest.fixture
def fresh_postgres_url(
    postgres_server: PostgresServer, database_names: Iterator[str]
) -> Iterator[str]:
    """An empty PostgreSQL database of the test's own, dropped after it."""
    name = next(database_names)
    postgres_server.create_database(name)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file of the test's own, not there yet."""
    return f"sqlite://{tmp_path / 'oficina.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each engine in turn, as `OFICINA_DATABASE_URL` would name it."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "fresh_postgres_url"}[request.param]
    url = request.getfixturevalue(fixture)
    assert isinstance(url, str)
    return url


@pytest.fixture(scope="session")
def upgraded_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with its tables, to be copied: making them takes most of a second."""
    file = tmp_path_factory.mktemp("upgraded") / "oficina.sqlite3"
    asyncio.run(upgrade(f"sqlite://{file}"))
    return file


@pytest.fixture(scope="session")
def upgraded_postgres(postgres_server: PostgresServer) -> str:
    """A PostgreSQL database with its tables, to be copied."""
    name = "oficina_upgraded"
    postgres_server.create_database(name)
    asyncio.run(upgrade(postgres_server.url(name)))
    return name


@pytest.fixture
def upgraded_sqlite_url(sqlite_url: str, upgraded_sqlite: Path) -> str:
    """A SQLite file with its tables, and nothing in them, the test's own."""
    shutil.copy(upgraded_sqlite, sqlite_url.removeprefix("sqlite://"))
    return sqlite_url


@pytest.fixture
def upgraded_postgres_url(
    postgres_server: PostgresServer, database_names: Iterator[str], upgraded_postgres: str
) -> Iterator[str]:
    """A PostgreSQL database with its tables, and nothing in them, the test's own."""
    name = next(database_names)
    postgres_server.create_database(name, upgraded_postgres)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def upgraded_database_url(request: pytest.FixtureRequest) -> str:
    """A database of each engine in turn with its tables, and nothing in them, the test's own."""
    fixture = {"sqlite": "upgraded_sqlite_url", "postgresql": "upgraded_postgres_url"}
    url = request.getfixturevalue(fixture[request.param])
    assert isinstance(url, str)
    return url


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 in one file; beside it the certificate alone, .crt."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate of this test")
    both = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(both), "-out", str(both)]
    # both go into one file: openssl writes the key first, so the certificate is appended by hand
    key, cert = both.with_suffix(".key"), both.with_suffix(".crt")
    command[-3], command[-1] = str(key), str(cert)
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(key.read_text() + cert.read_text())
    return both


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a window.

    Started for each test: Playwright belongs to one event loop, and each test has its own.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("Chromium is missing: `make setup` installs it, or says how to.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        await browser.close()
