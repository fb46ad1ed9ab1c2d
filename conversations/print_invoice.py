"""Print an invoice (manual, 'Impresión de Factura'): only PAG ones, or those not yet overdue."""

from collections.abc import Sequence
from datetime import date, datetime

from conversations.dialogue import Choice, Misread, Page, Question, Talk
from conversations.questions import which_account
from domain import codes, vouchers
from domain.interest import RateUnknown
from domain.invoice_detail import InvoiceCopy, InvoiceDetail
from domain.invoices import Invoice, Statement, parse_period
from domain.office import Office
from domain.outcomes import PrintInvoice
from domain.vouchers import VoucherLine
from texts import print_invoice as texts

INVOICES_A_PAGE = 6
_NEWEST = frozenset({"ultima", "última", "la ultima", "la última", "la mas nueva", "la más nueva"})


async def print_invoice(talk: Talk, office: Office, now: datetime) -> PrintInvoice | None:
    """Choose account and invoice; ends in its copy as of today."""
    today = now.date()
    accounts = await office.linked_accounts()
    if not accounts:
        talk.say(texts.NO_ACCOUNTS)
        talk.offer(texts.LINK_ONE)
        return None
    account = await talk.ask(which_account(accounts))
    statement = await office.statement(account.number, today)
    if not statement.invoices:
        talk.say(texts.no_invoices(account))
        talk.offer(texts.TO_THE_MENU)
        return None

    invoice = await talk.ask(_which_invoice(statement))
    if not invoice.printable(today):
        talk.say(texts.overdue(invoice))
        talk.offer(texts.overdue_offers(invoice))
        return None
    detail = await office.invoice_detail(account.number, invoice.receipt) or InvoiceDetail()
    pending = await _pending(office, statement, today)
    return PrintInvoice(InvoiceCopy(invoice, account, detail, today, pending))


async def _pending(
    office: Office, statement: Statement, today: date
) -> tuple[VoucherLine, ...] | None:
    """What the copy says of other debts (Ley 24.240 art. 30 bis): None if it can't be told."""
    if not statement.overdue:
        return ()
    try:
        rates = await office.rates()
        return vouchers.overdue_voucher(statement.account, statement.overdue, rates, today).lines
    except RateUnknown:
        return None


def _which_invoice(statement: Statement) -> Question[Invoice]:
    """Choose an invoice by button, by its Comp. Nº or by its period."""
    invoices = statement.invoices

    def read(written: str) -> Invoice:
        if written.strip(" .!¡").casefold() in _NEWEST:
            return invoices[0]
        matching = _with_receipt(invoices, written) or _of_period(invoices, written)
        if len(matching) == 1:
            return matching[0]
        raise Misread(texts.SEVERAL_MATCH if matching else texts.NO_SUCH_INVOICE)

    choices = tuple(
        (Choice(texts.invoice_label(one, statement.today), one.receipt),) for one in invoices
    )
    pages = tuple(
        Page(texts.which_invoice(statement), choices[start : start + INVOICES_A_PAGE])
        for start in range(0, len(choices), INVOICES_A_PAGE)
    )
    return Question(
        "invoice", pages, read, keep=lambda one: one.receipt, example=texts.INVOICE_EXAMPLE
    )


def _with_receipt(invoices: Sequence[Invoice], written: str) -> list[Invoice]:
    try:
        receipt = codes.receipt_number(written)
    except codes.NotACode:
        return []
    return [one for one in invoices if receipt == one.receipt]


def _of_period(invoices: Sequence[Invoice], written: str) -> list[Invoice]:
    try:
        period = parse_period(written)
    except ValueError:
        return []
    same = [
        one
        for one in invoices
        if (one.period.year, one.period.bimester) == (period.year, period.bimester)
    ]
    return [one for one in same if one.period.part == period.part] if period.part else same
