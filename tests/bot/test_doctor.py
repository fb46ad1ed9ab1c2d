"""What doctor looks at, what it says, and that nothing keeps it from saying it."""

import asyncio
import json
import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

import bot
from bot.clock import local_now
from bot.doctor import chat, data, machine, mail, pages
from bot.doctor.clock import compared
from bot.doctor.examination import CHECKS, examine
from bot.doctor.findings import Check, Finding, Findings, Mark, ok
from bot.doctor.settings import ReadSettings, look
from bot.settings import Settings
from domain.alerts import AlertKind, Episode, Subject
from simulator.server import Simulator
from storage import tables
from storage.engine.database import open_database
from storage.monitoring.alerts import StoredAlerts
from tests.bot.command import Terminal
from tests.outbox.mail_stub import MailServer
from texts.commands.settings import MEANINGS

NOON = datetime(2026, 11, 24, 12, tzinfo=local_now().tzinfo)


def settings_with(**changed: object) -> Settings:
    values: dict[str, object] = {
        "telegram_token": SecretStr("1:token"),
        "telegram_api": "http://127.0.0.1:1",
        "public_url": "https://oficina.example.org",
        "smtp_url": SecretStr("smtp://127.0.0.1:1"),
        "mail_from": "oficina@example.org",
    }
    return Settings.model_validate(values | changed)


def said(findings: Findings, mark: Mark) -> str:
    return "\n".join(one.text for one in findings if one.mark is mark)


@pytest.mark.slow
async def test_the_copied_example_gives_sentences(terminal: Terminal) -> None:
    example = Path(bot.__file__).parents[1] / ".env.example"
    shutil.copy(example, terminal.folder / ".env")
    ran = await terminal.oficina("doctor")
    assert ran.code == 1
    assert ran.err == ""
    assert "mal      falta OFICINA_TELEGRAM_TOKEN: el token del bot" in ran.out
    assert "no se revisó: primero hay que arreglar OFICINA_TELEGRAM_TOKEN" in ran.out
    assert "Acá no hay ninguna oficina" in ran.out
    assert "se pueden hacer PDF" in ran.out, "what can be looked at is"
    assert not list(terminal.folder.glob("*.sqlite3")), "it makes no database"


