"""Opens everything the office consists of, and closes it in the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.assembly.conversations import all_endings, chat_handler, trained_intents
from bot.assembly.jobs import Job, leaders_jobs
from bot.assembly.pages import office_site
from bot.assembly.sending import outbox_sender
from bot.clock import local_now
from bot.delivery_fallback import DeliveryFallback
from bot.derived_secret import derived_secret
from bot.monitoring.health import Health
from bot.settings import Settings
from bot.telegram.chat_workers import ChatWorkers
from bot.telegram.first_calls import until_answered
from bot.telegram.intake import Intake
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import Webhook
from documents.renderer import DocumentRenderer
from domain.clock import Clock
from domain.contact import Contact, load_contact
from domain.networks import LAYOUTS, load_networks
from handlers.intent_recorder import IntentRecorder
from handlers.raw_bot import RawBot
from outbox.mail_names import MailNames
from outbox.sender import Sender
from storage.desk import StoredDesk
from storage.dialogues import StoredDialogues
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.inbox import StoredInbox
from web.links import Links

SENDS_AT_ONCE = 1000
"""Connections to the Bot API: one that hangs holds up its own chat only."""


@dataclass(frozen=True, slots=True)
class VirtualOffice:
    """What runs: updates are taken in and worked on; the sender, the pages' site, the jobs."""

    bot: RawBot
    intake: Intake
    workers: ChatWorkers
    sender: Sender
    site: web.Application
    jobs: tuple[Job, ...]
    webhook: Webhook
    intents: IntentRecorder
    database: str
    health: Health


@asynccontextmanager
async def open_office(
    settings: Settings, clock: Clock = local_now, stop: asyncio.Event | None = None
) -> AsyncIterator[VirtualOffice]:
    """Open everything, the database brought up to date, and close it in the end.

    Telegram is waited for until it answers, or `stop` is set.

    Raises:
        Stopped: `stop` was set first.
        DatabaseUnreachable, LayoutError, ContactFileWrong: as their messages say.
        InvalidToken: Telegram doesn't know the token.
    """
    networks = load_networks(settings.layouts or LAYOUTS)
    contact = load_contact(settings.contact_file) if settings.contact_file else Contact()
    links = Links(settings.public_url)
    database = settings.database_url.get_secret_value()
    token = settings.telegram_token.get_secret_value()
    async with AsyncExitStack() as opened:
        await upgrade(database)
        await opened.enter_async_context(open_database(database))
        health = Health(clock)
        renderer = await opened.enter_async_context(
            DocumentRenderer(sample=settings.sample, on_print=health.metrics.pdf_made)
        )
        bot = await _open_bot(opened, settings, health, stop or asyncio.Event())

        desk = StoredDesk()
        fallback = DeliveryFallback(desk, clock)
        names = MailNames(derived_secret(token, "mail names"))
        sender = await outbox_sender(settings, bot, names, fallback, clock, health)
        intents = await trained_intents(settings.cache)
        endings, dialogues, inbox = all_endings(networks, links), StoredDialogues(), StoredInbox()
        handler, delivery = chat_handler(
            settings,
            *(bot, endings, intents, renderer, sender, dialogues, clock, health),
            networks=networks,
            contact=contact,
        )
        workers = ChatWorkers(handler.work, inbox.idle_chats, dialogues.renew)
        intake = Intake(inbox, clock, workers.wake, handler.in_no_line)
        health.metrics.under_way.set_function(lambda: workers.under_way)

        jobs = leaders_jobs(settings, bot, delivery, names, fallback, sender.nudge, clock, health)
        webhook = Webhook(bot, _webhook_secret(settings), intake.receive)
        app = office_site(settings, bot, links, webhook, sender.nudge, clock)
        opened.push_async_callback(delivery.drain)
        yield VirtualOffice(
            bot, intake, workers, sender, app, jobs, webhook, intents, database, health
        )


async def _open_bot(
    opened: AsyncExitStack, settings: Settings, health: Health, stop: asyncio.Event
) -> RawBot:
    """The bot, on our transport."""
    answering = AiohttpRequest(
        connection_pool_size=SENDS_AT_ONCE, read_timeout=15, on_answer=health.requested
    )
    polling = AiohttpRequest(connection_pool_size=4, read_timeout=15, on_answer=health.requested)
    for request in (answering, polling):  # the bot leaves them open when it can't begin
        opened.push_async_callback(request.shutdown)
    bot = RawBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=answering,
        get_updates_request=polling,
    )
    await until_answered(bot.initialize, stop, "getMe")
    await opened.enter_async_context(bot)
    return bot


def _webhook_secret(settings: Settings) -> str:
    token = settings.telegram_token.get_secret_value()
    return settings.webhook_secret.get_secret_value() or derived_secret(token, "webhook")
