"""The office put together from its settings: one place where everything meets.

Telegram ─► polling ─► ChatByChat ─► Updates ─► Turns ─► Endings ─► Telegram
                                       storage ◄──┴────────┴──► outbox ─► mail, Telegram
browser ──► site (pages of one-time links) ─► storage
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from telegram import Bot
from telegram.ext import Application

from bot.clock import local_now
from bot.mornings import Mornings
from bot.order import ChatByChat
from bot.settings import Settings
from bot.transport import AiohttpRequest
from documents.press import Press
from domain.access import Purpose
from domain.clock import Clock
from domain.messages import Mail
from domain.networks import LAYOUTS, load_networks
from domain.office import Office
from domain.outbox import Owed
from faq.corpus import load_corpus
from faq.masking import mask
from faq.matcher import Matcher
from handlers.counter import Counter, FreshLink
from handlers.hearing import Hearing
from handlers.keyboards import inline
from handlers.listening import FaqListener
from handlers.speech import Speech
from handlers.turns import Turns
from handlers.updates import Updates
from outbox.chat import Chats
from outbox.mailer import Mailer
from outbox.sender import Sender
from storage.access import StoredAccess
from storage.claims import StoredClaims
from storage.custody import StoredCustody
from storage.database import open_database, upgrade
from storage.desk import StoredDesk
from storage.dialogues import StoredDialogues
from storage.learning import StoredLearning
from storage.office import StoredOffice
from storage.outbox import StoredOutbox
from storage.own_data import StoredOwnData
from storage.recovery import StoredRecovery
from storage.sent_vouchers import StoredSentVouchers
from storage.subscriptions import StoredSubscriptions
from texts.digital_invoice import address_refused
from web.links import Links, new_token, token_hash
from web.pages import pages
from web.site import site

LOOKS_EVERY = 1.0  # seconds after which the sender looks for what another process planned


@dataclass(frozen=True, slots=True)
class VirtualOffice:
    """What runs: the application that takes updates, the sender, the pages' site, the passes."""

    application: Application[Any, Any, Any, Any, Any, Any]
    sender: Sender
    site: web.Application
    mornings: Mornings


@asynccontextmanager
async def open_office(settings: Settings, clock: Clock = local_now) -> AsyncIterator[VirtualOffice]:
    """Open everything, the database brought up to date, and close it in the end.

    Raises:
        DatabaseUnreachable, LayoutError: as their messages say.
        InvalidToken: Telegram doesn't know the token.
    """
    networks = load_networks(settings.layouts or LAYOUTS)
    links = Links(settings.public_url)
    database = settings.database_url.get_secret_value()
    async with AsyncExitStack() as opened:
        await upgrade(database)
        await opened.enter_async_context(open_database(database))
        press = await opened.enter_async_context(Press(sample=settings.sample))

        application = _application(settings)
        await opened.enter_async_context(application)
        bot: Bot = application.bot
        desk = StoredDesk()

        async def blocked(item: Owed) -> None:
            if item.chat_id is not None:
                await desk.mark_blocked(item.chat_id, True, clock())

        subscriptions = StoredSubscriptions()

        async def mail_refused(item: Owed) -> None:
            if isinstance(item.content, Mail):
                told = address_refused()
                await subscriptions.address_refused(
                    item.content.to, told, key=item.key, now=clock()
                )

        sender = Sender(
            StoredOutbox(),
            Chats(bot, inline),
            Mailer(settings.smtp_url.get_secret_value(), settings.mail_from, clock),
            clock,
            poll=LOOKS_EVERY,
            on_blocked=blocked,
            on_mail_refused=mail_refused,
        )

        def new_link(purpose: Purpose) -> FreshLink:
            token = new_token()
            return FreshLink(links.page(purpose, token), token_hash(token))

        def office_of(chat_id: int) -> Office:
            return StoredOffice(chat_id, voucher_limit=networks.limit, clock=clock)

        counter = Counter(
            desk,
            press,
            networks,
            new_link,
            sender.nudge,
            StoredRecovery(),
            subscriptions,
            StoredClaims(),
            StoredOwnData(),
            StoredCustody(),
            StoredSentVouchers(),
        )
        speech = Speech(bot, desk)
        mornings = Mornings(StoredSentVouchers(), StoredOutbox(), speech, clock)
        hearing = await _hearing()
        turns = Turns(StoredDialogues(), counter, office_of, hearing, speech, clock)
        Updates(turns, desk, clock).register(application)

        routes = pages(StoredAccess(), clock, links, bot_username=_username(settings, bot))
        app = site(links, routes)
        app.on_response_prepare.append(_nudging(sender))
        yield VirtualOffice(application, sender, app, mornings)


async def _hearing() -> Hearing:
    """The listener, taught by the corpus and by what staff added; learning takes a second."""
    corpus, learning = load_corpus(), StoredLearning()
    matcher = await asyncio.to_thread(Matcher, corpus, await learning.phrasings())
    return Hearing(FaqListener(corpus, matcher), learning, mask)


def _application(settings: Settings) -> Application[Any, Any, Any, Any, Any, Any]:
    return (
        Application.builder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .request(AiohttpRequest(read_timeout=15))
        .get_updates_request(AiohttpRequest(connection_pool_size=4, read_timeout=15))
        .concurrent_updates(ChatByChat())
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
