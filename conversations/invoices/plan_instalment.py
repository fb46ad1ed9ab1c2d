"""Pay an instalment of a payment plan (manual, 'Comprobante Plan de Pago').

Only the next IMP one, in order and not overdue; for anything else the customer is sent to the
offices.
"""

from datetime import datetime
from typing import assert_never

from conversations.common.own_account import own_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Talk
from conversations.invoices.plan_questions import confirm_next, only_to_look_at, which_plan
from domain.collection_codes import LAST_DUE
from domain.office import Office
from domain.outcomes import IssueVoucher
from domain.plans import (
    AllPaid,
    NextInstalment,
    Overdue,
    Payable,
    by_plan,
    instalment_voucher,
    next_instalment,
)
from domain.vouchers import recent
from texts.invoices import plan_instalment as texts
from texts.invoices.vouchers import covered


async def plan_instalment(talk: Talk, office: Office, now: datetime) -> IssueVoucher | None:
    """Choose account and plan, see its instalments, confirm the next one."""
    if not (account := await own_account(talk, office)):
        return None
    plans = by_plan(await office.instalments(account.number))
    if not plans:
        talk.say(texts.no_plan(account, office.contact))
        talk.offer(texts.NO_PLAN_OFFERS)
        return None

    plan = await talk.ask(which_plan(plans))
    next_one = next_instalment(plan, now.date())
    if isinstance(next_one, Payable):
        voucher = instalment_voucher(next_one.instalment)
        if voucher.total <= office.voucher_limit and voucher.pay_on <= LAST_DUE:
            known = recent(await office.vouchers(account.number), now.date())
            if earlier := [one for one in known if one.covers({voucher.lines[0].reference})]:
                talk.say(covered(earlier[0], now.date()))
            await talk.ask(confirm_next(account, plan, voucher, now.date()))
            return IssueVoucher(account, voucher)
    why = _why_not(next_one, office)
    await talk.ask(only_to_look_at(account, plan, why, now.date(), several=len(plans) > 1))
    return None


def _why_not(next_one: NextInstalment, office: Office) -> str:
    match next_one:
        case Payable(instalment) if instalment.due > LAST_DUE:
            return texts.too_far_ahead(instalment, office.contact)
        case Payable(instalment):
            return texts.over_the_limit(instalment, office.voucher_limit, office.contact)
        case Overdue(instalment):
            return texts.overdue(instalment, office.contact)
        case AllPaid():
            return texts.ALL_PAID
        case _:
            assert_never(next_one)


ENTRY = Entry(
    name="plan_instalment",
    words=texts.ENTRY,
    commands=("cuota", "plan"),
    conversation=plan_instalment,
    intent="plan_de_pago",
    needs_user=True,
)
