"""What a message comes to: the turns, with what they understand and what their endings do."""

import asyncio
from contextlib import AbstractContextManager
from pathlib import Path

from bot.derived_secret import derived_secret
from bot.monitoring.health import Health
from bot.monitoring.logs import chat_digest, during_turn
from bot.settings import Settings
from documents.renderer import DocumentRenderer
from domain.access import Purpose
from domain.clock import Clock
from domain.contact import Contact
from domain.dialogues import Dialogues
from domain.networks import Networks
from domain.office import ChatView, Office
from faq.cached_matcher import cached_matcher
from faq.corpus import load_corpus
from faq.masking import mask
from handlers.chat_handler import ChatHandler
from handlers.delivery import Delivery
from handlers.endings.access import AccessEndings
from handlers.endings.accounts import AccountEndings
from handlers.endings.claims import ClaimEndings
from handlers.endings.deed import FreshLink
from handlers.endings.digital_invoice import DigitalInvoiceEndings
from handlers.endings.invoices import InvoiceEndings
from handlers.endings.own_data import OwnDataEndings
from handlers.endings.recovery import RecoveryEndings
from handlers.endings.registry import Endings
from handlers.endings.vouchers import VoucherEndings
from handlers.intent_recorder import IntentRecorder
from handlers.intents import FaqIntents
from handlers.own_data_printing import OwnDataPrinter
from handlers.printing import Printer
from handlers.raw_bot import RawBot
from handlers.reply_delivery import ReplyDelivery
from handlers.turn import TurnHandler
from outbox.sender import Sender
from storage.accounts.guard import StoredAccountGuard
from storage.billing.sent_vouchers import StoredSentVouchers
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.engine.database import answers
from storage.learning import StoredLearning
from storage.notices.subscriptions import StoredSubscriptions
from storage.office import StoredOffice
from storage.people.own_data import StoredOwnData
from storage.people.recovery import StoredRecovery
from web.links import Links, new_token, token_hash


async def trained_intents(cache: Path) -> IntentRecorder:
    """The recogniser, taught by the corpus and by what staff added."""
    learning = StoredLearning()
    matcher = await asyncio.to_thread(cached_matcher, await learning.phrasings(), cache)
    return IntentRecorder(FaqIntents(load_corpus(), matcher), learning, mask)


def all_endings(networks: Networks, links: Links) -> Endings:
    """What each outcome of a conversation does."""

    def new_link(purpose: Purpose) -> FreshLink:
        token = new_token()
        return FreshLink(links.page(purpose, token), token_hash(token))

    desk, recovery, vouchers = StoredDesk(), StoredRecovery(), StoredSentVouchers()
    return Endings(
        AccessEndings(desk, recovery, new_link),
        RecoveryEndings(desk, recovery, new_link),
        AccountEndings(desk, StoredAccountGuard()),
        InvoiceEndings(desk, networks),
        VoucherEndings(desk, networks, vouchers),
        DigitalInvoiceEndings(desk, StoredSubscriptions()),
        ClaimEndings(StoredClaims()),
        OwnDataEndings(StoredOwnData()),
    )


def chat_handler(
    settings: Settings,
    bot: RawBot,
    endings: Endings,
    intents: IntentRecorder,
    renderer: DocumentRenderer,
    sender: Sender,
    dialogues: Dialogues,
    clock: Clock,
    health: Health,
    *,
    networks: Networks,
    contact: Contact,
) -> tuple[ChatHandler, Delivery]:
    """Does what chats need, and what it says it with."""

    def office_of(chat_id: int, view: ChatView | None) -> Office:
        limit = networks.limit
        return StoredOffice(chat_id, voucher_limit=limit, clock=clock, contact=contact, view=view)

    token = settings.telegram_token.get_secret_value()
    secret = derived_secret(token, "chats in the log")

    def during(update_id: int, chat_id: int) -> AbstractContextManager[None]:
        return during_turn(update_id, chat_digest(chat_id, secret))

    desk = StoredDesk()
    own_data = OwnDataPrinter(renderer, lambda chat_id: office_of(chat_id, None))
    printer = Printer(renderer, own_data.print)
    delivery = Delivery(bot, desk, printer, sender.answered, health.tried)
    handler = ChatHandler(
        bot,
        dialogues,
        TurnHandler(dialogues, desk, endings, office_of, intents, clock),
        ReplyDelivery(dialogues, delivery, desk, StoredSentVouchers(), clock),
        delivery,
        desk,
        clock,
        answers,
        sender.nudge,
        health.metrics.turn_taken,
        health.update_taken,
        during,
    )
    return handler, delivery
