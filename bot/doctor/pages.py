"""The pages' address as people reach it: its certificate, and whether the bot is behind it."""

import asyncio

import aiohttp

from bot.clock import local_now
from bot.doctor.findings import Findings, bad, ok, warning
from bot.monitoring.certificate import CertificateWrong, certificate_of
from bot.settings import Settings
from domain.alerts import certificate_ends
from texts.doctor import pages as texts

PATIENCE = 6.0  # seconds


async def look(settings: Settings) -> Findings:
    """Reach it from here, which may be the one place from where it can't be."""
    url = settings.public_url
    if url.startswith("https://"):
        certificate, answer = await asyncio.gather(_certificate(url), _answer(url))
        return [*certificate, *answer]
    clear = [] if settings.sample else [bad(texts.PAGES_CLEAR)]
    return [*clear, *await _answer(url)]


async def _certificate(url: str) -> Findings:
    try:
        found = await certificate_of(url, patience=PATIENCE)
    except CertificateWrong as error:
        return [bad(texts.certificate_wrong(str(error)))]
    except OSError:  # the answer tells
        return []
    if certificate_ends(found.begins, found.ends, local_now()):
        return [warning(texts.certificate_ends(found.ends))]
    return [ok(texts.certificate(found.ends))]


async def _answer(url: str) -> Findings:
    limit = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(f"{url}/salud", allow_redirects=False) as answer,
        ):
            if answer.status == 200 and b"estado" in await answer.content.read(1000):
                return [ok(texts.pages_at(url))]
            return [warning(texts.pages_of_others(url, answer.status))]
    except aiohttp.ClientConnectorError as error:
        return [warning(texts.pages_away(url, error.os_error.strerror or str(error.os_error)))]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return [warning(texts.pages_away(url, str(error) or texts.NO_ANSWER))]
