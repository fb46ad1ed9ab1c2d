"""Runs the checks side by side; each is guarded, and none keeps the others waiting for long."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.doctor import chat, data, machine, mail, mail_domain, pages, paper
from bot.doctor import settings as own_settings
from bot.doctor.findings import Check, Findings, Mark, bad, unknown
from bot.doctor.settings import ReadSettings
from bot.settings import Settings
from texts.doctor import examination as texts

PATIENCE = 15.0  # seconds for all checks together
CHECKS = (
    Check("Configuración", own_settings.look),
    Check("Base de datos", data.look, ("database_url",)),
    Check("Telegram", chat.look, ("telegram_token", "telegram_api", "public_url")),
    Check("Correo", mail.look, ("smtp_url",)),
    Check("Dominio del remitente", mail_domain.look, ("mail_from",)),
    Check("Correos devueltos", mail.look_at_returned, ("returned_mail_url",)),
    Check("Páginas", pages.look, ("public_url",)),
    Check("Documentos", paper.look, ("layouts",)),
    Check("Reloj", chat.look_at_clock, ("telegram_api",)),
    Check("Máquina", machine.look),
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Section:
    """What one check found."""

    name: str
    findings: Findings

    def count(self, mark: Mark) -> int:
        """How many of its findings have this mark."""
        return sum(one.mark is mark for one in self.findings)


async def examine(
    read: ReadSettings, checks: tuple[Check, ...] = CHECKS, patience: float = PATIENCE
) -> AsyncIterator[Section]:
    """Make all checks at once and give their findings in order, each as soon as it is known.

    A check that doesn't end is left behind, and isn't waited for.
    """
    if read.settings is None:
        yield Section(checks[0].name, read.findings)
        return
    until = asyncio.get_running_loop().time() + patience
    looking = [asyncio.create_task(_guarded(one, read, read.settings)) for one in checks]
    for check, task in zip(checks, looking, strict=True):
        left = max(0.0, until - asyncio.get_running_loop().time())
        done, _ = await asyncio.wait({task}, timeout=left)
        found = task.result() if done else [bad(texts.unfinished(patience))]
        yield Section(check.name, [*read.findings, *found] if check is checks[0] else found)


async def _guarded(check: Check, read: ReadSettings, settings: Settings) -> Findings:
    if missing := [name for name in check.needs if name in read.unusable]:
        return [unknown(texts.not_looked_at(missing))]
    try:
        return await check.look(settings)
    except Exception as error:
        log.debug("the check %s broke", check.name, exc_info=True)
        return [bad(texts.failed(f"{type(error).__name__}: {error}"))]
