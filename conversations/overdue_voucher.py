"""Pay overdue invoices (manual, 'Pagar Facturas Vencidas'): a voucher for a payment date."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from conversations.dialogue import Choice, Instead, Misread, Page, Question, Talk, again
from conversations.questions import payment_day, read_payment_day, says_yes, which_account
from domain import vouchers
from domain.accounts import Account
from domain.interest import RateUnknown
from domain.office import Office
from domain.outcomes import IssueVoucher, SaidPaid
from domain.vouchers import Voucher, recent
from texts import overdue_voucher as texts
from texts.vouchers import PAID_ALREADY, covered

_PAID = "paid"
_PAID_ALREADY = frozenset({"ya pague", "ya pagué", "ya lo pague", "ya lo pagué", "ya esta pago"})


async def overdue_voucher(
    talk: Talk, office: Office, now: datetime
) -> IssueVoucher | SaidPaid | None:
    """Choose account and payment date, see the total recalculated, confirm it."""
    today = now.date()
    accounts = await office.linked_accounts()
    if not accounts:
        talk.say(texts.NO_ACCOUNTS)
        talk.offer(texts.LINK_ONE)
        return None
    account = await talk.ask(which_account(accounts))

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
        return None
    if by_day[today].total > office.voucher_limit:
        talk.say(texts.over_the_limit(by_day[today].total, office.voucher_limit))
        return None

    known = recent(await office.vouchers(account.number), today)
    earlier = [one for one in known if one.covers({invoice.receipt for invoice in overdue})]
    which_day: Question[date | None] = _or_paid(
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
    await talk.ask(_confirm(account, voucher, today))
    return IssueVoucher(account, voucher)


def _or_paid(question: Question[date], issued_before: bool) -> Question[date | None]:
    """The payment date, or None: it was paid already, with a voucher made before."""

    def read(written: str) -> date | None:
        if written == _PAID or written.strip(" .!¡").casefold() in _PAID_ALREADY:
            return None
        return question.read(written)

    def keep(day: date | None) -> str:
        return day.isoformat() if day else _PAID

    [page] = question.pages
    paid = ((Choice(PAID_ALREADY, _PAID),),) if issued_before else ()
    pages = (replace(page, choices=(*paid, *page.choices)),)
    return Question(question.name, pages, read, keep, example=question.example)


def _confirm(account: Account, voucher: Voucher, today: date) -> Question[Decimal]:
    """Show the voucher line by line; the answer is the total shown, or another date."""

    def read(written: str) -> Decimal:
        if written == str(voucher.total) or says_yes(written):
            return voucher.total
        if _is_total(written):
            raise Misread(texts.total_changed(voucher))
        try:
            day = read_payment_day(written, today)
        except Misread as misread:
            raise Misread(f"{misread.complaint}\n\n{texts.CONFIRM_OR_CHANGE}") from misread
        raise Instead("pay_on", day.isoformat())

    choices = (
        (Choice(texts.confirm(voucher), str(voucher.total)),),
        (Choice(texts.CHANGE_DAY, again("pay_on")),),
    )
    pages = tuple(Page(html, choices) for html in texts.quotes(account, voucher))
    return Question("confirm", pages, read, keep=str)


def _is_total(written: str) -> bool:
    """Whether it is a total as this question writes it down, of a voucher that has changed."""
    whole, point, cents = written.partition(".")
    return bool(point) and whole.isdecimal() and cents.isdecimal() and len(cents) == 2
