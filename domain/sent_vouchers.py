"""Vouchers that were sent to chats, and what becomes of their messages.

sent ──► reminded on the morning of its payment date, once ──► past it: VENCIDO, or PAGADO
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class SentVoucher:
    """A message that carries a voucher. `paid` tells whether all that it pays is paid by now."""

    id: int
    number: int
    voucher: Voucher
    chat_id: int
    message_id: int
    paid: bool


class SentVouchers(Protocol):
    """The messages that carry vouchers, in the database."""

    async def sent(self, chat_id: int, number: int, message_id: int, now: datetime) -> None:
        """A voucher went out as this message; repeated, it changes nothing."""

    async def said_paid(self, chat_id: int, account: str, now: datetime) -> None:
        """The person at the chat says that what the account's vouchers collect was paid."""

    async def to_remind(self, today: date) -> tuple[SentVoucher, ...]:
        """Vouchers to be paid today, one message for each chat and voucher.

        Not those sent today (who asked today knows), nor those of which anything was paid, or
        said to be; nor those in whose place a newer one was sent; nor those of an account that
        the chat's user holds no longer.
        """

    async def past(self, today: date, limit: int) -> tuple[SentVoucher, ...]:
        """Up to `limit` messages whose voucher's payment date is over and that don't say so yet."""

    async def told_past(self, sent_id: int, now: datetime) -> None:
        """The message says by now what became of its voucher."""
