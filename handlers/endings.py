"""What each outcome of a conversation does, once, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, assert_never

from conversations.replies import Reply
from domain.access import LIFETIME, NewLink, Purpose
from domain.accounts import Account
from domain.messages import Begin, Open
from domain.networks import Networks
from domain.office import Desk, Office
from domain.outcomes import (
    IssueVoucher,
    LinkAccount,
    LogIn,
    LogOut,
    NewUser,
    Outcome,
    ResendConfirmation,
)
from domain.vouchers import IssuedVoucher
from handlers.speech import Document
from texts import link_account, log_in, mails, menu, overdue_voucher, register


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A page's address with a new token, and the token's hash."""

    url: str
    token_hash: str


class Printer(Protocol):
    """Makes PDFs."""

    async def voucher(self, issued: IssuedVoucher, account: Account) -> bytes:
        """The voucher's PDF."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The chat, the moment and the name that make a deed one: done again, it does nothing."""

    chat_id: int
    key: str
    now: datetime


Said = Reply | Document


class Endings:
    """Carries out what conversations end in.

    `new_link` makes the address of a page with a fresh token, `nudge` tells the outbox that
    something was planned.
    """

    def __init__(
        self,
        desk: Desk,
        printer: Printer,
        networks: Networks,
        new_link: Callable[[Purpose], FreshLink],
        nudge: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._printer = printer
        self._networks = networks
        self._new_link = new_link
        self._nudge = nudge

    async def carry_out(self, outcome: Outcome, office: Office, at: Occasion) -> tuple[Said, ...]:
        """Do the deed and return what is to be said of it.

        Raises:
            Taken: a new user's e-mail or name went to somebody else meanwhile.
        """
        match outcome:
            case NewUser():
                return await self._register(outcome, at)
            case ResendConfirmation():
                return await self._resend(office, at)
            case LogIn():
                return await self._log_in(at)
            case LogOut():
                await self._desk.log_out(at.chat_id)
                return (Reply(log_in.OUT, log_in.OUT_OFFERS),)
            case LinkAccount(account):
                await self._desk.link_account(at.chat_id, account.number, at.now)
                return (Reply(link_account.linked(account), link_account.offers(account)),)
            case IssueVoucher():
                return await self._issue(outcome, at)
            case _:
                assert_never(outcome)

    async def _register(self, new_user: NewUser, at: Occasion) -> tuple[Said, ...]:
        url, link = self._link(Purpose.CONFIRM, at)
        mail = mails.confirm_address(new_user.email, new_user.first_names, url)
        await self._desk.register(at.chat_id, new_user, link, mail, key=at.key, now=at.now)
        self._nudge()
        return (self._mail_sent(new_user.email),)

    async def _resend(self, office: Office, at: Occasion) -> tuple[Said, ...]:
        user = await office.pending_user()
        if user is None:
            return (Reply(log_in.ALREADY_CONFIRMED, log_in.IN_OFFERS),)
        url, link = self._link(Purpose.CONFIRM, at, user.id)
        mail = mails.confirm_address(user.email, user.first_names, url)
        await self._desk.open_link(link, mail, key=at.key, now=at.now)
        self._nudge()
        return (self._mail_sent(user.email),)

    def _mail_sent(self, email: str) -> Reply:
        keys = (Begin(register.RESEND, "resend_confirmation"), Begin(register.CORRECT, "register"))
        return Reply(register.mail_sent(email), tuple((key,) for key in keys))

    async def _log_in(self, at: Occasion) -> tuple[Said, ...]:
        url, link = self._link(Purpose.LOG_IN, at)
        # Each link is a new one: its address is shown only now, so an old one would be no use.
        await self._desk.open_link(link, None, key=link.token_hash, now=at.now)
        minutes = int(LIFETIME[Purpose.LOG_IN].total_seconds() // 60)
        keys = ((Open(log_in.OPEN_PAGE, url),), (Begin(menu.LABELS["register"], "register"),))
        return (Reply(log_in.page_link(minutes), keys),)

    def _link(
        self, purpose: Purpose, at: Occasion, user_id: int | None = None
    ) -> tuple[str, NewLink]:
        fresh = self._new_link(purpose)
        expires = at.now + LIFETIME[purpose]
        return fresh.url, NewLink(purpose, fresh.token_hash, at.chat_id, expires, user_id)

    async def _issue(self, outcome: IssueVoucher, at: Occasion) -> tuple[Said, ...]:
        account, voucher = outcome.account, outcome.voucher
        number = await self._desk.issue_voucher(at.chat_id, voucher, at.now)
        await self._desk.touch_account(at.chat_id, account.number, at.now)
        issued = self._networks.issue(number, voucher, at.now.date())
        return (
            Document(
                key=f"voucher:{number}",
                file_name=overdue_voucher.file_name(issued),
                caption=overdue_voucher.caption(issued),
                keyboard=overdue_voucher.caption_buttons(issued),
                make=lambda: self._printer.voucher(issued, account),
            ),
        )
