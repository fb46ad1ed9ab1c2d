"""How the office is, as one of its processes knows it: for Prometheus and for who looks after it.

Ready is who can serve people: the database answers, and it isn't draining. The rest is reported
and makes nobody unready: that Telegram or the mail server is away is no replica's fault, and
another one would serve no better.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.monitoring.metrics import Metrics
from bot.monitoring.scrubbing import scrubbed
from domain.clock import ZONE, Clock
from domain.health import ChatFigures, HealthFigures, OwedFigures
from domain.sending import Result, Sent
from storage.engine.database import answer
from storage.monitoring.health import health_figures, updates_are_coming

FRESH = timedelta(seconds=5)
"""For so long the figures that were read last do for whoever asks."""
BEAT = timedelta(minutes=1)
WEBHOOK_SECONDS = 5.0
AWAY = (Result.AWAY, Result.TOLD_TO_WAIT)
log = logging.getLogger(__name__)

AskWebhook = Callable[[], Awaitable[WebhookInfo]]


@dataclass(slots=True)
class _Server:
    """When a server last took something from us, and since when it takes nothing."""

    last_good: datetime | None = None
    away_since: datetime | None = None

    def answered(self, good: bool, now: datetime) -> None:
        if good:
            self.last_good, self.away_since = now, None
        else:
            self.away_since = self.away_since or now


class Health:
    """Told what happens in this process; counts go on to the metrics."""

    def __init__(self, clock: Clock) -> None:
        self.metrics = Metrics(clock)
        self._clock = clock
        self._telegram = _Server()
        self._updates = _Server()
        self._mail = _Server()
        self._leads = False
        self._beaten: datetime | None = None
        self._read_at: datetime | None = None
        self._figures: HealthFigures | None = None
        self._reading = asyncio.Lock()

    def leads(self, leads: bool) -> None:
        """This process leads from now on, or no longer."""
        self._leads = leads
        self.metrics.leads(leads)

    def requested(self, method: str, status: int) -> None:
        """The Bot API was asked; a refusal is an answer too."""
        if method == "getUpdates":
            self._updates.answered(status == 200, self._clock())
        else:
            self._telegram.answered(0 < status < 500 and status not in (401, 404), self._clock())
        self.metrics.requested(method, status)

    def tried(self, sent: Sent, result: Result, seconds: float) -> None:
        """Something was sent, or was not."""
        if sent is Sent.MAIL:
            self.mail_server(result not in AWAY)
        self.metrics.tried(sent, result, seconds)

    def mail_server(self, up: bool) -> None:
        """The mail server took us in, or didn't."""
        self._mail.answered(up, self._clock())
        self.metrics.mail_server(up)

    async def update_taken(self) -> None:
        """An update was dealt with: the database is told once a minute."""
        now = self._clock()
        if self._beaten is not None and now - self._beaten < BEAT:
            return
        self._beaten = now
        try:
            await updates_are_coming(now)
        except Exception as error:  # the next one is told
            log.warning("that updates come can't be kept: %s", error)

    async def figures(self) -> HealthFigures | None:
        """The database's figures, some seconds old at most; None if it doesn't answer."""
        async with self._reading:
            now = self._clock()
            if self._read_at is None or now - self._read_at >= FRESH:
                self._figures = await answer(health_figures(now))
                self._read_at = self._clock()
            return self._figures

    async def detail(self, ask_webhook: AskWebhook) -> dict[str, Any]:
        """All that is known, as JSON, for who looks after the office."""
        figures = await self.figures()
        return {
            "lider": self._leads,
            "base": {"responde": figures is not None},
            "telegram": _server(self._telegram) | {"webhook": await _webhook(ask_webhook)},
            "recepcion": _server(self._updates)
            | {"ultima_actualizacion": _moment(figures.last_update if figures else None)}
            | (_chats(figures.chats) if figures else {}),
            "correo": _server(self._mail) | (_owed(figures.mails) if figures else {}),
            "avisos": _owed(figures.notes) if figures else {},
            "reclamos": _claims(figures) if figures else {},
            "importaciones": _imports(figures) if figures else [],
        }


def _server(server: _Server) -> dict[str, Any]:
    return {
        "ultima_respuesta": _moment(server.last_good),
        "sin_respuesta_desde": _moment(server.away_since),
    }


def _owed(owed: OwedFigures) -> dict[str, Any]:
    return {
        "pendientes": owed.owed,
        "de_envios_masivos": owed.bulk,
        "mas_antiguo": _moment(owed.oldest),
        "sin_tomar_desde": _moment(owed.overdue),
        "con_error": owed.failing,
        "por_servidor_caido": owed.away,
        "ultimo_error": scrubbed(owed.last_error),
        "abandonados_en_la_hora": owed.given_up,
    }


def _chats(chats: ChatFigures) -> dict[str, Any]:
    return {
        "en_espera": chats.waiting,
        "en_espera_desde": _moment(chats.oldest),
        "chats_con_respuesta_pendiente": chats.owed,
    }


def _claims(figures: HealthFigures) -> dict[str, Any]:
    return {
        "abiertos": figures.claims.open,
        "mas_antiguo": _moment(figures.claims.oldest),
        "sin_respuesta": figures.claims.unanswered,
        "sin_respuesta_desde": _moment(figures.claims.oldest_unanswered),
    }


def _imports(figures: HealthFigures) -> list[dict[str, Any]]:
    return [
        {
            "tipo": one.kind,
            "archivo": one.file,
            "cuando": _moment(one.at),
            "lineas": one.lines,
            "rechazadas": one.refused,
        }
        for one in figures.imports
    ]


async def _webhook(ask: AskWebhook) -> dict[str, Any]:
    """What Telegram says of the webhook; nothing is pending there where updates are fetched."""
    try:
        async with asyncio.timeout(WEBHOOK_SECONDS):
            info = await ask()
    except (TelegramError, TimeoutError) as error:
        return {"error": type(error).__name__}
    return {
        "en_uso": bool(info.url),
        "pendientes": info.pending_update_count,
        "ultimo_error": scrubbed(info.last_error_message or ""),
        "ultimo_error_el": _moment(info.last_error_date),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(ZONE).isoformat(timespec="seconds")
