"""The digital invoice (manual, 'Administrar Factura Digital', terms 3, 4 and 7)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

MINIMUM_DAYS = 90
NOTICE_DAYS = 5


@dataclass(frozen=True, slots=True)
class Subscription:
    """An account's subscription: since when, by which ways, and the terms accepted for it.

    `mine` tells whether who asks is the person who subscribed.
    """

    account: str
    accepted_at: datetime
    terms_version: str
    by_email: bool
    by_telegram: bool
    suspended_on: date | None = None
    mine: bool = True

    @property
    def active(self) -> bool:
        """Whether paper has been given up now."""
        return self.suspended_on is None

    @property
    def may_suspend_from(self) -> date:
        """The first day on which it can be suspended: 90 days at least (term 4)."""
        return self.accepted_at.date() + timedelta(days=MINIMUM_DAYS)


def latest_notice_day(due: date) -> date:
    """The last day on which an invoice's notice is in time: 5 days before it falls due (term 3)."""
    return due - timedelta(days=NOTICE_DAYS)
