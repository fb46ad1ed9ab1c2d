"""The command line, as a process: what it says and how it ends."""

import json
import os
import stat

import pytest

from bot.clock import local_now
from domain.claims import NewClaim
from simulator.server import Simulator
from storage.claims import StoredClaims
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from tests.bot.command import TREE, Terminal

pytestmark = pytest.mark.slow

HEADER = "cuenta,titular,documento,domicilio,codigo_pago_electronico\n"
GOOD = HEADER + "00100001,Ana Paz,30111222,Sarmiento 100,0012345678\n"
BAD = GOOD + "00100002,Eva Luna,30111333,Rivadavia 1,12\n,,,,\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--help",), ("oficina demo", ".env.example", "import", "doctor", "Comandos")),
        (("run", "--help"), ("varias réplicas", "OFICINA_TELEGRAM_TOKEN", "SIGTERM")),
        (("demo", "--help"), ("@mail CLAVE", "{comprobante1}", "--script", "--port")),
        (("import", "--help"), ("codigo_pago_electronico", "--dry-run", "12.345,67")),
        (("db", "upgrade", "--help"), ("copia de seguridad",)),
        (("doctor", "--help"), ("dice qué arreglar", "--json")),
    ],
)
async def test_help_worth_reading(
    terminal: Terminal, arguments: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    ran = await terminal.oficina(*arguments)
    assert ran.code == 0
    for words in expected:
        assert words in ran.told


async def test_run_tells_all_that_is_missing_without_a_stack_trace(terminal: Terminal) -> None:
    terminal.settings["OFICINA_SMTP_URL"] = "smtp://u:hidden-password@h:1"
    ran = await terminal.oficina("run")
    assert ran.code == 1
    for name in ("TELEGRAM_TOKEN", "PUBLIC_URL", "MAIL_FROM"):
        assert f"OFICINA_{name}: falta" in ran.err
    assert "Traceback" not in ran.told
    assert "hidden-password" not in ran.told


async def test_a_database_that_cannot_be_opened(terminal: Terminal) -> None:
    terminal.settings["OFICINA_DATABASE_URL"] = "postgres://u:hidden@127.0.0.1:1/d"
    ran = await terminal.oficina("db", "upgrade")
    assert ran.code == 1
    assert "127.0.0.1:1" in ran.err
    assert "hidden" not in ran.told
    assert "Traceback" not in ran.told


async def test_import_loads_all_and_a_second_time_changes_nothing(terminal: Terminal) -> None:
    file = terminal.folder / "cuentas.csv"
    file.write_text(GOOD)
    dry = await terminal.oficina("import", "cuentas", file, "--dry-run")
    assert dry.code == 0
    assert "se cargarían: 1 nuevas" in dry.told
    first = await terminal.oficina("import", "cuentas", file)
    assert first.code == 0
    assert "cargado: 1 nuevas, 0 cambiadas, 0 iguales" in first.told, "the dry run loaded nothing"
    second = await terminal.oficina("import", "cuentas", file)
    assert "cargado: 0 nuevas, 0 cambiadas, 1 iguales" in second.told


async def test_import_refuses_the_whole_file_and_lists_every_line(terminal: Terminal) -> None:
    file = terminal.folder / "cuentas.csv"
    file.write_text(BAD)

    ran = await terminal.oficina("import", "cuentas", file)

    assert ran.code == 1
    assert "No se cargó nada: 1 dato rechazado." in ran.told
    listed = terminal.folder / "cuentas.rechazos.csv"
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    report = listed.read_text(encoding="utf-8-sig")
    data = json.loads((await terminal.oficina("import", "cuentas", file, "--json")).out)
    assert (data["cargado"], data["rechazadas"]) == (False, 1)
    assert data["primeras_rechazadas"][0]["columna"] == "codigo_pago_electronico"
    assert "codigo_pago_electronico" in report
    assert "12" in report
    file.write_text(GOOD)
    assert "1 nuevas" in (await terminal.oficina("import", "cuentas", file)).told


async def test_import_shows_brackets_as_they_are_and_names_a_report_it_cannot_write(
    terminal: Terminal,
) -> None:
    file = terminal.folder / "[red]cuentas.csv"
    file.write_text(HEADER + "1,Ana,1,1,[/bold]\n")

    ran = await terminal.oficina("import", "cuentas", file, "--report", "no/such/folder.csv")

    assert ran.code == 1
    assert "[/bold]" in ran.told
    assert "no se pueden escribir en no/such/folder.csv: no existe" in ran.told
    assert "Traceback" not in ran.told
    file.write_text(HEADER + "1,Ana,1,1,555\n")
    loaded = await terminal.oficina("import", "cuentas", file)
    assert "[red]cuentas.csv: 1 línea leída" in loaded.told


async def test_import_of_a_pipe_asks_for_a_file(terminal: Terminal) -> None:
    os.mkfifo(terminal.folder / "pipe")
    ran = await terminal.oficina("import", "cuentas", "pipe")
    assert ran.code == 1
    assert "No se puede leer pipe: es una tubería" in ran.told
    assert "Traceback" not in ran.told


async def test_import_of_what_nobody_knows(terminal: Terminal) -> None:
    file = terminal.folder / "x.csv"
    file.write_text(GOOD)
    ran = await terminal.oficina("import", "recetas", file)
    assert ran.code == 1
    assert "cuentas" in ran.told
    assert "Traceback" not in ran.told
    missing = await terminal.oficina("import", "cuentas", terminal.folder / "no.csv")
    assert missing.code == 2


async def test_a_script_is_played_to_its_voucher(terminal: Terminal) -> None:
    script = TREE / "examples" / "first_voucher.txt"
    ran = await terminal.oficina("demo", "--script", script, "--output", "made")
    assert ran.code == 0, ran.told
    assert "CLIENTE /start" in ran.told
    assert "Comprobante Nº 1" in ran.told
    pdf = terminal.folder / "made" / "comprobante-1.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")


