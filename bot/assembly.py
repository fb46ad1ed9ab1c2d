"""The office put together from its settings: one place where everything meets.

Telegram ─► polling ─► ChatByChat ─► Updates ─► Turns ─► Endings ─► Telegram
                                       storage ◄──┴────────┴──► outbox ─► mail, Telegram
browser ──► site (pages of one-time links) ─► storage
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from telegram import Bot, Update
from telegram.ext import Application

from bot.clock import local_now
from bot.delivery_fallback import DeliveryFallback
from bot.derived_secret import derived_secret
from bot.jobs.failing_mails import FailingMails
from bot.jobs.notices import NoticeJob
from bot.jobs.pruning import Pruning
from bot.jobs.refused_addresses import RefusedAddresses
from bot.jobs.returned_mail import ReturnedMailJob
from bot.jobs.vouchers import VoucherJob
from bot.monitoring.alert_messages import AlertMessages
from bot.monitoring.health import Health
from bot.monitoring.logs import chat_digest, during_turn
from bot.monitoring.watches import alerts_job
from bot.settings import Settings
from bot.telegram.chat_queue import ChatQueue
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import Webhook
from documents.renderer import DocumentRenderer
from domain.access import Purpose
from domain.clock import Clock
from domain.contact import Contact, load_contact
from domain.networks import LAYOUTS, Networks, load_networks
from domain.office import Office
from faq.corpus import load_corpus
from faq.learnt import cached_matcher
from faq.masking import mask
from handlers.delivery import Delivery
from handlers.endings.access import AccessEndings
from handlers.endings.accounts import AccountEndings
from handlers.endings.claims import ClaimEndings
from handlers.endings.deed import FreshLink, NewLinkMaker, Nudge
from handlers.endings.digital_invoice import DigitalInvoiceEndings
from handlers.endings.invoices import InvoiceEndings
from handlers.endings.own_data import OwnDataEndings
from handlers.endings.recovery import RecoveryEndings
from handlers.endings.registry import Endings
from handlers.endings.rendering import Renderer
from handlers.endings.vouchers import VoucherEndings
from handlers.intents import FaqIntents
from handlers.keyboards import inline
from handlers.learning import IntentRecorder
from handlers.turn import TurnHandler
from handlers.updates import Updates
from outbox.chat import Chats
from outbox.mail_names import MailNames
from outbox.mailer import Mailer
from outbox.returned import ReturnedMailbox
from outbox.sender import PACE, PAID_PACE, Sender
from outbox.sent_log import SentLog
from storage.accounts.guard import StoredAccountGuard
from storage.billing.sent_vouchers import StoredSentVouchers
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.dialogues import StoredDialogues
from storage.engine.chat_locks import ChatLocks
from storage.engine.database import answers, open_database
from storage.engine.upgrades import upgrade
from storage.learning import StoredLearning
from storage.notices.announcements import announced
from storage.notices.ledger import StoredLedger
from storage.notices.subscriptions import StoredSubscriptions
from storage.office import StoredOffice
from storage.outbox import StoredOutbox
from storage.people.access import StoredAccess
from storage.people.own_data import StoredOwnData
from storage.people.recovery import StoredRecovery
from web.links import Links, new_token, token_hash
from web.pages import pages
from web.site import site
from web.staff import Staff, staff_pages

LOOKS_EVERY = 1.0  # seconds after which the sender looks for what another process planned


Job = Callable[[asyncio.Event], Coroutine[None, None, None]]
"""Runs beside the sender until the event."""


@dataclass(frozen=True, slots=True)
class VirtualOffice:
    """What runs: `take` deals with an update; the bot, the sender, the pages' site, the passes."""

    take: Callable[[Update], Coroutine[None, None, None]]
    bot: Bot
    sender: Sender
    site: web.Application
    jobs: tuple[Job, ...]
    webhook: Webhook
    intents: IntentRecorder
    database: str
    health: Health


