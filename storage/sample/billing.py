"""Three years of invented bills of an account, and how it paid them.

A bimester's bill is issued on a day of its account's zone and falls due 35 days later, so that on
any day some accounts have one that isn't due yet. Prices rise month by month.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from random import Random

from domain.invoices import Period
from domain.money import to_cents

YEARS = 3
DAYS_TO_PAY = 35
MONTHLY_RISE = Decimal("1.025")
VAT = Decimal("0.21")
MEANS = ("Rapipago", "Pago Fácil", "Pago Mis Cuentas", "Débito automático")


class Story(Enum):
    """How an account stands; the number says how many of its due bills are unpaid."""

    UP_TO_DATE = 0
    A_FEW_OVERDUE = 3
    SEVERAL_OVERDUE = 12
    NOTHING_EVER_PAID = 999
    ABOVE_THE_LIMIT = 8
    PARTLY_PAID = 2


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice of the sample; pesos, cubic metres."""

    period: Period
    issued: date
    due: date
    consumption: Decimal
    previous: Decimal
    service: Decimal
    sewerage: Decimal
    vat: Decimal

    @property
    def amount(self) -> Decimal:
        """The sum of its lines."""
        return self.service + self.sewerage + self.vat


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of the sample."""

    bill: Bill
    on: date
    amount: Decimal
    means: str


@dataclass(frozen=True, slots=True)
class History:
    """What an account was billed and paid, the oldest first."""

    bills: tuple[Bill, ...]
    payments: tuple[Paid, ...] = field(default=())


def invent_history(
    chance: Random, story: Story, today: date, *, zone: int, split: bool, unpaid: int
) -> History:
    """An account's bills until today, and payments that leave so many due ones unpaid.

    Args:
        chance: Decides what the story leaves open.
        story: How the account stands.
        today: The sample's day.
        zone: Days from a bimester's beginning to its bill.
        split: Whether its bills come in two parts.
        unpaid: How many due bills are unpaid, the last ones.
    """
    bills = tuple(_bills(chance, story, today, zone=zone, split=split))
    due = [bill for bill in bills if bill.due < today]
    paid = due[: max(len(due) - unpaid, 0)]
    payments = [_payment(chance, bill, today) for bill in paid]
    if story is Story.PARTLY_PAID and len(due) > len(paid):
        first = due[len(paid)]
        payments.append(Paid(first, first.due, to_cents(first.amount / 3), MEANS[0]))
    return History(bills, tuple(payments))


def newest_is_due_later(today: date, zone: int) -> bool:
    """Whether an account of that zone has a bill that isn't due yet."""
    issued = [day for _, day in _issues(today, zone)]
    return bool(issued) and issued[-1] + timedelta(DAYS_TO_PAY) > today


def _bills(chance: Random, story: Story, today: date, *, zone: int, split: bool) -> Iterator[Bill]:
    base = Decimal(chance.randrange(18_000, 42_000))
    if story is Story.ABOVE_THE_LIMIT:
        base = Decimal(260_000)
    habit = chance.randrange(20, 60)
    reading = Decimal(chance.randrange(100, 3000))
    for period, issued in _issues(today, zone):
        consumption = Decimal(max(habit + chance.randrange(-8, 12), 0))
        months = (today.year - issued.year) * 12 + today.month - issued.month
        service = base / MONTHLY_RISE**months * (80 + consumption) / 120
        for part in (1, 2) if split else (0,):
            issued_part = issued + timedelta(30) if part == 2 else issued
            if issued_part > today:
                continue
            charged = to_cents(service / (2 if split else 1))
            sewerage = to_cents(charged * Decimal("0.4"))
            yield Bill(
                period=Period(period.year, period.bimester, part, 2 if split else 0),
                issued=issued_part,
                due=issued_part + timedelta(DAYS_TO_PAY),
                consumption=consumption,
                previous=reading,
                service=charged,
                sewerage=sewerage,
                vat=to_cents((charged + sewerage) * VAT),
            )
        reading += consumption


def _issues(today: date, zone: int) -> list[tuple[Period, date]]:
    """The bimesters whose bill is out by today, the last `YEARS` of them, and on which day."""
    issues = []
    for year in range(today.year - YEARS - 1, today.year + 1):
        for bimester in range(1, 7):
            issued = date(year, 2 * bimester - 1, 1) + timedelta(zone)
            if issued <= today:
                issues.append((Period(year, bimester), issued))
    return issues[-6 * YEARS :]


def _payment(chance: Random, bill: Bill, today: date) -> Paid:
    late = chance.choice((0, 0, 0, 0, 0, 12, 40))
    on = bill.due + timedelta(late - chance.randrange(0, 20))
    return Paid(bill, min(max(on, bill.issued), today), bill.amount, chance.choice(MEANS))
