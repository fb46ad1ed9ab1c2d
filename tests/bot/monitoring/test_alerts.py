"""Who runs the office is told, once, of a real mail server, Bot API and database in trouble."""

import json
import shutil
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Bot

from bot.monitoring.alert_messages import AlertMessages
from bot.monitoring.alerts import Alerts
from bot.monitoring.certificate import certificate_of
from bot.monitoring.watches import alerts_job
from bot.settings import Settings
from bot.telegram.transport import AiohttpRequest
from domain.alerts import AlertKind
from simulator.server import Simulator
from storage import tables
from storage.engine.database import data_folder, open_database
from storage.monitoring.alerts import StoredAlerts
from storage.monitoring.health import updates_are_coming
from tests.bot.subscriber import at
from tests.outbox.mail_stub import MailServer

CHAT = -1001234567890
SYSTEMS, STAFF = "sistemas@example.org", "facturacion@example.org"
NOBODY = "http://127.0.0.1:1"


@dataclass
class Watched:
    """The job with a clock of its own, and what it planned to tell."""

    settings: Settings
    bot: Bot
    now: datetime = field(default_factory=lambda: at(24, 12))
    mail_server_seen: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.job = self.new_job()

    def new_job(self) -> Alerts:
        """Another leader's."""
        seen = self.mail_server_seen.append
        return alerts_job(self.settings, self.bot, lambda: None, lambda: self.now, seen)

    async def pass_time(self, minutes: int) -> None:
        """Look four times a minute, as the running office does."""
        for _ in range(4 * minutes):
            await self.job.run_once()
            self.now += timedelta(seconds=15)

    async def told(self) -> list[tuple[str, str]]:
        """(to whom, the title) of each message since the last call."""
        alerts = tables.OutboxItem.filter(key__startswith="alert:")
        items = [row async for row in alerts.order_by("id")]
        await alerts.delete()
        return [_told(row) for row in items]


def _told(row: tables.OutboxItem) -> tuple[str, str]:
    content = json.loads(row.content)
    if row.kind == "mail":
        return content["to"], content["subject"]
    assert row.chat_id == CHAT
    return "chat", content["html"].splitlines()[0]


def settings_with(**changed: object) -> Settings:
    values: dict[str, object] = {
        "telegram_token": SecretStr("1:token"),
        "telegram_api": NOBODY,
        "public_url": "http://127.0.0.1:1",
        "smtp_url": SecretStr("smtp://127.0.0.1:1"),
        "mail_from": "oficina@example.org",
        "alert_mail": SYSTEMS,
        "staff_mail": STAFF,
        "alert_chat": CHAT,
    }
    return Settings.model_validate(values | changed)


@pytest.fixture
async def opened() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def watched(sqlite_database: None, opened: AsyncExitStack) -> Watched:
    """A Telegram and a mail server that answer, and an empty database."""
    simulator = await opened.enter_async_context(Simulator())
    settings = settings_with(
        telegram_token=SecretStr(simulator.token),
        telegram_api=simulator.root,
        smtp_url=SecretStr(simulator.smtp_url),
    )
    return Watched(settings, await bot_of(settings, opened))


@pytest.fixture
async def sqlite_database(upgraded_sqlite: Path, tmp_path: Path, opened: AsyncExitStack) -> None:
    file = tmp_path / "oficina.sqlite3"
    shutil.copy(upgraded_sqlite, file)
    await opened.enter_async_context(open_database(f"sqlite://{file}"))


async def bot_of(settings: Settings, opened: AsyncExitStack) -> Bot:
    request = AiohttpRequest(read_timeout=2, connect_timeout=2)
    await request.initialize()
    opened.push_async_callback(request.shutdown)
    return Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        request=request,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_while_all_is_well_nobody_is_told(watched: Watched) -> None:
    await watched.pass_time(20)
    assert await watched.told() == []
    assert await StoredAlerts().going_on() == {}


async def test_a_mail_server_that_is_away_is_told_in_the_chat_within_five_minutes_and_its_end(
    watched: Watched, opened: AsyncExitStack
) -> None:
    port = free_port()
    watched.settings.smtp_url = SecretStr(f"smtp://127.0.0.1:{port}")
    await watched.pass_time(2)
    assert await watched.told() == []
    await watched.pass_time(3)
    assert await watched.told() == [("chat", "⚠️ <b>El servidor de correo no responde</b>")]
    assert set(watched.mail_server_seen) == {False}, "the metrics are told as well"
    await watched.pass_time(20)
    assert await watched.told() == [], "it is told once"

    server = await opened.enter_async_context(MailServer().serving(port=port))
    await watched.pass_time(4)
    watched.job = watched.new_job()
    await watched.pass_time(4)
    ended = "Se resolvió: El servidor de correo no responde"
    assert await watched.told() == [(SYSTEMS, ended), ("chat", f"✅ <b>{ended}</b>")]
    assert server.mails == []
    assert watched.mail_server_seen[-1]


