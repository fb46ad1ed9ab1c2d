"""What a conversation ends in: the deed to be done, as a value. A handler does it, once."""

from dataclasses import dataclass
from decimal import Decimal

from domain.account_guard import Newcomer
from domain.accounts import Account
from domain.claims import NewClaim
from domain.invoice_detail import InvoiceCopy
from domain.notices import Wishes
from domain.subscriptions import Accepted
from domain.vouchers import KnownVoucher, Voucher


@dataclass(frozen=True, slots=True)
class NewUser:
    """Create a user and mail the link that confirms the address and sets the password."""

    first_names: str
    surnames: str
    document: str
    email: str
    username: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ResendConfirmation:
    """Mail the confirmation again to the user this chat registered."""


@dataclass(frozen=True, slots=True)
class LogIn:
    """Give the chat a one-time link to the log-in page."""


@dataclass(frozen=True, slots=True)
class LogOut:
    """Take the chat's user away from it."""


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """Link an account, proved by its two codes, to the user."""

    account: Account


@dataclass(frozen=True, slots=True)
class ObjectLink:
    """Object to another person's link to an account of the user's."""

    account: Account
    newcomer: Newcomer


@dataclass(frozen=True, slots=True)
class UnlinkAccount:
    """Take an account away from the user."""

    account: Account


@dataclass(frozen=True, slots=True)
class PrintInvoice:
    """Send the copy of an invoice; its codes are added when it is printed."""

    copy: InvoiceCopy


@dataclass(frozen=True, slots=True)
class IssueVoucher:
    """Issue a voucher, as it was confirmed, and send its PDF."""

    account: Account
    voucher: Voucher


@dataclass(frozen=True, slots=True)
class MailAccess:
    """Mail to that address what its owner needs to get in, if it is anybody's."""

    email: str


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """Give the chat a one-time link to set another password."""


@dataclass(frozen=True, slots=True)
class ChangeEmail:
    """Mail the link that makes a new user of that address, in the place of the chat's user."""

    email: str


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Subscribe an account to the digital invoice, as it was accepted."""

    account: Account
    accepted: Accepted


@dataclass(frozen=True, slots=True)
class Suspend:
    """Suspend an account's digital invoice."""

    account: Account


@dataclass(frozen=True, slots=True)
class LeaveClaim:
    """Leave a message for the staff and tell its number."""

    claim: NewClaim


@dataclass(frozen=True, slots=True)
class SendMyData:
    """Send the person's own data as a file: 'pdf' or 'json'."""

    form: str


@dataclass(frozen=True, slots=True)
class EraseMyData:
    """Erase what is held of the chat's user."""


@dataclass(frozen=True, slots=True)
class SaidPaid:
    """What was owed was paid, says the customer: vouchers are not reminded of any more.

    `owed` is what shows as unpaid still, in pesos, and `voucher` the last one that was made.
    """

    account: Account
    owed: Decimal
    voucher: KnownVoucher | None


@dataclass(frozen=True, slots=True)
class SetNotices:
    """Remember which notices the chat wants."""

    wishes: Wishes


Outcome = (
    NewUser
    | ResendConfirmation
    | LogIn
    | LogOut
    | LinkAccount
    | UnlinkAccount
    | ObjectLink
    | PrintInvoice
    | IssueVoucher
    | SaidPaid
    | MailAccess
    | ChangePassword
    | ChangeEmail
    | Subscribe
    | Suspend
    | LeaveClaim
    | SendMyData
    | EraseMyData
    | SetNotices
)


@dataclass(frozen=True, slots=True)
class WrongPair:
    """Two codes that belong to no invoice: recorded during the conversation, once each pair."""

    receipt: str
    payment_code: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A message that nobody could take: recorded without personal data."""

    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer that was given, or what was said of it ('did this help?')."""

    label: str
    helped: bool | None = None


@dataclass(frozen=True, slots=True)
class AccountUsed:
    """One of the user's accounts was looked at: it comes first from now on."""

    account: str


Report = WrongPair | NotUnderstood | Understood | AccountUsed
