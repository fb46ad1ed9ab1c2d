"""The questions about a payment plan: which one, its next instalment, or only to look at."""

from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from conversations.common.questions import confirmed
from conversations.engine.talk import Choice, Misread, Page, Question
from domain.accounts import Account
from domain.invoices import State
from domain.plans import Plan
from domain.vouchers import Voucher
from texts.invoices import plan_instalment as texts

INSTALMENTS_A_PAGE = 8


def which_plan(plans: Sequence[Plan]) -> Question[Plan]:
    """Choose one of the account's plans."""
    by_name = {plan[0].plan: plan for plan in plans}

    def read(written: str) -> Plan:
        wanted = written.strip().casefold().removeprefix("plan").strip()
        for name, plan in by_name.items():
            if name.casefold() in (written.strip().casefold(), wanted):
                return plan
        raise Misread(texts.NO_SUCH_PLAN)

    choices = tuple((Choice(texts.plan_label(plan), plan[0].plan),) for plan in plans)
    pages = tuple(
        Page(texts.which_plan(len(plans)), choices[start : start + INSTALMENTS_A_PAGE])
        for start in range(0, len(choices), INSTALMENTS_A_PAGE)
    )
    settled = (plans[0],) if len(plans) == 1 else ()
    return Question("plan", pages, read, keep=lambda plan: plan[0].plan, settled=settled)


def confirm_next(account: Account, plan: Plan, voucher: Voucher, today: date) -> Question[str]:
    """Show the plan with the instalment that comes next; the answer is that instalment."""
    reference = voucher.lines[0].reference

    def read(written: str) -> str:
        if written != reference:
            confirmed(written, texts.only_the_next(voucher))
        return reference

    choices = ((Choice(texts.confirm(voucher), reference),),)
    shown = _shown(account, plan, texts.payable(voucher), today)
    pages = tuple(Page(html, choices) for html in shown)
    return Question("instalment", pages, read, keep=str)


def only_to_look_at(
    account: Account, plan: Plan, why: str, today: date, *, several: bool
) -> Question[None]:
    """Show the plan, and why nothing of it can be paid here."""

    def read(written: str) -> NoReturn:
        raise Misread(texts.ONLY_TO_LOOK_AT)

    links = texts.offers(account, several=several)
    pages = tuple(Page(html, links=links) for html in _shown(account, plan, why, today))
    return Question("plan_shown", pages, read, only_shown=True)


def _shown(account: Account, plan: Plan, verdict: str, today: date) -> tuple[str, ...]:
    """The plan's instalments in pages: those to be paid first, in order, then the paid ones."""
    unpaid = [one for one in plan if one.state is State.UNPAID]
    paid = [one for one in reversed(plan) if one.state is State.PAID]
    in_order = (*unpaid, *paid)
    starts = range(0, len(in_order), INSTALMENTS_A_PAGE)
    return tuple(
        texts.page(account, plan, in_order[start : start + INSTALMENTS_A_PAGE], verdict, today)
        for start in starts
    )
