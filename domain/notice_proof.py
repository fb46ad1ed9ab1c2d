"""The proof of an invoice's notices: what was promised to whom, what was sent, what came back.

It is shown to the staff and printed for a judge or the regulator, so it says what is known and
where nothing is known.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.digital_invoice import latest_notice_day
from domain.invoices import Period
from domain.notices import Channel, NoticeKind


class Outcome(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    RETURNED = "returned"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Who was to be told, as registered."""

    name: str
    username: str
    document: str


@dataclass(frozen=True, slots=True)
class ProvenNotice:
    """A notice of an invoice by one way.

    `address` is the e-mail as it was then, or the chat's number, which in a private chat is the
    person's own number at Telegram. Planned at `planned_at`; the try that counts was handed to the
    `carrier` at `handed_at` and answered at `answered_at`. `person` is None, and `address` empty,
    once the person had their data erased. What an earlier version didn't write down is empty.
    """

    kind: NoticeKind
    channel: Channel
    person: Person | None
    address: str
    planned_at: datetime
    in_time_until: datetime | None
    handed_at: datetime | None
    answered_at: datetime | None
    failed_at: datetime | None
    reason: str
    attempts: int
    carrier: str
    message_id: str
    reply: str
    kept: bool = True
    """Whether what became of it is still known."""

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        if not self.kept:
            return Outcome.UNKNOWN
        if self.failed_at is not None:
            return Outcome.RETURNED if self.answered_at else Outcome.FAILED
        return Outcome.DELIVERED if self.answered_at else Outcome.WAITING

    @property
    def in_time(self) -> bool | None:
        """Whether it went out five days before the due date; None where that isn't promised."""
        if self.in_time_until is None or self.outcome is not Outcome.DELIVERED:
            return None
        return self.answered_at is not None and self.answered_at < self.in_time_until


@dataclass(frozen=True, slots=True)
class ProvenSubscription:
    """A subscription of the account: who accepted which terms when, until when, by which ways."""

    person: Person | None
    accepted_at: datetime
    terms_version: str
    by_email: bool
    by_telegram: bool
    suspended_on: date | None

    def covers(self, issued: date, due: date) -> bool:
        """Whether it was there while an invoice's notice could still be in time."""
        begun = self.accepted_at.date() <= latest_notice_day(due)
        return begun and (self.suspended_on is None or self.suspended_on > issued)


@dataclass(frozen=True, slots=True)
class NoticeProof:
    """An invoice, the subscriptions of its account and its notices, in order. Pesos."""

    receipt: str
    account: str
    address: str
    period: Period
    issued: date
    due: date
    amount: Decimal
    subscriptions: tuple[ProvenSubscription, ...]
    notices: tuple[ProvenNotice, ...]

    @property
    def latest_day(self) -> date:
        """The last day on which its notice was in time (term 3)."""
        return latest_notice_day(self.due)

    @property
    def subscribed(self) -> bool:
        """Whether a notice was due: the account had a subscription at the time."""
        return any(one.covers(self.issued, self.due) for one in self.subscriptions)
