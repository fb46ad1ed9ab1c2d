"""What the office holds of a person, and its erasure (Ley 25.326, art. 14 and 16)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from domain.accounts import Account
from domain.claims import Claim
from domain.digital_invoice import Subscription
from domain.people import User


@dataclass(frozen=True, slots=True)
class HeldVoucher:
    """A voucher issued to one of the person's chats. Pesos."""

    number: int
    account: str
    pay_on: date
    total: Decimal
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class HeldData:
    """All that is held of a user, wherever it is kept."""

    user: User
    registered_at: datetime
    confirmed_at: datetime | None
    chats: tuple[int, ...]
    accounts: tuple[tuple[Account, datetime], ...]
    subscriptions: tuple[Subscription, ...]
    vouchers: tuple[HeldVoucher, ...]
    claims: tuple[Claim, ...]
    messages_sent: int


class OwnData(Protocol):
    """The erasure."""

    async def erase(self, chat_id: int, now: datetime) -> bool:
        """Erase what is held of the chat's user and log all its chats out; False with no user.

        Its active subscriptions end, so paper returns. What the law has kept stays without the
        person: issued vouchers, the claims register, the ledgers of accepted terms and notices.
        """