async def test_a_script_that_cannot_be_played_names_its_line(terminal: Terminal) -> None:
    (terminal.folder / "broken.txt").write_text("# a comment\n/start\n[No such button]\n")
    ran = await terminal.oficina("demo", "--script", "broken.txt")
    assert ran.code == 1
    assert "broken.txt, línea 3: ningún botón dice «No such button»" in ran.told
    assert "Traceback" not in ran.told


async def test_a_contact_file_that_can_not_be_used_is_told_in_a_sentence(
    terminal: Terminal,
) -> None:
    terminal.settings |= {
        "OFICINA_TELEGRAM_TOKEN": "1:token",
        "OFICINA_PUBLIC_URL": "http://127.0.0.1:1",
        "OFICINA_SMTP_URL": "smtp://127.0.0.1:1",
        "OFICINA_MAIL_FROM": "Oficina <oficina@example.org>",
        "OFICINA_CONTACT_FILE": "contacto.toml",
    }
    (terminal.folder / "contacto.toml").write_text("oficinas = 3", "utf-8")
    ran = await terminal.oficina("run")
    assert ran.code == 1
    assert "El archivo de contacto contacto.toml no sirve" in ran.told
    assert "Traceback" not in ran.told


async def test_a_token_that_telegram_does_not_know_is_told_in_a_sentence(
    terminal: Terminal,
) -> None:
    async with Simulator() as simulator:
        terminal.settings |= {
            "OFICINA_TELEGRAM_TOKEN": "1:token",
            "OFICINA_TELEGRAM_API": simulator.root,
            "OFICINA_PUBLIC_URL": "http://127.0.0.1:1",
            "OFICINA_SMTP_URL": "smtp://127.0.0.1:1",
            "OFICINA_MAIL_FROM": "Oficina <oficina@example.org>",
        }
        ran = await terminal.oficina("run")
    assert ran.code == 1
    assert ran.told.endswith("Telegram no conoce el token de OFICINA_TELEGRAM_TOKEN.")
    assert "1:token" not in ran.told
    assert "Traceback" not in ran.told


async def test_claims_without_any_and_with_a_wrong_number(terminal: Terminal) -> None:
    await terminal.oficina("db", "upgrade")
    listed = await terminal.oficina("claims")
    assert (listed.code, listed.told) == (0, "No hay ninguno abierto.")
    for words in (("show", "7"), ("answer", "7", "Hola")):
        ran = await terminal.oficina("claims", *words)
        assert (ran.code, ran.told) == (1, "No hay ningún mensaje o reclamo N.º 7.")
    assert (await terminal.oficina("claims", "close", "7")).code == 1
    empty = await terminal.oficina("claims", "answer", "7", "  ")
    assert "de 1 a 3000 caracteres" in empty.told
    beyond = await terminal.oficina("claims", "show", "9" * 30)
    assert "Valor inválido para 'NÚMERO'" in beyond.told


async def test_a_claim_is_listed_and_shown_as_it_was_written(terminal: Terminal) -> None:
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    async with open_database(url):
        claim = NewClaim("access", "no me anda [/b] :cat: [red]nada", "Ana [x]", "[/i] 383")
        await StoredClaims().open(1, claim, key="k", now=local_now())
    for words in ((), ("show", "1")):
        ran = await terminal.oficina("claims", *words)
        assert ran.code == 0
        assert "no me anda [/b] :cat: [red]nada" in ran.told
        assert "Ana [x]" in ran.told
