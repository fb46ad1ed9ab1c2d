"""Pay overdue invoices (manual, 'Pagar Facturas Vencidas'): a voucher for a payment date."""

from datetime import date, datetime

from conversations.common.own_account import own_account
from conversations.common.questions import payment_day
from conversations.engine.entry import Entry
from conversations.engine.talk import Question, Talk
from conversations.invoices.voucher_questions import confirm_total, or_paid
from domain import vouchers
from domain.interest import RateUnknown
from domain.office import Office
from domain.outcomes import IssueVoucher, SaidPaid
from domain.vouchers import recent
from texts.invoices import overdue_voucher as texts
from texts.invoices.vouchers import covered


async def overdue_voucher(
    talk: Talk, office: Office, now: datetime
) -> IssueVoucher | SaidPaid | None:
    """Choose account and payment date, see the total recalculated, confirm it."""
    today = now.date()
    if not (account := await own_account(talk, office)):
        return None

    statement = await office.statement(account.number, today)
    overdue = statement.overdue
    if not overdue:
        talk.say(texts.nothing_overdue(account))
        talk.offer(texts.nothing_overdue_offers(account))
        return None
    rates = await office.rates()
    try:
        by_day = {
            day: vouchers.overdue_voucher(account.number, overdue, rates, day)
            for day in vouchers.payment_days(today)
        }
    except RateUnknown:
        talk.say(texts.RATE_UNKNOWN)
        talk.offer(texts.nothing_overdue_offers(account))
        return None
    if by_day[today].total > office.voucher_limit:
        total, limit = by_day[today].total, office.voucher_limit
        talk.say(texts.over_the_limit(account, total, limit, office.contact))
        talk.offer(texts.over_the_limit_offers(account))
        return None

    known = recent(await office.vouchers(account.number), today)
    earlier = [one for one in known if one.covers({invoice.receipt for invoice in overdue})]
    which_day: Question[date | None] = or_paid(
        payment_day(today, [(day, one.total) for day, one in by_day.items()]), bool(earlier)
    )
    if earlier:
        talk.say(covered(earlier[0], today))
    day = await talk.ask(which_day)
    if day is None:
        return SaidPaid(account, statement.owed, earlier[0] if earlier else None)
    voucher = by_day[day]
    if voucher.total > office.voucher_limit:
        talk.refuse(which_day, texts.over_the_limit_then(voucher, office.voucher_limit))
    await talk.ask(confirm_total(account, voucher, today))
    return IssueVoucher(account, voucher)


ENTRY = Entry(
    name="overdue_voucher",
    words=texts.ENTRY,
    commands=("pagar", "vencidas"),
    conversation=overdue_voucher,
    intent="factura_vencida",
    needs_user=True,
)
