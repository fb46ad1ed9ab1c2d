"""`oficina alerts`: the list, and a trial by both ways."""

from datetime import timedelta

import pytest

from bot.clock import local_now
from domain.alerts import AlertKind, Episode, Subject
from simulator.people.customer import Customer
from simulator.server import Simulator
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.monitoring.alerts import StoredAlerts, tell_once
from tests.bot.command import Terminal

pytestmark = pytest.mark.slow


async def test_the_list_has_the_open_ones_first(terminal: Terminal) -> None:
    url = terminal.settings["OFICINA_DATABASE_URL"]
    await upgrade(url)
    assert (await terminal.oficina("alerts")).told.startswith("No hay alertas abiertas")
    now = local_now()
    since = now - timedelta(hours=2)
    async with open_database(url):
        away = Episode(since, since, "Lo que se recibió: [Errno 111]", told_at=since)
        await StoredAlerts().save(Subject(AlertKind.MAIL_AWAY), away, (), since)
        over = Episode(since, since, told_at=now, ended_at=now - timedelta(minutes=97))
        await StoredAlerts().save(Subject(AlertKind.OWED, "mail"), over, (), now)
        await tell_once(Subject(AlertKind.LATE_NOTICES), "3 de los 5", (), now)
    ran = await terminal.oficina("alerts")
    assert ran.code == 0
    first, second, third = ran.out.strip().split("\n\n")
    assert first.startswith("El servidor de correo no responde: ABIERTA desde el")
    assert "[Errno 111]" in first
    assert "Todavía no le llegó a nadie." in first
    assert {second.splitlines()[0].split(":")[0], third.splitlines()[0].split(":")[0]} == {
        "Hay envíos que no salen (correos)",
        "Avisos de factura fuera de término",
    }
    assert "duró 23 minutos" in ran.told


async def test_a_trial_goes_by_both_ways_and_says_what_came_of_it(terminal: Terminal) -> None:
    async with Simulator() as simulator, Customer(simulator.root, "Jefa") as boss:
        terminal.settings |= {
            "OFICINA_TELEGRAM_TOKEN": simulator.token,
            "OFICINA_TELEGRAM_API": simulator.root,
            "OFICINA_PUBLIC_URL": "https://oficina.example.org",
            "OFICINA_SMTP_URL": simulator.smtp_url,
            "OFICINA_MAIL_FROM": "oficina@example.org",
        }
        nobody = await terminal.oficina("alerts", "test")
        assert nobody.code == 1
        assert "No hay a quién avisar" in nobody.told

        terminal.settings |= {
            "OFICINA_ALERT_MAIL": "sistemas@example.org",
            "OFICINA_ALERT_CHAT": str(boss.chat_id),
        }
        both = await terminal.oficina("alerts", "test")
        assert both.code == 0, both.told
        assert f"Chat {boss.chat_id}: llegó." in both.told
        await boss.wait_for("Prueba de las alertas")
        assert await simulator.mailbox.wait("sistemas@example.org", 0, 1) is not None

        terminal.settings |= {
            "OFICINA_ALERT_CHAT": "-55",
            "OFICINA_SMTP_URL": "smtp://u:hidden@127.0.0.1:1",
        }
        neither = await terminal.oficina("alerts", "test")
    assert neither.code == 1
    assert "Mail a sistemas@example.org: no salió. Lo que se recibió: SMTPConnect" in neither.told
    assert "Chat -55: no llegó. Lo que se recibió: Chat not found" in neither.told
    assert "hidden" not in neither.told