@pytest.mark.slow
async def test_in_a_folder_that_is_gone_it_looks_from_another(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    command = f'cd "{left}" && rmdir "{left}" && exec "{sys.executable}" -m bot doctor'
    tree = str(Path(bot.__file__).parents[1])
    process = await asyncio.create_subprocess_shell(
        command,
        env=os.environ | {"PYTHONPATH": tree},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert "ok       se pueden hacer PDF" in out.decode()
    assert "Traceback" not in err.decode()


@pytest.mark.slow
async def test_it_says_what_is_well_and_what_to_mend(terminal: Terminal) -> None:
    await terminal.oficina("db", "upgrade")
    async with Simulator() as simulator:
        terminal.settings |= {
            "OFICINA_TELEGRAM_TOKEN": simulator.token,
            "OFICINA_TELEGRAM_API": simulator.root,
            "OFICINA_PUBLIC_URL": "http://127.0.0.1:1",
            "OFICINA_SMTP_URL": simulator.smtp_url,
            "OFICINA_MAIL_FROM": "oficina@example.org",
            "OFICINA_SAMPLE": "true",
            "OFICINA_RETURNED_MAIL_URL": "imap://u:hidden@127.0.0.1:1/INBOX",
        }
        empty = await terminal.oficina("doctor", "--json")
        assert empty.code == 1
        report = json.loads(empty.out)
        wrong = [one["text"] for one in report["findings"] if one["mark"] == "mal"]
        assert not report["ok"]
        assert wrong[0].startswith("no hay cuentas ni facturas")
        assert wrong[1].startswith("no hay tasas")
        assert "casilla de correos devueltos no se puede leer: Connection" in wrong[2]
        assert "hidden" not in empty.told
        del terminal.settings["OFICINA_RETURNED_MAIL_URL"]

        await terminal.oficina("sample", "sample")
        for kind in ("cuentas", "facturas", "pagos", "tasas"):
            loaded = await terminal.oficina("import", kind, f"sample/{kind}.csv")
            assert loaded.code == 0, loaded.told
        well = await terminal.oficina("doctor")
        assert well.code == 0, well.told
        assert "Telegram conoce al bot: @oficina_virtual_bot" in well.told
        assert "desde esta máquina no se llega a http://127.0.0.1:1/salud" in well.told

    unreachable = await terminal.oficina("doctor")
    assert unreachable.code == 1
    assert "Traceback" not in unreachable.told
    assert simulator.token not in unreachable.told


async def test_a_file_for_every_folder_names_places_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "oficina.env").write_text("")
    monkeypatch.setenv("OFICINA_ENV_FILE", str(tmp_path / "oficina.env"))
    whole = {
        "database_url": SecretStr("postgres://localhost/oficina"),
        "cache": tmp_path / "cache",
        "sent_log": tmp_path / "sent-log",
    }
    assert "carpeta entera" not in said(await look(settings_with(**whole)), Mark.WARNING)
    told = said(await look(settings_with(**whole | {"sent_log": Path("log")})), Mark.WARNING)
    assert "OFICINA_SENT_LOG no dice la carpeta entera" in told


@pytest.mark.slow
async def test_a_wrong_setting_is_told_and_keeps_no_other_check_from_looking(
    terminal: Terminal,
) -> None:
    terminal.settings |= {
        "OFICINA_WEB_PORT": "muchos",
        "OFICINA_SMTP_URL": "smtp://u:hidden@127.0.0.1:1",
        "OFICINA_SMPT_URL": "smtp://x",
    }
    ran = await terminal.oficina("doctor")
    assert "OFICINA_WEB_PORT está mal escrita: se espera el puerto local" in ran.told
    assert "el servidor de correo 127.0.0.1:1 no está disponible" in ran.told
    assert "OFICINA_SMPT_URL no es ninguna configuración" in ran.told
    assert "¿es OFICINA_SMTP_URL?" in ran.told
    assert "hidden" not in ran.told


def test_each_setting_is_explained() -> None:
    assert set(MEANINGS) == set(Settings.model_fields)


async def breaks(_settings: Settings) -> Findings:
    raise RuntimeError("algo raro")


async def hangs(_settings: Settings) -> Findings:
    await asyncio.sleep(3600)
    return []


async def well(_settings: Settings) -> Findings:
    return [ok("anda")]


async def test_a_check_that_breaks_or_hangs_is_a_sentence_and_the_others_go_on() -> None:
    checks = (Check("Rota", breaks), Check("Colgada", hangs), Check("Sana", well))
    read = ReadSettings(settings_with(), frozenset(), [])
    sections = [one async for one in examine(read, checks, patience=0.3)]
    assert [(one.name, [(f.mark, f.text) for f in one.findings]) for one in sections] == [
        ("Rota", [(Mark.BAD, "no se pudo revisar (RuntimeError: algo raro)")]),
        ("Colgada", [(Mark.BAD, "no terminó en 0 segundos: algo no contesta")]),
        ("Sana", [(Mark.OK, "anda")]),
    ]


def test_what_a_check_needs_are_settings() -> None:
    for check in CHECKS:
        assert set(check.needs) <= set(Settings.model_fields)


async def test_the_mail_server_that_is_off_and_the_one_that_others_can_read() -> None:
    away = await mail.look(settings_with())
    assert "127.0.0.1:1 no está disponible" in said(away, Mark.BAD)
    async with MailServer().serving() as server:
        url = SecretStr(f"smtp://127.0.0.1:{server.port}")
        found = await mail.look(settings_with(smtp_url=url))
    assert [one.mark for one in found] == [Mark.OK], "nobody else is on this machine's loopback"


async def test_a_webhook_that_leads_elsewhere_and_an_alerts_chat_that_is_not_there() -> None:
    async with Simulator() as telegram:
        settings = settings_with(
            telegram_token=SecretStr(telegram.token), telegram_api=telegram.root, alert_chat=-1
        )
        polled = await chat.look(settings)
        assert "sin webhook" in said(polled, Mark.OK)
        assert "no llega al chat -1" in said(polled, Mark.BAD)
        telegram.webhook.url = "https://otra.example.org/telegram/mensajes"
        assert "otra.example.org" in said(await chat.look(settings), Mark.BAD)
        telegram.webhook.url = "https://oficina.example.org/telegram/mensajes"
        telegram.webhook.last_error = "SSL error {unable to get local issuer certificate}"
        telegram.webhook.last_error_at = int(local_now().timestamp())
        found = await chat.look(settings)
        assert "entrega los mensajes en https://oficina.example.org" in said(found, Mark.OK)
        assert "unable to get local issuer" in said(found, Mark.WARNING)
        wrong = await chat.look(
            settings.model_copy(update={"telegram_token": SecretStr("2:token")})
        )
        assert "Telegram no conoce el token" in said(wrong, Mark.BAD)
        [clock] = await chat.look_at_clock(settings)
        assert clock.mark is Mark.OK
    [unknown] = await chat.look_at_clock(settings)
    assert unknown.mark is Mark.NONE


@pytest.mark.parametrize(
    ("seconds", "mark", "words"),
    [
        (0, Mark.OK, "coincide"),
        (-4, Mark.OK, "coincide"),
        (7, Mark.WARNING, "atrasado 7 segundos"),
        (-8, Mark.WARNING, "adelantado 8 segundos"),
        (90, Mark.BAD, "atrasado"),
    ],
)
def test_clocks_that_differ(seconds: int, mark: Mark, words: str) -> None:
    found = compared("Telegram", NOON + timedelta(seconds=seconds), NOON, NOON)
    assert found.mark is mark
    assert words in found.text


def test_the_time_that_an_answer_takes_is_no_skew() -> None:
    theirs = NOON + timedelta(seconds=20)
    assert compared("Telegram", theirs, NOON, NOON + timedelta(seconds=30)).mark is Mark.OK


async def test_private_files_that_anybody_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    private, open_one = tmp_path / ".env", tmp_path / "oficina.dump"
    for file, mode in ((private, 0o600), (open_one, 0o644)):
        file.touch()
        file.chmod(mode)
    found = await machine.look(settings_with())
    assert said(found, Mark.WARNING).splitlines() == [
        f"cualquier usuario de la máquina puede leer {open_one}: corré «chmod o-rwx {open_one}»"
    ]
    open_one.chmod(0o640)
    found = await machine.look(settings_with())
    assert "no los lee cualquiera" in said(found, Mark.OK)


async def test_pages_in_the_clear_and_pages_that_are_somebody_elses() -> None:
    async with Simulator() as other:
        found = await pages.look(settings_with(public_url=other.root))
    assert "a la vista" in said(found, Mark.BAD)
    assert "contesta otra cosa (código 404)" in said(found, Mark.WARNING)


async def look_at(database: str) -> list[Finding]:
    return await data.look(settings_with(database_url=SecretStr(database)))


async def test_what_is_owed_for_long_and_the_alerts_that_are_open(
    upgraded_database_url: str,
) -> None:
    database = upgraded_database_url
    since = local_now() - timedelta(hours=1)
    async with open_database(database):
        await tables.OutboxItem.create(
            key="k", kind="mail", content="{}", planned_at=since, due_at=local_now(),
            attempts=9, last_error="421 4.3.2 busy",
        )  # fmt: skip
        subject = Subject(AlertKind.MAIL_AWAY)
        await StoredAlerts().save(subject, Episode(since, since, told_at=since), (), since)
    found = await look_at(database)
    assert "por salir: 1 mail y 0 mensajes" in said(found, Mark.OK)
    assert "mails: 1 envío debería haber salido ya" in said(found, Mark.WARNING)
    assert "421 4.3.2 busy" in said(found, Mark.WARNING)
    assert "El servidor de correo no responde («oficina alerts»)" in said(found, Mark.WARNING)


async def test_a_database_that_is_not_up_to_date_or_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "oficina.sqlite3"
    found = await look_at(f"sqlite://{missing}")
    assert "Acá no hay ninguna oficina" in said(found, Mark.BAD)
    assert not missing.exists()
    missing.touch()
    assert "oficina db upgrade" in said(await look_at(f"sqlite://{missing}"), Mark.BAD)
    missing.write_text("esto no es una base" * 100)
    assert "oficina" in said(await look_at(f"sqlite://{missing}"), Mark.BAD)
