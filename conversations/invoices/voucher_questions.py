"""The questions about a voucher: on which day it is paid, and whether its total is right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from conversations.common.questions import read_payment_day, says_no, says_yes
from conversations.engine.talk import Choice, Instead, Misread, Page, Question, again
from domain.accounts import Account
from domain.vouchers import Voucher
from texts.invoices import overdue_voucher as texts
from texts.invoices.vouchers import PAID_ALREADY

_PAID = "paid"
_PAID_ALREADY = frozenset({"ya pague", "ya pagué", "ya lo pague", "ya lo pagué", "ya esta pago"})


def or_paid(question: Question[date], issued_before: bool) -> Question[date | None]:
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


def confirm_total(account: Account, voucher: Voucher, today: date) -> Question[Decimal]:
    """Show the voucher line by line; the answer is the total shown, or another date."""

    def read(written: str) -> Decimal:
        if written == str(voucher.total) or says_yes(written):
            return voucher.total
        if _is_total(written):
            raise Misread(texts.total_changed(voucher))
        if says_no(written):
            raise Misread(texts.CONFIRM_OR_CHANGE)
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
