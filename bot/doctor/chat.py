"""Telegram: the bot, how its updates come, the alerts' chat, and its clock."""

from email.utils import parsedate_to_datetime

import aiohttp
from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.clock import local_now
from bot.doctor.clock import compared
from bot.doctor.findings import Findings, bad, ok, unknown, warning
from bot.settings import Settings
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import PATH
from domain.alerts import LATELY, MANY_WAITING
from texts.doctor import chat as texts
from texts.doctor.machine import CLOCK_UNKNOWN

PATIENCE = 6.0  # seconds


async def look(settings: Settings) -> Findings:
    """What Telegram knows of the bot."""
    request = AiohttpRequest(read_timeout=PATIENCE, connect_timeout=PATIENCE)
    token = settings.telegram_token.get_secret_value()
    try:
        async with Bot(token, base_url=f"{settings.telegram_api}/bot", request=request) as bot:
            return [
                ok(texts.bot_known(bot.username)),
                *_updates(await bot.get_webhook_info(), settings.public_url),
                *await _alert_chat(bot, settings.alert_chat),
            ]
    except InvalidToken:
        return [bad(texts.token_unknown())]
    except TelegramError as error:
        return [bad(texts.telegram_away(settings.telegram_api, error.message))]
    finally:
        await request.shutdown()


async def look_at_clock(settings: Settings) -> Findings:
    """Our clock beside the Date that Telegram's answers carry."""
    before = local_now()
    limit = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(settings.telegram_api, allow_redirects=False) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, LookupError, ValueError):
        return [unknown(CLOCK_UNKNOWN)]
    return [compared("Telegram", theirs, before, local_now())]


def _updates(info: WebhookInfo, public_url: str) -> Findings:
    ours = f"{public_url}{PATH}"
    if not info.url:
        findings = [ok(texts.POLLING)]
    elif info.url == ours:
        findings = [ok(texts.webhook(ours))]
    else:
        findings = [bad(texts.webhook_elsewhere(info.url, ours))]
    if info.url and info.last_error_date and local_now() - info.last_error_date < 6 * LATELY:
        reason = info.last_error_message or ""
        at = info.last_error_date.astimezone(local_now().tzinfo)
        findings.append(warning(texts.webhook_failed(at, reason)))
    if info.pending_update_count >= MANY_WAITING:
        findings.append(warning(texts.updates_wait(info.pending_update_count)))
    return findings


async def _alert_chat(bot: Bot, chat: int | None) -> Findings:
    if chat is None:
        return []
    try:
        found = await bot.get_chat(chat)
    except TelegramError as error:
        return [bad(texts.alert_chat_unknown(chat, error.message))]
    return [ok(texts.alert_chat_known(found.effective_name or str(chat)))]
