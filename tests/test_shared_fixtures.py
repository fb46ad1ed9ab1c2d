"""The fixtures every package's tests lean on do what they promise."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import Browser

ROOT = Path(__file__).parents[1]

HOLD_A_SERVER = """
import sys
from tests.postgres_server import PostgresServer

with PostgresServer.running() as server:
    print(server.port, flush=True)
    sys.stdin.read()
"""


def test_a_database_url_names_each_engine_in_turn(database_url: str) -> None:
    assert database_url.startswith(("sqlite:///", "postgres://oficina:"))


@pytest.mark.slow
@pytest.mark.parametrize("turn", ["first", "second"])
async def test_each_test_has_an_empty_postgresql_of_its_own(
    turn: str, fresh_postgres_url: str
) -> None:
    connection = await asyncpg.connect(fresh_postgres_url)
    try:
        await connection.execute("CREATE TABLE seen (turn text)")  # fails where it is there
        await connection.execute("INSERT INTO seen VALUES ($1)", turn)
        assert await connection.fetchval("SELECT turn FROM seen") == turn
    finally:
        await connection.close()


@pytest.mark.slow
def test_a_killed_test_run_leaves_no_postgresql_behind() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with subprocess.Popen(
            [sys.executable, "-c", HOLD_A_SERVER],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": folder},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as holder:
            assert holder.stdout is not None
            port = int(holder.stdout.readline())
            (running,) = Path(folder).glob("*/data/postmaster.pid")
            socket.create_connection(("127.0.0.1", port)).close()
            holder.kill()

        while running.exists():  # removed by the server, last thing; else the time limit strikes
            time.sleep(0.02)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


@pytest.mark.slow
async def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content("<h1>Oficina Virtual</h1>")
    assert await page.inner_text("h1") == "Oficina Virtual"
