"""Pay overdue invoices (manual, 'Pagar Facturas Vencidas'): a voucher for a payment date."""

from datetime import date, datetime
from decimal import Decimal

from conversations.dialogue import Choice, Instead, Misread, Page, Question, Talk, again
from conversations.questions import payment_day, read_payment_day, says_yes, which_account
from domain import vouchers
from domain.accounts import Account
from domain.interest import RateUnknown
from domain.office import Office
from domain.outcomes import IssueVoucher
from domain.vouchers import Voucher
from texts import overdue_voucher as texts


async def overdue_voucher(talk: Talk, office: Office, now: datetime) -> IssueVoucher | None:
    """Choose account and payment date, see the total recalculated, confirm it."""
    today = now.date()
    accounts = await office.linked_accounts()
    if not accounts:
        talk.say(texts.NO_ACCOUNTS)
        talk.offer(texts.LINK_ONE)
        return None
    account = await talk.ask(which_account(accounts))

    overdue = (await office.statement(account.number, today)).overdue
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

    which_day = payment_day(today, [(day, one.total) for day, one in by_day.items()])
    voucher = by_day[await talk.ask(which_day)]
    if voucher.total > office.voucher_limit:
        talk.refuse(which_day, texts.over_the_limit_then(voucher, office.voucher_limit))
    await talk.ask(_confirm(account, voucher, today))
    return IssueVoucher(account, voucher)


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
