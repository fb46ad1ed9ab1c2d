"""Notices of an account's invoices: a new one, one about to fall due, a payment that came in.

The ledger of the notices is the proof of term 3: told at least five days before the due date.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from domain.clock import ZONE
from domain.digital_invoice import latest_notice_day
from domain.invoices import Period
from domain.quiet_hours import next_morning

REMINDER_DAYS = 2
"""A reminder goes out that many days before the due date, where it is still owed."""
PAYMENT_DAYS = 7
"""A payment that shows later than that is no news."""
OLDEST_DUE = 30
"""An invoice that fell due more days ago is history, not a new one."""


class NoticeKind(StrEnum):
    """What is told."""

    NEW_INVOICE = "new_invoice"
    REMINDER = "reminder"
    PAYMENT_RECEIVED = "payment_received"


class Channel(StrEnum):
    """By which way."""

    TELEGRAM = "telegram"
    EMAIL = "email"


def is_news(issued: date, due: date, subscribed_on: date, today: date) -> bool:
    """Whether a subscriber is owed a notice of this invoice.

    It is if it was issued, or its notice could still be in time, since the subscription began.
    """
    since = issued >= subscribed_on or latest_notice_day(due) >= subscribed_on
    return since and due >= today - timedelta(days=OLDEST_DUE)


def in_time_until(due: date) -> datetime:
    """The end of the last day on which an invoice's notice is in time."""
    return datetime.combine(latest_notice_day(due) + timedelta(days=1), time(), ZONE)


def only_by_day(now: datetime, at_night_too: bool, in_time: datetime | None = None) -> bool:
    """Whether a chat must not be told at night: unless it wants that, or it would be late then."""
    if at_night_too:
        return False
    return in_time is None or not now < in_time <= next_morning(now)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a chat wants to be told besides the digital invoice, and whether at night too."""

    NAMES: ClassVar = ("reminders", "payments", "at_night")

    reminders: bool = False
    payments: bool = False
    at_night: bool = False

    def with_(self, name: str, wanted: bool) -> "Wishes":
        """The same wishes but for one."""
        values = {one: getattr(self, one) for one in self.NAMES}
        return Wishes(**values | {name: wanted})

    def one_changed(self) -> tuple[tuple[str, "Wishes"], ...]:
        """Each wish by its name, with the wishes where just that one is the other way round."""
        return tuple((name, self.with_(name, not getattr(self, name))) for name in self.NAMES)


@dataclass(frozen=True, slots=True)
class Told:
    """An invoice as its notices tell it. Amounts in pesos."""

    first_names: str
    account: str
    address: str
    receipt: str
    period: Period
    due: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Planned:
    """What a pass planned, a count for each kind; `late` are the new invoices told too late."""

    new_invoices: int = 0
    reminders: int = 0
    payments: int = 0
    late: int = 0

    @property
    def all(self) -> int:
        """All notices planned."""
        return self.new_invoices + self.reminders + self.payments


@dataclass(frozen=True, slots=True)
class Figures:
    """How the notices of one kind, about one period, by one channel, stand."""

    period: Period
    kind: NoticeKind
    channel: Channel
    planned: int
    sent: int
    failed: int
    late: int

    @property
    def waiting(self) -> int:
        """Planned, and neither sent nor given up."""
        return self.planned - self.sent - self.failed


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: how one notice of an invoice went out."""

    receipt: str
    account: str
    kind: NoticeKind
    channel: Channel
    due: date
    planned_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    reason: str
    late: bool


class Ledger(Protocol):
    """When and how each notice went out."""

    async def figures(self, now: datetime, periods: int = 6) -> tuple[Figures, ...]:
        """The figures of the newest periods, newest first."""

    async def late(self, now: datetime, limit: int = 100) -> tuple[Entry, ...]:
        """New invoices that were or will be told too late, the newest due date first."""
