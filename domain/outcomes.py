"""What a conversation ends in: the deed to be done, as a value. A handler does it, once."""

from dataclasses import dataclass

from domain.accounts import Account
from domain.vouchers import Voucher


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
class IssueVoucher:
    """Issue a voucher, as it was confirmed, and send its PDF."""

    account: Account
    voucher: Voucher


Outcome = NewUser | ResendConfirmation | LogIn | LogOut | LinkAccount | IssueVoucher


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


Report = WrongPair | NotUnderstood | Understood