@asynccontextmanager
async def open_office(settings: Settings, clock: Clock = local_now) -> AsyncIterator[VirtualOffice]:
    """Open everything, the database brought up to date, and close it in the end.

    Raises:
        DatabaseUnreachable, LayoutError, ContactFileWrong: as their messages say.
        InvalidToken: Telegram doesn't know the token.
    """
    networks = load_networks(settings.layouts or LAYOUTS)
    contact = load_contact(settings.contact_file) if settings.contact_file else Contact()
    links = Links(settings.public_url)
    database = settings.database_url.get_secret_value()
    async with AsyncExitStack() as opened:
        await upgrade(database)
        await opened.enter_async_context(open_database(database))
        health = Health(clock)
        press = await opened.enter_async_context(
            DocumentRenderer(sample=settings.sample, on_print=health.metrics.pdf_made)
        )

        locks = ChatLocks(database)
        opened.push_async_callback(locks.close)
        requests = (
            AiohttpRequest(read_timeout=15, on_answer=health.requested),
            AiohttpRequest(connection_pool_size=4, read_timeout=15, on_answer=health.requested),
        )
        for request in requests:  # the application leaves them open when it can't begin
            opened.push_async_callback(request.shutdown)
        application = _application(settings, locks, *requests)
        await opened.enter_async_context(application)
        bot: Bot = application.bot
        desk = StoredDesk()

        subscriptions = StoredSubscriptions()
        fallback = DeliveryFallback(desk, clock)
        token = settings.telegram_token.get_secret_value()
        names = MailNames(derived_secret(token, "mail names"))
        chats_secret = derived_secret(token, "chats in the log")
        sent_log = SentLog(settings.sent_log, clock)
        await sent_log.begin()
        sender = Sender(
            StoredOutbox(),
            Chats(bot, inline, paid=settings.paid_broadcast),
            Mailer(settings.smtp_url.get_secret_value(), settings.mail_from, clock),
            names,
            clock,
            pace=PAID_PACE if settings.paid_broadcast else PACE,
            in_flight=64 if settings.paid_broadcast else 24,
            batch=600 if settings.paid_broadcast else 60,
            poll=LOOKS_EVERY,
            on_blocked=fallback.chat_blocked,
            on_mail_refused=fallback.mail_refused,
            on_mail_delayed=fallback.mail_delayed,
            on_try=health.tried,
            on_delivered=sent_log.delivered,
        )

        def new_link(purpose: Purpose) -> FreshLink:
            token = new_token()
            return FreshLink(links.page(purpose, token), token_hash(token))

        def office_of(chat_id: int) -> Office:
            return StoredOffice(chat_id, voucher_limit=networks.limit, clock=clock, contact=contact)

        endings = _endings(desk, press, networks, new_link, sender.nudge, subscriptions)
        delivery = Delivery(bot, desk, sender.answered, health.tried)
        intents = await _intents(settings.cache)
        taken = health.metrics.turn_taken
        turns = TurnHandler(
            StoredDialogues(), desk, endings, office_of, intents, delivery, clock, taken
        )
        Updates(turns, desk, clock).register(application)

        async def take(update: Update) -> None:
            chat = update.effective_chat
            digest = chat_digest(chat.id, chats_secret) if chat else "no chat"
            with during_turn(update.update_id, digest), health.metrics.under_way.track_inprogress():
                handling = application.process_update(update)
                await application.update_processor.process_update(update, handling)
                await health.update_taken()

        webhook = Webhook(bot, _webhook_secret(settings), take)

        async def ready() -> bool:
            return not webhook.draining and await answers()

        routes = pages(StoredAccess(), clock, links, bot_username=_username(settings, bot))
        staff = Staff(
            settings.staff_password_hash.get_secret_value(),
            StoredAccess(),
            StoredLedger(),
            announced,
            StoredLearning().questions,
            clock,
        )
        app = site(links, routes, staff_pages(staff, links), webhook.routes(), ready=ready)
        app.on_response_prepare.append(_nudging(sender))
        jobs: tuple[Job, ...] = (
            VoucherJob(StoredSentVouchers(), StoredOutbox(), delivery, clock).run,
            NoticeJob(clock, sender.nudge, AlertMessages.of(settings)).run,
            alerts_job(settings, bot, sender.nudge, clock, health.mail_server).run,
            FailingMails(clock, settings.staff_mail).run,
            RefusedAddresses(
                clock, timedelta(minutes=settings.refusals_wait), settings.staff_mail
            ).run,
            Pruning(timedelta(days=settings.keep_sent_days), clock).run,
        )
        if mailbox_url := settings.returned_mail_url.get_secret_value():
            mailbox = ReturnedMailbox(mailbox_url)
            returned = ReturnedMailJob(mailbox, StoredOutbox(), names, fallback.mail_refused, clock)
            jobs = (*jobs, returned.run)
        yield VirtualOffice(take, bot, sender, app, jobs, webhook, intents, database, health)


def _endings(
    desk: StoredDesk,
    renderer: Renderer,
    networks: Networks,
    new_link: NewLinkMaker,
    nudge: Nudge,
    subscriptions: StoredSubscriptions,
) -> Endings:
    """What each outcome of a conversation does."""
    recovery, vouchers = StoredRecovery(), StoredSentVouchers()
    return Endings(
        AccessEndings(desk, recovery, new_link, nudge),
        RecoveryEndings(desk, recovery, new_link, nudge),
        AccountEndings(desk, StoredAccountGuard(), nudge),
        InvoiceEndings(desk, renderer, networks, vouchers),
        VoucherEndings(desk, renderer, networks, vouchers),
        DigitalInvoiceEndings(desk, subscriptions, nudge),
        ClaimEndings(StoredClaims(), nudge),
        OwnDataEndings(StoredOwnData(), renderer),
    )


def _webhook_secret(settings: Settings) -> str:
    token = settings.telegram_token.get_secret_value()
    return settings.webhook_secret.get_secret_value() or derived_secret(token, "webhook")


async def _intents(cache: Path) -> IntentRecorder:
    """The listener, taught by the corpus and by what staff added."""
    learning = StoredLearning()
    matcher = await asyncio.to_thread(cached_matcher, await learning.phrasings(), cache)
    return IntentRecorder(FaqIntents(load_corpus(), matcher), learning, mask)


def _application(
    settings: Settings, locks: ChatLocks, request: AiohttpRequest, polling: AiohttpRequest
) -> Application[Any, Any, Any, Any, Any, Any]:
    return (
        Application.builder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .request(request)
        .get_updates_request(polling)
        .concurrent_updates(ChatQueue(locks.turn))
        .updater(None)
        .build()
    )


def _username(settings: Settings, bot: Bot) -> str:
    """The bot's name for the pages' way back to the chat; a simulator's has no t.me."""
    return bot.username if settings.telegram_api.endswith("//api.telegram.org") else ""


def _nudging(sender: Sender) -> Any:
    async def nudge(request: web.Request, response: web.StreamResponse) -> None:
        if request.method == "POST":
            sender.nudge()

    return nudge
