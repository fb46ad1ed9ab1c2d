"""Pay an instalment of a payment plan (manual, 'Comprobante Plan de Pago').

Only the next IMP one, in order and not overdue; for anything else the customer is sent to the
offices.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn, assert_never

from conversations.dialogue import Choice, Misread, Page, Question, Talk
from conversations.questions import says_yes, which_account
from domain.accounts import Account
from domain.invoices import State
from domain.office import Office
from domain.outcomes import AccountUsed, IssueVoucher
from domain.plans import (
    AllPaid,
    Instalment,
    NextInstalment,
    Overdue,
    Payable,
    instalment_voucher,
    next_instalment,
)
from domain.vouchers import Voucher, recent
from texts import plan_instalment as texts
from texts.vouchers import covered

INSTALMENTS_A_PAGE = 8
Plan = tuple[Instalment, ...]


async def plan_instalment(talk: Talk, office: Office, now: datetime) -> IssueVoucher | None:
    """Choose account and plan, see its instalments, confirm the next one."""
    accounts = await office.linked_accounts()
    if not accounts:
        talk.say(texts.NO_ACCOUNTS)
        talk.offer(texts.LINK_ONE)
        return None
    account = await talk.ask(which_account(accounts))
    talk.report(AccountUsed(account.number))
    plans = _plans(await office.instalments(account.number))
    if not plans:
        talk.say(texts.no_plan(account, office.contact))
        talk.offer(texts.NO_PLAN_OFFERS)
        return None

    plan = await talk.ask(_which_plan(plans))
    next_one = next_instalment(plan, now.date())
    if isinstance(next_one, Payable):
        voucher = instalment_voucher(next_one.instalment)
        if voucher.total <= office.voucher_limit:
            known = recent(await office.vouchers(account.number), now.date())
            if earlier := [one for one in known if one.covers({voucher.lines[0].reference})]:
                talk.say(covered(earlier[0], now.date()))
            await talk.ask(_confirm(account, plan, voucher))
            return IssueVoucher(account, voucher)
    why = _why_not(next_one, office)
    await talk.ask(_only_shown(account, plan, why, several=len(plans) > 1))
    return None


def _plans(instalments: Sequence[Instalment]) -> tuple[Plan, ...]:
    by_plan: dict[str, list[Instalment]] = {}
    for one in instalments:
        by_plan.setdefault(one.plan, []).append(one)
    return tuple(tuple(plan) for plan in by_plan.values())


def _why_not(next_one: NextInstalment, office: Office) -> str:
    match next_one:
        case Payable(instalment):
            return texts.over_the_limit(instalment, office.voucher_limit, office.contact)
        case Overdue(instalment):
            return texts.overdue(instalment, office.contact)
        case AllPaid():
            return texts.ALL_PAID
        case _:
            assert_never(next_one)


def _which_plan(plans: Sequence[Plan]) -> Question[Plan]:
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


def _confirm(account: Account, plan: Plan, voucher: Voucher) -> Question[str]:
    """Show the plan with the instalment that comes next; the answer is that instalment."""
    reference = voucher.lines[0].reference

    def read(written: str) -> str:
        if written == reference or says_yes(written):
            return reference
        raise Misread(texts.only_the_next(voucher))

    choices = ((Choice(texts.confirm(voucher), reference),),)
    pages = tuple(Page(html, choices) for html in _shown(account, plan, texts.payable(voucher)))
    return Question("instalment", pages, read, keep=str)


def _only_shown(account: Account, plan: Plan, why: str, *, several: bool) -> Question[None]:
    def read(written: str) -> NoReturn:
        raise Misread(texts.ONLY_TO_LOOK_AT)

    links = texts.offers(account, several=several)
    pages = tuple(Page(html, links=links) for html in _shown(account, plan, why))
    return Question("plan_shown", pages, read, leisure=True)


def _shown(account: Account, plan: Plan, verdict: str) -> tuple[str, ...]:
    """The plan's instalments in pages: those to be paid first, in order, then the paid ones."""
    unpaid = [one for one in plan if one.state is State.UNPAID]
    paid = [one for one in reversed(plan) if one.state is State.PAID]
    in_order = (*unpaid, *paid)
    starts = range(0, len(in_order), INSTALMENTS_A_PAGE)
    return tuple(
        texts.page(account, plan, in_order[start : start + INSTALMENTS_A_PAGE], verdict)
        for start in starts
    )
