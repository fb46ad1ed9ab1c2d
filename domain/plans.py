"""Payment plans (manual, 'Comprobante Plan de Pago').

Only the next unpaid instalment, in order and not overdue, can be paid here; for anything else
the customer is sent to the offices.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.invoices import State
from domain.vouchers import Voucher, VoucherKind, VoucherLine


@dataclass(frozen=True, slots=True)
class Instalment:
    """An instalment of a payment plan. Pesos."""

    plan: str
    account: str
    number: int
    due: date
    amount: Decimal
    paid_on: date | None = None

    @property
    def state(self) -> State:
        """PAG or IMP."""
        return State.UNPAID if self.paid_on is None else State.PAID


Plan = tuple[Instalment, ...]


def by_plan(instalments: Iterable[Instalment]) -> tuple[Plan, ...]:
    """Put an account's instalments together by their plan, each in its order."""
    plans: dict[str, list[Instalment]] = {}
    for one in instalments:
        plans.setdefault(one.plan, []).append(one)
    return tuple(tuple(sorted(plan, key=lambda one: one.number)) for plan in plans.values())


@dataclass(frozen=True, slots=True)
class Payable:
    """This instalment can be paid by voucher."""

    instalment: Instalment


@dataclass(frozen=True, slots=True)
class Overdue:
    """The next instalment is past its due date: only the offices can help."""

    instalment: Instalment


@dataclass(frozen=True, slots=True)
class AllPaid:
    """The plan has no unpaid instalment."""


NextInstalment = Payable | Overdue | AllPaid


def next_instalment(instalments: Iterable[Instalment], today: date) -> NextInstalment:
    """Tell which instalment of one plan comes next, and whether it may be paid here."""
    unpaid = sorted(
        (one for one in instalments if one.state is State.UNPAID), key=lambda one: one.number
    )
    if not unpaid:
        return AllPaid()
    first = unpaid[0]
    return Overdue(first) if first.due < today else Payable(first)


def instalment_voucher(instalment: Instalment) -> Voucher:
    """The voucher of an instalment: it falls due with the instalment and bears no interest."""
    line = VoucherLine(
        reference=f"{instalment.plan}/{instalment.number}",
        due=instalment.due,
        amount=instalment.amount,
    )
    return Voucher(VoucherKind.PLAN_INSTALMENT, instalment.account, instalment.due, (line,))
