"""The two sides of the counter: `Office` only reads, `Desk` writes.

Scripts hold an Office, handlers hold the Desk: a deed done twice by re-running a script does not
type-check. Every write of the Desk may be repeated with the same `key` without a second effect.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from domain.access import NewLink
from domain.account_guard import Newcomer, NewcomerAlert
from domain.accounts import Account
from domain.contact import Contact
from domain.digital_invoice import Subscription
from domain.interest import Rate
from domain.invoice_detail import InvoiceDetail
from domain.invoices import Statement
from domain.messages import Mail
from domain.notices import Wishes
from domain.outcomes import NewUser, WrongPair
from domain.own_data import HeldData
from domain.people import User
from domain.plans import Instalment
from domain.vouchers import KnownVoucher, Voucher


@dataclass(frozen=True, slots=True)
class ChatView:
    """What is known of a chat as a turn begins: who is logged in there, with which accounts.

    `accounts` are the user's, the last used first, without those whose link is frozen; there are
    none while nobody is logged in. `wishes` are the chat's own, whoever is logged in.
    """

    user: User | None = None
    accounts: tuple[Account, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)


class Office(Protocol):
    """What one chat may know: all reads are about the chat and the user logged in there."""

    @property
    def voucher_limit(self) -> Decimal:
        """The largest total in pesos that both networks' layouts can carry."""

    @property
    def contact(self) -> Contact:
        """Where people can be sent to."""

    async def user(self) -> User | None:
        """The user logged in at this chat."""

    async def pending_user(self) -> User | None:
        """The user this chat registered and who hasn't confirmed the e-mail yet."""

    async def email_taken(self, email: str) -> bool:
        """Whether a user has the address; this chat's own unconfirmed one doesn't count."""

    async def username_taken(self, username: str) -> bool:
        """Whether a user has the name; this chat's own unconfirmed one doesn't count."""

    async def linked_accounts(self) -> tuple[Account, ...]:
        """The user's accounts, the last used first."""

    async def account_with(self, receipt: str, payment_code: str) -> Account | None:
        """The account that has both an invoice of that number and that payment code.

        Both are normalised (domain.codes). A missing pair and a wrong one can't be told apart.
        """

    async def newcomers(self, account: str) -> tuple[Newcomer, ...]:
        """Those who linked one of the user's accounts after the user, and may be objected to."""

    async def frozen(self, account: str) -> bool:
        """Whether the user's link to the account is frozen, because somebody objected."""

    async def linking_blocked_until(self, now: datetime) -> datetime | None:
        """Until when this chat may not try codes, after five wrong pairs within an hour."""

    async def statement(self, account: str, today: date) -> Statement:
        """The invoices of one of the user's accounts, newest first."""

    async def invoice_detail(self, account: str, receipt: str) -> InvoiceDetail | None:
        """What an invoice of one of the user's accounts prints besides its amount."""

    async def vouchers(self, account: str) -> tuple[KnownVoucher, ...]:
        """The vouchers issued for one of the user's accounts with a payment date of late."""

    async def rates(self) -> tuple[Rate, ...]:
        """The table `tasas`."""

    async def instalments(self, account: str) -> tuple[Instalment, ...]:
        """All instalments of all plans of one of the user's accounts, in order."""

    async def own_subscription(self, account: str) -> Subscription | None:
        """The active subscription of the account, if it is the user's own."""

    async def subscription(self, account: str) -> Subscription | None:
        """The account's last subscription to the digital invoice, active or suspended."""

    async def notice_wishes(self) -> Wishes:
        """Which notices the chat wants."""

    async def held_data(self) -> HeldData | None:
        """All that is held of the user; None while nobody is logged in."""


class Desk(Protocol):
    """What handlers do for a chat. Writes are idempotent by `key` or by their nature."""

    async def register(
        self, chat_id: int, new_user: NewUser, link: NewLink, mail: Mail, *, key: str, now: datetime
    ) -> None:
        """Create the unconfirmed user, its CONFIRM link and the mail that carries it.

        A chat's earlier unconfirmed registration is replaced.

        Raises:
            Taken: somebody else took the e-mail or the user name meanwhile.
        """

    async def open_link(self, link: NewLink, mail: Mail | None, *, key: str, now: datetime) -> None:
        """Keep a one-time link, and plan the mail that carries it if there is one.

        Earlier unused links of the same chat and purpose stop working.
        """

    async def set_notice_wishes(self, chat_id: int, wishes: Wishes) -> None:
        """Remember which notices the chat wants."""

    async def log_out(self, chat_id: int) -> None:
        """Forget who is logged in at the chat."""

    async def mark_blocked(self, chat_id: int, blocked: bool, now: datetime) -> None:
        """Remember that the chat blocked the bot, or let it in again."""

    async def record_wrong_pair(
        self, chat_id: int, pair: WrongPair, *, key: str, now: datetime
    ) -> bool:
        """Count a wrong pair of codes, for the chat and for the account of the receipt, if any.

        Returns whether it was counted now. Only a digest of the pair is kept.
        """

    async def link_account(
        self, chat_id: int, account: str, now: datetime, told: NewcomerAlert | None = None
    ) -> None:
        """Link the account to the chat's user; linking it again changes nothing.

        Those who hold it already are `told` of it.
        """

    async def unlink_account(self, chat_id: int, account: str, now: datetime) -> None:
        """Take the account from the chat's user, with the user's own digital invoice of it."""

    async def touch_account(self, chat_id: int, account: str, now: datetime) -> None:
        """Remember that the chat's user used this account last."""

    async def issue_voucher(self, chat_id: int, voucher: Voucher, now: datetime) -> int:
        """Keep the voucher and return its number; the same voucher has the same number."""

    async def sent_document(self, key: str) -> str | None:
        """Telegram's file_id of a document sent before."""

    async def remember_document(self, key: str, file_id: str) -> None:
        """Keep the file_id of a document, to send it again without making it again."""


class Taken(Exception):
    """The e-mail or the user name belongs to somebody else."""


class NotLinked(LookupError):
    """The account is none of those that the chat's user linked."""
