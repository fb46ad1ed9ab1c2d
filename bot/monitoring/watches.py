"""What the alerts' job looks at, and how often."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.monitoring.alert_messages import AlertMessages
from bot.monitoring.alerts import Alerts, Watch
from bot.monitoring.certificate import CertificateWrong, certificate_of
from bot.settings import Settings
from domain.alerts import (
    AlertKind,
    Condition,
    Subject,
    certificate_ends,
    disk_is_low,
    is_silent,
    updates_wait,
)
from domain.clock import ZONE, Clock
from domain.health import ClaimFigures, LastImport
from domain.interest import covered_until
from domain.overdue import worth_telling
from domain.vouchers import DAYS_AHEAD
from outbox.mail_probe import MailServerAway, probe
from outbox.mail_server import MailServer
from storage.engine.database import data_folder
from storage.monitoring.figures import known_rates
from storage.monitoring.health import health_figures
from storage.monitoring.overdue import overdue
from texts.staff import alerts as texts

RATES_AHEAD = timedelta(days=DAYS_AHEAD + 3)
"""A voucher made today may be paid in 15 days, and staff needs some to load the rates."""


def nobody(up: bool) -> None:
    """Tell nobody whether the mail server is up."""


@dataclass(frozen=True, slots=True)
class Watches:
    """The looks, over the settings and the bot; `on_mail_server` is told what was found there."""

    settings: Settings
    bot: Bot
    on_mail_server: Callable[[bool], None] = nobody

    def all(self) -> tuple[Watch, ...]:
        """Each with its time."""
        return (
            Watch("the database's figures", timedelta(seconds=30), self.figures),
            Watch("the mail server", timedelta(minutes=1), self.mail),
            Watch("Telegram", timedelta(minutes=1), self.telegram),
            Watch("the disk", timedelta(minutes=5), self.disk),
            Watch("the certificate", timedelta(hours=6), self.certificate),
        )

    async def figures(self, now: datetime) -> list[Condition]:
        """What is owed, who waits, and since when."""
        health = await health_figures(now)
        silence = timedelta(hours=self.settings.alert_silence_hours)
        silent = is_silent(health.last_update, now, silence)
        return [
            *await _owed(now),
            Condition(
                Subject(AlertKind.SILENCE),
                silent,
                texts.silent(health.last_update) if silent and health.last_update else "",
            ),
            _claims(health.claims, now - timedelta(days=self.settings.alert_claim_days)),
            *await _rates(now),
            *_imports(health.imports),
        ]

    async def mail(self, now: datetime) -> list[Condition]:
        """Whether the mail server takes us in, even if nothing is owed."""
        subject = Subject(AlertKind.MAIL_AWAY)
        try:
            server = MailServer.of(self.settings.smtp_url.get_secret_value())
            await probe(server, self.settings.mail_domain)
        except MailServerAway as error:
            self.on_mail_server(False)
            return [Condition(subject, True, texts.said(str(error)))]
        self.on_mail_server(True)
        return [Condition(subject, False)]

    async def telegram(self, now: datetime) -> list[Condition]:
        """Whether Telegram answers, and hands its updates over."""
        subject = Subject(AlertKind.TELEGRAM_AWAY)
        try:
            info = await self.bot.get_webhook_info()
        except RetryAfter:  # it answers
            return [Condition(subject, False)]
        except TelegramError as error:
            return [Condition(subject, True, texts.said(error.message))]
        failed_at = info.last_error_date
        waits = updates_wait(info.pending_update_count, failed_at, now)
        detail = texts.waiting(info.pending_update_count, info.last_error_message or "")
        return [
            Condition(subject, False),
            Condition(Subject(AlertKind.UPDATES_WAITING), waits, detail if waits else ""),
        ]

    async def disk(self, now: datetime) -> list[Condition]:
        """The room where the database is, or else where the process runs."""
        disk = shutil.disk_usage(data_folder(self.settings.database_url.get_secret_value()))
        detail = texts.disk(disk.free, disk.total)
        return [Condition(Subject(AlertKind.DISK), disk_is_low(disk.free, disk.total), detail)]

    async def certificate(self, now: datetime) -> list[Condition]:
        """How long the pages' certificate is good; nothing where their address isn't reached."""
        subject = Subject(AlertKind.CERTIFICATE)
        if not self.settings.public_url.startswith("https://"):
            return [Condition(subject, False)]
        try:
            found = await certificate_of(self.settings.public_url)
        except CertificateWrong as error:
            return [Condition(subject, True, texts.certificate_wrong(str(error)))]
        except OSError:
            return []
        ends = certificate_ends(found.begins, found.ends, now)
        return [Condition(subject, ends, texts.certificate(found.ends))]


def alerts_job(
    settings: Settings,
    bot: Bot,
    nudge: Callable[[], None],
    clock: Clock,
    on_mail_server: Callable[[bool], None] = nobody,
) -> Alerts:
    """The alerts' job over all watches."""
    watches = Watches(settings, bot, on_mail_server).all()
    return Alerts(watches, AlertMessages.of(settings), clock, nudge)


async def _owed(now: datetime) -> list[Condition]:
    found = await overdue(now)
    conditions = []
    for kind in ("mail", "note"):
        items = worth_telling(found, kind)
        detail = texts.owed(items) if items else ""
        conditions.append(Condition(Subject(AlertKind.OWED, kind), bool(items), detail))
    return conditions


def _claims(claims: ClaimFigures, since: datetime) -> Condition:
    oldest = claims.oldest_unanswered
    late = oldest is not None and oldest <= since
    detail = texts.claims(claims.unanswered, oldest) if late and oldest else ""
    return Condition(Subject(AlertKind.CLAIMS), late, detail)


async def _rates(now: datetime) -> list[Condition]:
    """Nothing is said of a table that was never filled: `oficina doctor` does."""
    until = covered_until(await known_rates())
    if until is None:
        return []
    ends = until < now.astimezone(ZONE).date() + RATES_AHEAD
    return [Condition(Subject(AlertKind.RATES), ends, texts.rates(until))]


def _imports(imports: tuple[LastImport, ...]) -> list[Condition]:
    newest = {one.kind: one for one in sorted(imports, key=lambda one: one.at)}
    return [
        Condition(
            Subject(AlertKind.IMPORT_REFUSED, one.kind),
            one.refused > 0,
            texts.import_refused(one.file, one.refused) if one.refused else "",
        )
        for one in newest.values()
    ]
