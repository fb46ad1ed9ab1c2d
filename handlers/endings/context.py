"""What endings work with: the desk, the printer, the networks, links; and the occasion."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.engine.replies import Reply
from documents.personal_data import PersonalData
from domain.access import LIFETIME, NewLink, Purpose
from domain.account_guard import AccountGuard
from domain.accounts import Account
from domain.claims import Claims
from domain.invoice_detail import InvoiceCopy
from domain.networks import Networks
from domain.office import Desk
from domain.own_data import OwnData
from domain.recovery import Recovery
from domain.sent_vouchers import SentVouchers
from domain.subscriptions import Subscriptions
from domain.vouchers import IssuedVoucher
from handlers.delivery import Document

Said = Reply | Document


class NotNow(Exception):
    """A deed that can't be done at present; says why, in HTML. Nothing that was answered is lost:
    the conversation's last question is put again.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Printer(Protocol):
    """Makes PDFs."""

    async def voucher(self, issued: IssuedVoucher, account: Account) -> bytes:
        """The voucher's PDF."""

    async def invoice(self, copy: InvoiceCopy) -> bytes:
        """The PDF of an invoice's copy."""

    async def personal_data(self, held: PersonalData) -> bytes:
        """The PDF of what is held of a person."""


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A page's address with a new token, and the token's hash."""

    url: str
    token_hash: str


@dataclass(frozen=True, slots=True)
class Deed:
    """The chat, the moment and the name that make a deed one: done again, it does nothing."""

    chat_id: int
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class EndingContext:
    """What an ending may use.

    `new_link` makes the address of a page with a fresh token, `nudge` tells the outbox that
    something was planned.
    """

    desk: Desk
    printer: Printer
    networks: Networks
    new_link: Callable[[Purpose], FreshLink]
    nudge: Callable[[], None]
    recovery: Recovery
    subscriptions: Subscriptions
    claims: Claims
    own_data: OwnData
    custody: AccountGuard
    vouchers: SentVouchers

    def link(self, purpose: Purpose, at: Deed, user_id: int | None = None) -> tuple[str, NewLink]:
        """A one-time link for the chat: its address, and what is kept of it."""
        fresh = self.new_link(purpose)
        expires = at.now + LIFETIME[purpose]
        return fresh.url, NewLink(purpose, fresh.token_hash, at.chat_id, expires, user_id)