async def test_another_leader_goes_on_from_what_the_last_one_told(watched: Watched) -> None:
    watched.settings.smtp_url = SecretStr("smtp://127.0.0.1:1")
    await watched.pass_time(2)
    watched.job = watched.new_job()
    await watched.pass_time(3)
    assert len(await watched.told()) == 1
    watched.job = watched.new_job()
    await watched.pass_time(10)
    assert await watched.told() == []


async def test_without_a_chat_the_mail_tells_it_when_it_can(watched: Watched) -> None:
    watched.settings.smtp_url = SecretStr("smtp://127.0.0.1:1")
    watched.settings.alert_chat = None
    watched.job = watched.new_job()
    await watched.pass_time(5)
    assert await watched.told() == [(SYSTEMS, "Alerta: El servidor de correo no responde")]


async def test_each_alert_is_logged_as_an_error_even_if_nobody_is_named(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.settings.smtp_url = SecretStr("smtp://127.0.0.1:1")
    watched.settings.alert_chat = None
    watched.settings.alert_mail = watched.settings.staff_mail = ""
    watched.job = watched.new_job()
    await watched.pass_time(5)
    assert await watched.told() == []
    [record] = [one for one in caplog.records if one.levelname == "ERROR"]
    assert "mail_away" in record.getMessage()


async def test_a_mail_server_that_refuses_the_password_is_as_good_as_away(
    watched: Watched, opened: AsyncExitStack
) -> None:
    server = await opened.enter_async_context(MailServer().serving())
    watched.settings.smtp_url = SecretStr(f"smtp://u:wrong@127.0.0.1:{server.port}")
    await watched.pass_time(5)
    assert [to for to, _ in await watched.told()] == ["chat"]
    [alert] = await StoredAlerts().told(at(24, 0))
    assert "535" in alert.episode.detail
    watched.settings.smtp_url = SecretStr(f"smtp://u:clave%20de%3Aprueba@127.0.0.1:{server.port}")
    await watched.pass_time(7)
    assert len(await watched.told()) == 2
    assert server.logged_in[-1] == "u"


async def test_a_telegram_that_is_away_is_told_by_mail(
    watched: Watched, opened: AsyncExitStack
) -> None:
    watched.bot = await bot_of(settings_with(), opened)
    watched.job = watched.new_job()
    await watched.pass_time(5)
    assert await watched.told() == [(SYSTEMS, "Alerta: No se llega a Telegram")]


async def test_updates_that_telegram_can_not_hand_over(watched: Watched) -> None:
    async with Simulator() as telegram, AsyncExitStack() as opened:
        watched.settings.telegram_api = telegram.root
        watched.bot = await bot_of(watched.settings, opened)
        watched.job = watched.new_job()
        telegram.webhook.last_error = "Wrong response from the webhook: 502 Bad Gateway"
        telegram.webhook.last_error_at = int(watched.now.timestamp()) + 300
        telegram.world.updates.add("message", {})
        await watched.pass_time(8)
    told = [title for _, title in await watched.told()]
    assert "Alerta: Telegram tiene mensajes sin entregar" in told
    [alert] = await StoredAlerts().told(at(24, 0))
    assert alert.episode.detail == (
        "1 mensaje espera. Lo que se recibió: Wrong response from the webhook: 502 Bad Gateway"
    )


async def test_what_is_owed_for_a_quarter_of_an_hour(watched: Watched) -> None:
    await tables.OutboxItem.create(
        key="k", kind="mail", content="{}", planned_at=watched.now, due_at=watched.now,
        attempts=9, last_error="421 4.3.2 busy",
    )  # fmt: skip
    await watched.pass_time(15)
    await tables.OutboxItem.filter(key="k").update(due_at=watched.now + timedelta(hours=1))
    assert await StoredAlerts().told(at(24, 0)) == ()
    await watched.pass_time(3)
    [alert] = await StoredAlerts().told(at(24, 0))
    assert "1 envío debería haber salido ya" in alert.episode.detail
    assert "421 4.3.2 busy" in alert.episode.detail
    await tables.OutboxItem.filter(key="k").update(due_at=None, sent_at=watched.now)
    await watched.told()
    await watched.pass_time(6)
    assert (SYSTEMS, "Se resolvió: Hay envíos que no salen (correos)") in await watched.told()


async def test_hours_without_a_message_end_with_the_next_one(watched: Watched) -> None:
    await updates_are_coming(watched.now - timedelta(hours=4))  # at 8
    await watched.pass_time(15)
    assert await watched.told() == []
    watched.now = at(24, 14)
    await watched.pass_time(11)
    titles = [title for _, title in await watched.told()]
    assert titles[0] == "Alerta: Hace horas que no llega ningún mensaje"
    await updates_are_coming(watched.now)
    await watched.pass_time(1)
    assert len(await watched.told()) == 2


async def test_staff_is_told_of_a_claim_that_waits_and_of_its_answer(watched: Watched) -> None:
    claim = await tables.Claim.create(
        key="k", chat_id=1, topic="other", text="t", name="n", reach="r", opened_at=at(17, 11)
    )
    await watched.pass_time(1)
    assert (STAFF, "Alerta: Hay reclamos sin contestar") in await watched.told()
    claim.answered_at = watched.now
    await claim.save()
    await watched.pass_time(1)
    assert (STAFF, "Se resolvió: Hay reclamos sin contestar") in await watched.told()


async def test_staff_is_told_of_rates_that_end_and_of_the_new_ones(watched: Watched) -> None:
    async def load(since: date) -> None:
        await tables.Rate.create(since=since, yearly=Decimal(50), bna_passive=Decimal(40))

    await load(date(2026, 10, 1))  # good until the end of November
    await watched.pass_time(1)
    assert (STAFF, "Alerta: Se terminan las tasas de interés") in await watched.told()
    await load(date(2026, 11, 1))
    await watched.pass_time(1)
    assert (STAFF, "Se resolvió: Se terminan las tasas de interés") in await watched.told()


async def test_staff_is_told_of_a_refused_file_until_one_of_its_kind_is_loaded(
    watched: Watched,
) -> None:
    async def imported(kind: str, refused: int) -> None:
        await tables.Import.create(
            kind=kind, file=f"{kind}.csv", lines=9, refused=refused, at=watched.now
        )

    await imported("pagos", 0)
    await imported("facturas", 2)
    await watched.pass_time(1)
    assert (STAFF, "Alerta: Se rechazó una carga de datos (facturas)") in await watched.told()
    await imported("facturas", 1)
    await watched.pass_time(1)
    assert await watched.told() == []
    await imported("facturas", 0)
    await watched.pass_time(1)
    assert len(await watched.told()) == 2


async def test_a_certificate_that_browsers_refuse(watched: Watched, certificate: Path) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    async with MailServer().serving(tls, from_the_start=True) as server:
        watched.settings.public_url = f"https://127.0.0.1:{server.port}"
        ours = ssl.create_default_context(cafile=str(certificate.with_suffix(".crt")))
        known = await certificate_of(watched.settings.public_url, tls=ours)
        assert known.ends - known.begins == timedelta(days=2)
        await watched.pass_time(1)
    told = [title for _, title in await watched.told()]
    assert "Alerta: Hay que renovar el certificado de las páginas" in told
    [alert] = await StoredAlerts().told(at(24, 0))
    assert "self-signed certificate" in alert.episode.detail


async def test_a_look_that_fails_does_not_keep_the_others_from_looking(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.settings.database_url = SecretStr("sqlite:///no/such/folder/oficina.sqlite3")
    watched.settings.smtp_url = SecretStr("smtp://127.0.0.1:1")
    await watched.pass_time(5)
    assert len(await watched.told()) == 1
    assert "the look at the disk failed" in caplog.text


def test_each_kind_of_alert_goes_to_who_mends_it() -> None:
    both = AlertMessages(SYSTEMS, STAFF)
    assert both.mail_for(AlertKind.DISK) == SYSTEMS
    assert both.mail_for(AlertKind.CLAIMS) == STAFF
    assert AlertMessages(alert_mail=SYSTEMS).mail_for(AlertKind.CLAIMS) == SYSTEMS
    assert AlertMessages(staff_mail=STAFF).mail_for(AlertKind.DISK) == STAFF


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite://oficina.sqlite3", "."),
        ("sqlite:///srv/oficina.sqlite3", "/srv"),
        ("postgres://u:p@h/d", "."),
    ],
)
def test_the_disk_looked_at_is_that_of_the_data(url: str, folder: str) -> None:
    assert data_folder(url) == Path(folder)
