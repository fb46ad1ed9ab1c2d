"""`oficina announce`, as a process: shown, counted, confirmed, and only then planned."""

import re

import pytest

from storage import tables
from storage.engine.database import open_database
from tests.bot.command import Terminal

pytestmark = pytest.mark.slow


async def test_an_announcement_is_shown_and_goes_out_only_when_confirmed(
    subscriber: Terminal,
) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_bytes("Corte de agua\nMañana no hay agua.".encode("cp1252"))
    asked = await subscriber.oficina("announce", text)
    assert "Mañana no hay agua." in asked.told
    assert "1 persona: 0 por Telegram, 1 por correo." in asked.told
    assert "No se envió nada." in asked.told
    assert await subscriber.owed() == 0
    sent = await subscriber.oficina("announce", text, "--to", "subscribers", "--yes")
    assert "1 mensaje planificado" in sent.told
    assert await subscriber.owed() == 1
    status = await subscriber.oficina("notices", "status")
    [line] = [line for line in status.told.splitlines() if "Corte de agua" in line]
    assert re.findall(r"\b\d+\b", line)[-4:] == ["1", "0", "0", "1"]


@pytest.mark.parametrize(
    ("typed", "planned"),
    [("s\n", 1), ("Sí\n", 1), ("si\n", 1), ("y\n", 1), ("n\n", 0), ("\n", 0), ("¿eh?\ns\n", 1)],
)
async def test_a_yes_is_any_that_people_type(
    subscriber: Terminal, typed: str, planned: int
) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_text("Corte\nMañana no hay agua.")
    ran = await subscriber.oficina("announce", text, typed=typed)
    assert ran.code == 0
    assert "¿Lo envío? [s/N]" in ran.err
    assert await subscriber.owed() == planned


async def test_what_is_bold_is_shown_bold(subscriber: Terminal) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_text("Corte\nEl *martes 1/12* no hay agua.")
    subscriber.settings["FORCE_COLOR"] = "1"
    shown = (await subscriber.oficina("announce", text)).out
    assert "El \x1b[1mmartes 1/12\x1b[0m no hay agua." in shown
    assert "*" not in shown


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
async def test_a_text_is_read_as_windows_saves_it(subscriber: Terminal, encoding: str) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_bytes("Corte de agua\r\nMañana no hay agua.\r\n".encode(encoding))
    shown = (await subscriber.oficina("announce", text)).told
    assert "│ Corte de agua " in shown
    assert "Mañana no hay agua." in shown


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        ("solo un título", (), "el título en la primera línea y el texto debajo"),
        ("x\n" + "y" * 4000, (), "entran 3500"),
        ("x\ny", ("--to", "accounts"), "--to accounts y --accounts ARCHIVO van juntos"),
        ("x\ny", ("--to", "accounts", "--accounts", "cuentas.txt"), "no existen: 77"),
        ("PK\x03\x04\nun documento", (), "texto.txt no es texto simple"),
        ("x\ny", ("--to", "accounts", "--accounts", "planilla.xlsx"), "no es texto simple"),
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
    assert await subscriber.owed() == 0


@pytest.mark.parametrize("pasted", ["\u2028", "\u2029", "\u0085", "\u00a0\t "])
async def test_a_title_is_one_line_wherever_it_was_pasted_from(
    subscriber: Terminal, pasted: str
) -> None:
    text = subscriber.folder / "corte.txt"
    text.write_text(f"Corte programado{pasted}el lunes\n\nDe 8 a 12 no hay agua.\n", "utf-8")
    sent = await subscriber.oficina("announce", text, "--by-email", "--yes")
    assert "│ Corte programado el lunes " in sent.told
    async with open_database(subscriber.settings["OFICINA_DATABASE_URL"]):
        [item] = await tables.OutboxItem.all()
    assert "Corte programado el lunes" in item.content
