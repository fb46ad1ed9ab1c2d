"""`oficina alerts`: what is going on, what was told, and whether alerts arrive."""

import asyncio
import secrets
from datetime import timedelta
from typing import Annotated

import typer

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import with_database
from bot.settings import Settings
from domain.alerts import Alert
from storage.monitoring.alerts import StoredAlerts
from texts.commands import alerts as texts

PATIENCE = 20.0  # seconds for each way
app = typer.Typer(
    help=texts.HELP,
    invoke_without_command=True,
)


@app.callback(help=f"{texts.HELP}\n\n{texts.LIST_HELP}")
def alerts(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=3650, help=texts.DAYS_HELP)] = 7,
) -> None:
    """Show the open alerts and the recent ones."""
    if context.invoked_subcommand is None:
        since = local_now() - timedelta(days=days)
        found = with_database(lambda: StoredAlerts().told(since))
        for one in sorted(found, key=lambda one: one.episode.ended_at is not None):
            _show(one)
        if not found:
            terminal.say(texts.NONE)


def _show(alert: Alert) -> None:
    is_open = alert.episode.ended_at is None
    terminal.say(f"{texts.listed(alert)}\n", style="red" if is_open else "")


@app.command(help=texts.TEST_HELP)
def test() -> None:
    """Send a trial by each way, and tell what came of it."""
    results = asyncio.run(_try_ways(Settings.read()))
    for arrived, line in results:
        terminal.say(line, style="" if arrived else "red")
    if not results:
        terminal.say(texts.NOBODY, style="red")
    if not results or not all(arrived for arrived, _ in results):
        raise typer.Exit(1)


async def _try_ways(settings: Settings) -> list[tuple[bool, str]]:
    """Whether a trial went out, and a line that says so, for each way that is set."""
    addresses = dict.fromkeys((settings.alert_mail, settings.staff_mail))
    ways = [_try_mail(settings, to) for to in addresses if to]
    if settings.alert_chat is not None:
        ways.append(_try_chat(settings, settings.alert_chat))
    return await asyncio.gather(*ways)


async def _try_mail(settings: Settings, to: str) -> tuple[bool, str]:
    from outbox.mailer import MailDelayed, Mailer, MailRefused

    mailer = Mailer(settings.smtp_url.get_secret_value(), settings.mail_from, local_now)
    try:
        async with asyncio.timeout(PATIENCE):
            await mailer.send(texts.trial_mail(to), f"prueba.{secrets.token_hex(8)}")
    except (MailDelayed, MailRefused, TimeoutError) as error:
        return False, texts.mail_failed(to, str(error))
    return True, texts.mail_sent(to)


async def _try_chat(settings: Settings, chat: int) -> tuple[bool, str]:
    from telegram import Bot
    from telegram.error import TelegramError

    from bot.telegram.transport import AiohttpRequest
    from handlers.keyboards import inline
    from outbox.chat import Chats, NoteBlocked, NoteDelayed, NoteRefused

    token = settings.telegram_token.get_secret_value()
    try:
        async with asyncio.timeout(PATIENCE):
            async with Bot(
                token, base_url=f"{settings.telegram_api}/bot", request=AiohttpRequest()
            ) as bot:
                await Chats(bot, inline).send(chat, texts.trial_note(), local_now())
    except (NoteBlocked, NoteRefused, NoteDelayed, TelegramError, TimeoutError) as error:
        return False, texts.chat_failed(chat, str(error))
    return True, texts.chat_sent(chat)
