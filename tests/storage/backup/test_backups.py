"""A whole database written into a file, and made again from it: all of it, or nothing."""

import gzip
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from storage import tables
from storage.backup.backup_file import BackupFile, write_backup
from storage.backup.rebuilding import rebuild
from storage.backup.snapshot_reading import open_snapshot
from storage.backup.snapshots import BackupError, known_tables
from storage.engine.database import open_database, run, sqlite_file
from storage.engine.leadership import nobody_leads
from storage.engine.moments import stored
from storage.engine.upgrades import check_tables, make_tables, upgrade
from tests.storage.filled import MOMENT, all_rows, empty_every_table, fill_every_table

pytestmark = pytest.mark.slow

FIRST = ("0001_initial", "0002_learning", "0003_claims_and_change_of_email")


def unseen(table: str, rows: int) -> None:
    """Tell nobody of the progress."""


async def nothing(url: str) -> None:
    """Have nothing more to do."""


async def backup_of(url: str) -> bytes:
    file = io.BytesIO()
    async with open_snapshot(url) as snapshot:
        await write_backup(snapshot, file, unseen)
    return file.getvalue()


async def restored(url: str, backup: bytes, **choices: Any) -> str:
    return await rebuild(url, BackupFile(io.BytesIO(backup)), nothing, progress=unseen, **choices)


