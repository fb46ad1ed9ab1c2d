"""`oficina db …`: the database's tables, brought up to date and looked at."""

import asyncio

import typer
from rich.console import Console

from bot.settings import DatabaseSettings
from storage.engine.database import explained, is_sqlite, open_database, without_password
from storage.engine.database_size import rows_by_table, size
from storage.engine.program_version import PROGRAM_VERSION
from storage.engine.schema import Schema, read_schema
from storage.engine.upgrades import check_tables, upgrade
from texts.staff import database as texts

app = typer.Typer(help=texts.DB_HELP, no_args_is_help=True)
LARGEST = 8
"""How many tables `oficina db status` shows."""


@app.command("upgrade", help=texts.UPGRADE_HELP)
def upgrade_() -> None:
    """Bring the tables up to date."""
    asyncio.run(upgrade(_url()))
    print(texts.UP_TO_DATE)


@app.command(help=texts.STATUS_HELP)
def status() -> None:
    """Show what there is to know of the database; ends with 1 where something is to be done."""
    asyncio.run(_status(_url()))


async def _status(url: str) -> None:
    console = Console(soft_wrap=True, highlight=False, markup=False)
    with explained(url):
        async with open_database(url):
            await _show(console, url)


async def _show(console: Console, url: str) -> None:
    schema = await read_schema()
    if schema.applied:
        for name, value in await _facts(url, schema):
            console.print(f"{name + ':':28}{value}")
    await check_tables(url)
    console.print(texts.UP_TO_DATE)


async def _facts(url: str, schema: Schema) -> list[tuple[str, str]]:
    rows = [(table, count) for table, count in (await rows_by_table()).items() if count]
    largest = sorted(rows, key=lambda row: (-row[1], row[0]))[:LARGEST]
    return texts.status(
        engine="SQLite" if is_sqlite() else "PostgreSQL",
        where=without_password(url),
        size=await size(),
        rows=largest,
        step=schema.applied[-1],
        pending=schema.pending,
        writer=schema.writer,
        since=schema.since,
        program=PROGRAM_VERSION,
    )


def _url() -> str:
    return DatabaseSettings.read().database_url.get_secret_value()
