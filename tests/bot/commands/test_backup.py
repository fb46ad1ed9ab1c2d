"""`oficina backup`, `restore`, `backup-key` and `db copy`, as who runs the office uses them."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from storage import tables
from storage.engine.database import open_database
from storage.engine.leadership import nobody_leads
from storage.engine.upgrades import upgrade
from tests.bot.command import Ran, Terminal
from tests.bot.subscriber import add_subscriber, at


@pytest.fixture
async def office(terminal: Terminal) -> Terminal:
    """A terminal beside an SQLite office with one subscriber, that has been running for a while."""
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        await add_subscriber(at(30, 9).date())
    log = terminal.folder / "oficina-sent-log"
    log.mkdir()
    (log / "2020-01-01.jsonl").write_text('["2020-01-01T00:00:00+00:00", "open", ""]\n')
    return terminal


async def fine(terminal: Terminal, *words: str | Path) -> Ran:
    ran = await terminal.oficina(*words)
    assert ran.code == 0, ran.told
    return ran


async def refused(terminal: Terminal, *words: str | Path) -> str:
    """What it said: a sentence, no trace."""
    ran = await terminal.oficina(*words)
    assert ran.code == 1
    assert "Traceback" not in ran.told
    return ran.told


@pytest.mark.slow
async def test_a_sent_log_that_cannot_be_read_is_told_in_a_sentence(office: Terminal) -> None:
    await fine(office, "backup", "copia.gz")
    (office.folder / "oficina-sent-log" / "2020-01-01.jsonl").unlink()
    (office.folder / "oficina-sent-log" / "2020-01-01.jsonl").mkdir()
    told = await refused(office, "restore", "copia.gz", "--replace")
    assert "No se pudo leer oficina-sent-log/2020-01-01.jsonl: Is a directory" in told


@pytest.mark.slow
async def test_a_key_encrypts_backups_and_only_its_secret_half_restores_them(
    office: Terminal,
) -> None:
    made = await fine(office, "backup-key", "clave.txt")
    assert "ya existe" in await refused(office, "backup-key", "clave.txt")
    public = made.out.split("OFICINA_BACKUP_KEY=")[1].split()[0]
    office.settings["OFICINA_BACKUP_KEY"] = public
    ran = await fine(office, "backup", "copia.age")
    assert "1 filas" not in ran.out
    content = (office.folder / "copia.age").read_bytes()
    assert content.startswith(b"age-encryption.org/")
    assert b"Ana" not in content
    assert "ya existe" in await refused(office, "backup", "copia.age")
    assert "la secreta" in await refused(office, "restore", "copia.age", "--dry-run")
    del office.settings["OFICINA_BACKUP_KEY"]
    assert "está cifrada" in await refused(office, "restore", "copia.age", "--dry-run")
    office.settings["OFICINA_BACKUP_KEY"] = "AGE-SECRET-KEY-1TYPO"
    assert "no es una clave" in await refused(office, "restore", "copia.age", "--dry-run")
    await fine(office, "backup-key", "otra.txt")
    office.settings["OFICINA_BACKUP_KEY"] = "otra.txt"
    assert "no es la de esta copia" in await refused(office, "restore", "copia.age", "--dry-run")
    office.settings["OFICINA_BACKUP_KEY"] = "clave.txt"
    assert "está entera" in (await fine(office, "restore", "copia.age", "--dry-run")).told
    (office.folder / "cortada.age").write_bytes(content[:-40])
    assert "dañada" in await refused(office, "restore", "cortada.age", "--replace")
    told = (await fine(office, "restore", "copia.age", "--replace")).told
    assert "Restaurada la copia" in told
    assert "antes_" in told


@pytest.mark.slow
async def test_a_folder_keeps_the_newest_backups_and_nothing_by_half(office: Terminal) -> None:
    folder = office.folder / "copias"
    folder.mkdir()
    for day in ("2026-11-01T030000", "2026-11-02T030000"):
        (folder / f"oficina-{day}.jsonl.gz").touch()
    (folder / "oficina-2026-11-03T030000.jsonl.gz.age.partial").touch()  # its backup was killed
    (folder / "otra-cosa.txt").touch()
    told = (await fine(office, "backup", folder, "--keep", "2")).told
    assert "no está cifrada" in told
    assert "borradas: 1" in told
    left = sorted(file.name for file in folder.iterdir())
    assert left[0] == "oficina-2026-11-02T030000.jsonl.gz"
    assert (len(left), left[-1]) == (3, "otra-cosa.txt")
    assert "carpeta" in await refused(office, "backup", "copia.gz", "--keep", "2")
    assert "No se pudo escribir" in await refused(office, "backup", "no/hay/copia.gz")
    office.settings["OFICINA_DATABASE_URL"] = "sqlite://nada.sqlite3"
    assert "No hay una base" in await refused(office, "backup", "copia.gz")
    assert not [*office.folder.glob("nada*"), *office.folder.glob("copia*.gz*")]


@pytest.mark.slow
async def test_what_a_restore_needs_is_asked_for_before_anything_is_touched(
    office: Terminal,
) -> None:
    url = office.settings["OFICINA_DATABASE_URL"]
    await fine(office, "backup", "copia.gz")
    assert "--replace" in await refused(office, "restore", "copia.gz")
    assert "no es una copia" in await refused(office, "restore", "oficina.sqlite3", "--replace")
    async with nobody_leads(url):
        assert "está en marcha" in await refused(office, "restore", "copia.gz", "--replace")
    office.settings["OFICINA_SENT_LOG"] = "perdido"
    assert "--doubtful" in await refused(office, "restore", "copia.gz", "--replace")
    told = (await fine(office, "restore", "copia.gz", "--replace", "--doubtful", "drop")).told
    assert "no se mandan: 1" in told
    assert "Volvé a importar" in told
    async with open_database(url):
        [given_up] = await tables.OutboxItem.all()
        assert given_up.failed_at is not None


@pytest.mark.slow
async def test_a_database_is_copied_to_the_other_engine_with_its_password_unseen(
    office: Terminal, fresh_postgres_url: str
) -> None:
    assert "OFICINA_COPY_TO_URL" in await refused(office, "db", "copy")
    office.settings["OFICINA_COPY_TO_URL"] = fresh_postgres_url
    told = (await fine(office, "db", "copy")).told
    assert "Copiadas" in told
    assert fresh_postgres_url.split(":")[2].split("@")[0] not in told
    assert "tiene datos" in await refused(office, "db", "copy")
    office.settings["OFICINA_DATABASE_URL"] = fresh_postgres_url
    ran = await fine(office, "notices", "send", "--dry-run")
    assert "1 de facturas nuevas" in ran.told


@pytest.mark.slow
async def test_what_the_command_writes_is_for_its_owner_only(office: Terminal) -> None:
    """Whatever the umask: the database, the report of an import, the sample, a backup."""
    (office.folder / "facturas.csv").write_text("comprobante,cuenta\nA1,nadie\n")
    open_to_all = os.umask(0)
    try:
        office.settings["OFICINA_DATABASE_URL"] = "sqlite://sub/nueva.sqlite3"
        await asyncio.gather(
            fine(office, "db", "upgrade"), fine(office, "sample", "muestra", "--accounts", "50")
        )
        await refused(office, "import", "facturas", "facturas.csv")
        await fine(office, "backup", "copia.gz")
    finally:
        os.umask(open_to_all)
    made = ("sub", "sub/nueva.sqlite3", "muestra", "facturas.rechazos.csv", "copia.gz")
    modes = {name: stat.S_IMODE((office.folder / name).stat().st_mode) for name in made}
    assert modes == dict.fromkeys(("sub", "muestra"), 0o700) | dict.fromkeys(
        ("sub/nueva.sqlite3", "facturas.rechazos.csv", "copia.gz"), 0o600
    )