@pytest.fixture
async def filled(upgraded_database_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a database of the engine in turn, with some in every table."""
    async with open_database(upgraded_database_url):
        await fill_every_table()
        return await all_rows()


@pytest.fixture
def other_url(upgraded_database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the other engine."""
    if upgraded_database_url.startswith("sqlite"):
        url = request.getfixturevalue("fresh_postgres_url")
        assert isinstance(url, str)
        return url
    return f"sqlite://{tmp_path / 'there' / 'other.sqlite3'}"


async def test_all_rows_of_all_tables_come_back(upgraded_database_url: str, filled: Any) -> None:
    assert set(filled) == known_tables() - {"program_versions"}
    assert all(len(rows) == 3 for rows in filled.values())
    backup = await backup_of(upgraded_database_url)
    async with open_database(upgraded_database_url):
        await empty_every_table()
    assert await restored(upgraded_database_url, backup) == ""
    async with open_database(upgraded_database_url):
        assert await all_rows() == filled


@pytest.mark.slow
async def test_a_copy_in_the_other_engine_and_back_has_the_same_rows_and_goes_on(
    upgraded_database_url: str, other_url: str, filled: Any
) -> None:
    async with open_snapshot(upgraded_database_url) as snapshot:
        await rebuild(other_url, snapshot, nothing, progress=unseen)
    async with open_database(other_url):
        assert await all_rows() == filled
        await check_tables(other_url)
        new = await tables.Phrasing.create(label="a", phrasing="b", added_at=MOMENT)
        assert new.id == 4, "numbers go on where they were"
        await new.delete()
    async with open_snapshot(other_url) as snapshot:
        aside = await rebuild(
            upgraded_database_url, snapshot, nothing, progress=unseen, replace=True
        )
    assert aside
    async with open_database(upgraded_database_url):
        assert await all_rows() == filled


async def test_numbers_given_out_since_the_backup_name_nobody_else(
    upgraded_database_url: str, filled: Any
) -> None:
    """Claims and vouchers made after it are lost; their numbers stay on people's phones."""
    backup = await backup_of(upgraded_database_url)
    await restored(upgraded_database_url, backup, replace=True, gap=1000)
    async with open_database(upgraded_database_url):
        claim = await tables.Claim.create(
            key="k", chat_id=1, topic="", text="", name="", reach="", opened_at=MOMENT
        )
        assert claim.number == 1004


async def test_a_database_with_data_is_left_alone_unless_it_is_to_be_replaced(
    upgraded_database_url: str, filled: Any
) -> None:
    backup = await backup_of(upgraded_database_url)
    async with open_database(upgraded_database_url):
        await tables.Phrasing.all().delete()
    with pytest.raises(BackupError, match="--replace"):
        await restored(upgraded_database_url, backup)
    async with open_database(upgraded_database_url):
        assert await tables.Phrasing.all().count() == 0
    aside = await restored(upgraded_database_url, backup, replace=True)
    async with open_database(upgraded_database_url):
        assert await all_rows() == filled
        if sqlite_file(upgraded_database_url) is None:
            assert await run(f"SELECT * FROM {aside}.phrasings") == []
    if sqlite_file(upgraded_database_url) is not None:
        async with open_database(f"sqlite://{aside}"):
            assert await tables.Phrasing.all().count() == 0


async def test_a_running_office_is_not_restored_under_its_feet(
    upgraded_database_url: str, filled: Any
) -> None:
    backup = await backup_of(upgraded_database_url)
    async with nobody_leads(upgraded_database_url) as free:
        assert free
        with pytest.raises(BackupError, match="Pará"):
            await restored(upgraded_database_url, backup, replace=True)


async def test_a_damaged_backup_changes_nothing(upgraded_database_url: str, filled: Any) -> None:
    backup = await backup_of(upgraded_database_url)
    with pytest.raises(BackupError, match="dañada"):
        await restored(upgraded_database_url, backup[: len(backup) * 2 // 3], replace=True)
    async with open_database(upgraded_database_url):
        assert await all_rows() == filled
    await restored(upgraded_database_url, backup, replace=True)  # nothing is left in the way


async def test_whatever_harms_a_backup_is_noticed(sqlite_url: str, upgraded_sqlite: Path) -> None:
    shutil.copy(upgraded_sqlite, sqlite_url.removeprefix("sqlite://"))
    async with open_database(sqlite_url):
        await fill_every_table()
    backup = await backup_of(sqlite_url)
    lines = gzip.decompress(backup).splitlines(keepends=True)
    whole = b"".join(lines)
    harmed = {
        "one letter": gzip.compress(whole.replace("Ñandú".encode(), "Ñandó".encode(), 1)),
        "without its end": gzip.compress(b"".join(lines[:-1])),
        "a row twice": gzip.compress(b"".join([*lines[:-1], lines[-2], lines[-1]])),
        "something after it": gzip.compress(whole + b"[]\n"),
        "a bit": backup[:-300] + bytes([backup[-300] ^ 1]) + backup[-299:],
    }
    for damaged in harmed.values():
        with pytest.raises(BackupError, match="dañada"):
            await read_through(damaged)
    await read_through(gzip.compress(whole))


async def read_through(backup: bytes) -> None:
    source = BackupFile(io.BytesIO(backup))
    for table in source.header.tables:
        async for _ in source.rows(table):
            pass
    await source.check()


@pytest.mark.parametrize(
    "content",
    [b"", b"hola", gzip.compress(b"{}\n"), gzip.compress(b"[1]\n")],
    ids=["empty", "text", "an object", "a list"],
)
def test_any_other_file_is_no_backup(content: bytes) -> None:
    with pytest.raises(BackupError, match="no es una copia"):
        BackupFile(io.BytesIO(content))


async def test_an_older_backup_is_brought_up_to_date(database_url: str) -> None:
    assert await make_tables(database_url, FIRST)
    async with open_database(database_url):
        row = "INSERT INTO phrasings (label, phrasing, added_at) VALUES ('a', 'b', ?)"
        await run(row, [stored(MOMENT)])
    backup = await backup_of(database_url)
    await restored(database_url, backup, replace=True)
    async with open_database(database_url):
        await check_tables(database_url)
        assert [row.phrasing for row in await tables.Phrasing.all()] == ["b"]
        assert await tables.Announcement.all().count() == 0


async def test_a_backup_of_a_newer_program_is_refused(
    upgraded_database_url: str, filled: Any
) -> None:
    async with open_database(upgraded_database_url):
        await run("UPDATE tortoise_migrations SET name = '0999_of_tomorrow' WHERE id = 2")
    backup = await backup_of(upgraded_database_url)
    with pytest.raises(BackupError, match="más nueva"):
        await restored(upgraded_database_url, backup, replace=True)
    async with open_database(upgraded_database_url):
        assert await all_rows() == filled


async def test_an_empty_database_is_no_office(database_url: str, tmp_path: Path) -> None:
    file = sqlite_file(database_url)
    if file is not None:
        file.touch()
    with pytest.raises(BackupError, match="no tiene las tablas"):
        await backup_of(database_url)
    with pytest.raises(BackupError, match="No hay una base"):
        await backup_of(f"sqlite://{tmp_path / 'elsewhere.sqlite3'}")


async def test_what_is_written_meanwhile_is_not_in_the_backup(
    upgraded_database_url: str, filled: Any
) -> None:
    file = io.BytesIO()
    async with open_snapshot(upgraded_database_url) as snapshot:
        async with open_database(upgraded_database_url):
            await tables.Phrasing.all().delete()
            await upgrade(upgraded_database_url)
        await write_backup(snapshot, file, unseen)
    await restored(upgraded_database_url, file.getvalue(), replace=True)
    async with open_database(upgraded_database_url):
        assert await all_rows() == filled
