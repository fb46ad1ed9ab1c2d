"""Late interest: simple, daily, never above the cap of Ley 24.240 art. 31."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.money import ZERO, to_cents

DAYS_OF_THE_YEAR = 365
CAP_OVER_PASSIVE = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Rate:
    """A line of the table `tasas`: yearly rates in percent, in force from a day on."""

    since: date
    yearly: Decimal
    bna_passive: Decimal


@dataclass(frozen=True, slots=True)
class AppliedRate:
    """The yearly rate for a payment date, in percent, and the legal cap that it was held to."""

    yearly: Decimal
    cap: Decimal

    @property
    def capped(self) -> bool:
        """Whether the rate charged is the legal maximum."""
        return self.yearly == self.cap


class RateUnknown(LookupError):
    """The table of rates has no rate, or no cap, for a payment date."""


def rate_for(rates: Iterable[Rate], pay_on: date) -> AppliedRate:
    """Find the yearly rate for a payment date.

    It is the last one known on that date, held to 1.5 times the passive rate of Banco Nación
    last known before the payment's month (Ley 24.240 art. 31).

    Raises:
        RateUnknown: no rate is known on that date, or no passive rate before its month.
    """
    in_order = sorted(rates, key=lambda rate: rate.since)
    month = pay_on.replace(day=1)
    known = [rate for rate in in_order if rate.since <= pay_on]
    before_month = [rate for rate in in_order if rate.since < month]
    if not known or not before_month:
        raise RateUnknown(pay_on)
    cap = before_month[-1].bna_passive * CAP_OVER_PASSIVE
    return AppliedRate(yearly=min(known[-1].yearly, cap), cap=cap)


def late_interest(amount: Decimal, due: date, pay_on: date, rate: AppliedRate) -> Decimal:
    """Interest in pesos from the day after the due date to the payment date, half up to cents."""
    days = (pay_on - due).days
    if days <= 0:
        return ZERO
    return to_cents(amount * rate.yearly * days / (100 * DAYS_OF_THE_YEAR))


def covered_until(rates: Iterable[Rate]) -> date | None:
    """The last payment date that the newest rate is meant for: the end of the month after its own.

    The cap of a month's payments is the passive rate of the month before (Ley 24.240 art. 31);
    `rate_for` goes on with the last one known, which may be the wrong one by then.
    """
    newest = max((rate.since for rate in rates), default=None)
    if newest is None:
        return None
    in_two_months = (newest.replace(day=1) + timedelta(days=62)).replace(day=1)
    return in_two_months - timedelta(days=1)
