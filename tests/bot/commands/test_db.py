"""`oficina db …`, and what every command says of a database that it can't work with."""

import asyncio
import resource
from pathlib import Path

import pytest

from storage.engine.database import open_database, run
from storage.engine.program_version import PROGRAM_VERSION
from storage.engine.schema import read_schema
from storage.engine.upgrades import upgrade
from tests.bot.command import Terminal
from tests.storage.engine.table_states import STATES, fill, later_version, make

pytestmark = pytest.mark.slow

OFFICE = {
    "OFICINA_TELEGRAM_TOKEN": "1:a",
    "OFICINA_PUBLIC_URL": "https://oficina.example.org",
    "OFICINA_SMTP_URL": "smtp://127.0.0.1:1",
    "OFICINA_MAIL_FROM": "oficina@example.org",
}
LOOKING = [
    ("claims",),
    ("links", "keep", "1"),
    ("notices", "status"),
    ("notices", "show", "00012-00999001"),
    ("faq", "unanswered"),
    ("db", "status"),
]
"""Commands that work on what an office has."""
MAKING = [("run",), ("db", "upgrade"), ("import", "cuentas", "cuentas.csv")]
"""Commands that may make a database."""


def url_of(terminal: Terminal) -> str:
    return terminal.settings["OFICINA_DATABASE_URL"]


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    """All settings are there, and a file to import."""
    terminal.settings |= OFFICE
    (terminal.folder / "cuentas.csv").write_text(
        "cuenta,titular,documento,domicilio,codigo_pago_electronico\n"
    )
    return terminal


async def test_the_version_is_told(terminal: Terminal) -> None:
    ran = await terminal.oficina("--version")
    assert (ran.code, ran.out) == (0, f"Oficina Virtual {PROGRAM_VERSION}\n")
    assert PROGRAM_VERSION[0].isdigit()


async def test_upgrading_can_be_repeated(terminal: Terminal) -> None:
    for _ in range(2):
        ran = await terminal.oficina("db", "upgrade")
        assert (ran.code, ran.out) == (0, "Las tablas están al día.\n")


async def test_the_status_of_an_office_behind_and_up_to_date(terminal: Terminal) -> None:
    await make(url_of(terminal), STATES[2])
    async with open_database(url_of(terminal)):
        await fill()

    behind = await terminal.oficina("db", "status")
    assert behind.code == 1
    for words in ("SQLite", str(terminal.folder / "oficina.sqlite3"), "MB", "accounts 2"):
        assert words in behind.out
    assert f"Versión de las tablas: {STATES[2]}" in behind.told
    assert f"Falta aplicar: {', '.join(STATES[3:])}" in behind.told
    assert "0.1.0 o anterior" in behind.told
    assert "oficina db upgrade" in behind.err

    assert (await terminal.oficina("db", "upgrade")).code == 0
    ahead = await terminal.oficina("db", "status")
    assert ahead.code == 0
    assert "Falta aplicar: nada" in ahead.told
    assert f"usó: {PROGRAM_VERSION}, desde el" in ahead.told


async def test_a_server_is_shown_without_its_password(
    terminal: Terminal, fresh_postgres_url: str
) -> None:
    terminal.settings["OFICINA_DATABASE_URL"] = fresh_postgres_url
    await upgrade(fresh_postgres_url)
    ran = await terminal.oficina("db", "status")
    assert ran.code == 0
    assert "PostgreSQL" in ran.out
    assert fresh_postgres_url.rpartition("@")[2] in ran.out
    assert fresh_postgres_url.split(":")[2].split("@")[0] not in ran.told


async def test_in_the_wrong_folder_commands_say_where_they_looked_and_make_nothing(
    office: Terminal,
) -> None:
    del office.settings["OFICINA_DATABASE_URL"]  # by default a file in the current folder
    before = sorted(office.folder.iterdir())
    for command in [*LOOKING, ("doctor",)]:
        ran = await office.oficina(*command)
        assert ran.code == 1, command
        assert "Acá no hay ninguna oficina" in ran.told, command
        assert str(office.folder / "oficina.sqlite3") in ran.told, command
        assert "Traceback" not in ran.told, command
    assert sorted(office.folder.iterdir()) == before


async def test_no_command_uses_a_database_of_a_later_version(office: Terminal) -> None:
    await upgrade(url_of(office))
    async with open_database(url_of(office)):
        await later_version("9.9.0")
    for command in [*LOOKING[-2:], *MAKING, ("doctor",)]:
        ran = await office.oficina(*command)
        assert ran.code == 1, command
        assert "9.9.0" in ran.told, command
        assert PROGRAM_VERSION in ran.told, command
        assert "Traceback" not in ran.told, command


async def test_a_failed_upgrade_is_told_in_a_sentence_by_every_command(office: Terminal) -> None:
    await make(url_of(office), STATES[2])
    async with open_database(url_of(office)):
        await run("CREATE TABLE announcements (note TEXT)")
    for command in [*LOOKING[:1], *MAKING]:
        ran = await office.oficina(*command)
        assert ran.code == 1, command
        assert "no se pudo actualizar (paso 0007_announcements)" in ran.told, command
        assert "quedaron como estaban" in ran.told, command
        assert "Traceback" not in ran.told, command


async def test_an_upgrade_without_room_leaves_the_data(terminal: Terminal) -> None:
    await make(url_of(terminal), STATES[2])
    async with open_database(url_of(terminal)):
        before = await fill()
    size = await asyncio.to_thread(size_of, terminal.folder / "oficina.sqlite3")

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 8, hard))  # the child takes it over
    try:
        ran = await terminal.oficina("db", "upgrade")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert ran.code == 1
    assert "el disco no deja leer o escribir" in ran.told
    assert "Traceback" not in ran.told
    async with open_database(url_of(terminal)):
        assert (await read_schema()).applied == tuple(STATES[:3])
        assert sum(map(len, before.values())) > 0


def size_of(file: Path) -> int:
    return file.stat().st_size
