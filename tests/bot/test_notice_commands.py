"""`oficina notices` and `oficina announce`, as a process; the staff's password."""

import re
from datetime import date

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from bot.cli import app
from storage import tables
from storage.database import open_database
from storage.upgrades import upgrade
from tests.bot.command import Terminal
from tests.bot.subscriber import add_subscriber


@pytest.fixture
async def subscriber(terminal: Terminal) -> Terminal:
    """A terminal whose database has one subscriber by mail, with an invoice due long from now."""
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        await add_subscriber(due=date(2999, 11, 20))
    return terminal


async def owed(terminal: Terminal) -> int:
    async with open_database(terminal.settings["OFICINA_DATABASE_URL"]):
        return await tables.OutboxItem.all().count()


@pytest.mark.slow
async def test_notices_are_counted_planned_once_and_proved(subscriber: Terminal) -> None:
    dry = await subscriber.oficina("notices", "send", "--dry-run")
    assert "Would be planned: 1 of new invoices" in dry.told
    assert await owed(subscriber) == 0
    sent = await subscriber.oficina("notices", "send")
    assert "Planned: 1 of new invoices, 0 reminders, 0 of payments." in sent.told
    again = await subscriber.oficina("notices", "send")
    assert "Planned: 0 of new invoices" in again.told
    status = await subscriber.oficina("notices", "status")
    assert "5.º bimestre 2026" in status.told
    assert "new_invoice" in status.told
    shown = await subscriber.oficina("notices", "show", "A1")
    assert "waits" in shown.told
    nothing = await subscriber.oficina("notices", "show", "[/B2]")
    assert "No notice of [/B2] was planned." in nothing.told


@pytest.mark.slow
async def test_an_announcement_is_shown_and_goes_out_only_when_confirmed(
    subscriber: Terminal,
) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_bytes("Corte de agua\nMañana no hay agua.".encode("cp1252"))
    asked = await subscriber.oficina("announce", text)
    assert "Mañana no hay agua." in asked.told
    assert "1 people: 0 by Telegram, 1 by mail." in asked.told
    assert await owed(subscriber) == 0
    sent = await subscriber.oficina("announce", text, "--to", "subscribers", "--yes")
    assert "1 messages were planned" in sent.told
    assert await owed(subscriber) == 1
    status = await subscriber.oficina("notices", "status")
    [line] = [line for line in status.told.splitlines() if "Corte de agua" in line]
    assert re.findall(r"\b\d+\b", line)[-4:] == ["1", "0", "0", "1"]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
async def test_a_text_is_read_as_windows_saves_it(subscriber: Terminal, encoding: str) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_bytes("Corte de agua\r\nMañana no hay agua.\r\n".encode(encoding))
    shown = (await subscriber.oficina("announce", text)).told
    assert "│ Corte de agua " in shown
    assert "Mañana no hay agua." in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        ("solo un título", (), "needs a title in its first line and a text below it"),
        ("x\n" + "y" * 4000, (), "3500 are the most"),
        ("x\ny", ("--to", "accounts"), "--to accounts and --accounts FILE go together"),
        ("x\ny", ("--to", "accounts", "--accounts", "cuentas.txt"), "don't exist: 77"),
        ("PK\x03\x04\nun documento", (), "texto.txt is no plain text"),
        ("x\ny", ("--to", "accounts", "--accounts", "planilla.xlsx"), "is no plain text"),
    ],
)
async def test_what_can_not_be_announced_is_told_in_a_sentence(
    subscriber: Terminal, content: str, arguments: tuple[str, ...], told: str
) -> None:
    text = subscriber.folder / "texto.txt"
    text.write_text(content)
    (subscriber.folder / "cuentas.txt").write_text("1\n77\n")
    (subscriber.folder / "planilla.xlsx").write_bytes(b"PK\x03\x04\x00\x00")
    ran = await subscriber.oficina("announce", text, *arguments, "--yes")
    assert ran.code == 1
    assert told in ran.told
    assert "Traceback" not in ran.told
    assert await owed(subscriber) == 0


def test_the_staffs_password_becomes_a_setting_and_is_not_shown() -> None:
    typed = "represa del jumeal\nrepresa del jumeal\n"
    ran = CliRunner().invoke(app, ["staff-password"], input=typed)
    assert ran.exit_code == 0
    assert "represa" not in ran.output
    hashed = ran.output.partition("OFICINA_STAFF_PASSWORD_HASH='")[2].partition("'")[0]
    assert PasswordHasher().verify(hashed, "represa del jumeal")


def test_a_short_password_for_the_staff_is_refused() -> None:
    ran = CliRunner().invoke(app, ["staff-password"], input="corta\ncorta\n")
    assert ran.exit_code == 1
