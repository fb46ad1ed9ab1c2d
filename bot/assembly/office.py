"""Opens everything the office consists of, and closes it in the end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from telegram import Bot, Update
from telegram.ext import Application

from bot.assembly.conversations import all_endings, trained_intents, turn_handler
from bot.assembly.jobs import Job, leaders_jobs
from bot.assembly.pages import office_site
from bot.assembly.sending import outbox_sender
from bot.clock import local_now
from bot.delivery_fallback import DeliveryFallback
from bot.derived_secret import derived_secret
from bot.monitoring.health import Health
from bot.monitoring.logs import chat_digest, during_turn
from bot.settings import Settings
from bot.telegram.chat_queue import ChatQueue
from bot.telegram.first_calls import until_answered
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import Webhook
from documents.renderer import DocumentRenderer
from domain.clock import Clock
from domain.contact import Contact, load_contact
from domain.networks import LAYOUTS, load_networks
from handlers.delivery import Delivery
from handlers.intent_recorder import IntentRecorder
from handlers.updates import Updates
from outbox.mail_names import MailNames
from outbox.sender import Sender
from storage.desk import StoredDesk
from storage.engine.chat_locks import ChatLocks
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from web.links import Links

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Take = Callable[[Update], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class VirtualOffice:
    """What runs: `take` deals with an update; the bot, the sender, the pages' site, the jobs."""

    take: Take
    bot: Bot
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
        application = await _open_application(opened, settings, health, stop or asyncio.Event())
        bot: Bot = application.bot

        desk = StoredDesk()
        fallback = DeliveryFallback(desk, clock)
        names = MailNames(derived_secret(token, "mail names"))
        sender = await outbox_sender(settings, bot, names, fallback, clock, health)
        delivery = Delivery(bot, desk, sender.answered, health.tried)
        jobs = leaders_jobs(settings, bot, delivery, names, fallback, sender.nudge, clock, health)

        intents = await trained_intents(settings.cache)
        endings = all_endings(networks, renderer, links, sender.nudge)
        turns = turn_handler(
            endings, intents, delivery, clock, health, networks=networks, contact=contact
        )
        Updates(turns, desk, clock).register(application)

        take = _taking(application, derived_secret(token, "chats in the log"), health)
        webhook = Webhook(bot, _webhook_secret(settings), take)
        app = office_site(settings, bot, links, webhook, sender.nudge, clock)
        yield VirtualOffice(take, bot, sender, app, jobs, webhook, intents, database, health)


async def _open_application(
    opened: AsyncExitStack, settings: Settings, health: Health, stop: asyncio.Event
) -> AnyApplication:
    """python-telegram-bot's application, on our transport and with our queue of each chat."""
    locks = ChatLocks(settings.database_url.get_secret_value())
    opened.push_async_callback(locks.close)
    answering = AiohttpRequest(read_timeout=15, on_answer=health.requested)
    polling = AiohttpRequest(connection_pool_size=4, read_timeout=15, on_answer=health.requested)
    for request in (answering, polling):  # the application leaves them open when it can't begin
        opened.push_async_callback(request.shutdown)
    application = (
        Application.builder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .request(answering)
        .get_updates_request(polling)
        .concurrent_updates(ChatQueue(locks.turn))
        .updater(None)
        .build()
    )
    await until_answered(application.bot.initialize, stop, "getMe")
    return await opened.enter_async_context(application)


def _taking(application: AnyApplication, chats_secret: str, health: Health) -> Take:
    """Deals with an update, the log's lines marked with it."""

    async def take(update: Update) -> None:
        chat = update.effective_chat
        digest = chat_digest(chat.id, chats_secret) if chat else "no chat"
        with during_turn(update.update_id, digest), health.metrics.under_way.track_inprogress():
            handling = application.process_update(update)
            await application.update_processor.process_update(update, handling)
            await health.update_taken()

    return take


def _webhook_secret(settings: Settings) -> str:
    token = settings.telegram_token.get_secret_value()
    return settings.webhook_secret.get_secret_value() or derived_secret(token, "webhook")
