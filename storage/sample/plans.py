"""Invented payment plans in each state, and four years of invented rates."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from random import Random

from domain.interest import Rate
from domain.plans import Instalment

INSTALMENTS = 6
MONTHS_OF_RATES = 48


class PlanState(Enum):
    """How a plan stands; the number says how many of its instalments are paid."""

    PAYABLE = 3
    OVERDUE = 2
    ALL_PAID = INSTALMENTS


def invent_plan(
    chance: Random, account: str, state: PlanState, today: date
) -> Iterator[Instalment]:
    """A plan of monthly instalments: the fourth is the first that isn't due yet."""
    amount = Decimal(chance.randrange(800_000, 3_500_000)) / 100
    for number in range(1, INSTALMENTS + 1):
        due = today + timedelta(30 * (number - 4) + 10)
        if state is PlanState.ALL_PAID:
            due -= timedelta(120)
        yield Instalment(
            plan=f"PP-{account[-4:]}",
            account=account,
            number=number,
            due=due,
            amount=amount,
            paid_on=due - timedelta(2) if number <= state.value else None,
        )


def invent_rates(chance: Random, today: date) -> Iterator[Rate]:
    """A rate from each month's first day, the oldest first, this month's last.

    Banco Nación's is invented too; the yearly one is above its legal cap now and then.
    """
    for back in range(MONTHS_OF_RATES, -1, -1):
        months = today.year * 12 + today.month - 1 - back
        passive = Decimal(30 + back) + Decimal(chance.randrange(0, 200)) / 100
        yearly = (passive * Decimal(chance.choice(("1.2", "1.35", "1.45", "1.6")))).quantize(
            Decimal("0.01")
        )
        yield Rate(date(months // 12, months % 12 + 1, 1), yearly, passive)
