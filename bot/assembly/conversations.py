"""What a message comes to: the turns, with what they understand and what their endings do."""

import asyncio
from pathlib import Path

from bot.monitoring.health import Health
from documents.renderer import DocumentRenderer
from domain.access import Purpose
from domain.clock import Clock
from domain.contact import Contact
from domain.networks import Networks
from domain.office import Office
from faq.cached_matcher import cached_matcher
from faq.corpus import load_corpus
from faq.masking import mask
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
from handlers.turn import TurnHandler
from storage.accounts.guard import StoredAccountGuard
from storage.billing.sent_vouchers import StoredSentVouchers
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.dialogues import StoredDialogues
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


def all_endings(
    networks: Networks, links: Links
) -> Endings:
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


def turn_handler(
    endings: Endings,
    intents: IntentRecorder,
    delivery: Delivery,
    clock: Clock,
    health: Health,
    *,
    networks: Networks,
    contact: Contact,
) -> TurnHandler:
    """Takes the turns of all chats."""

    def office_of(chat_id: int) -> Office:
        return StoredOffice(chat_id, voucher_limit=networks.limit, clock=clock, contact=contact)

    return TurnHandler(
        StoredDialogues(),
        StoredDesk(),
        endings,
        office_of,
        intents,
        delivery,
        clock,
        health.metrics.turn_taken,
    )
