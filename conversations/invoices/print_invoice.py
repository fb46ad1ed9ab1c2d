"""Print an invoice (manual, 'Impresión de Factura'): only PAG ones, or those not yet overdue."""

from datetime import date, datetime

from conversations.common.own_account import own_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Talk
from conversations.invoices.invoice_question import which_invoice
from domain import vouchers
from domain.interest import RateUnknown
from domain.invoice_detail import InvoiceCopy, InvoiceDetail
from domain.invoices import Statement
from domain.office import Office
from domain.outcomes import PrintInvoice
from domain.vouchers import VoucherLine
from texts.invoices import print_invoice as texts


async def print_invoice(talk: Talk, office: Office, now: datetime) -> PrintInvoice | None:
    """Choose account and invoice; ends in its copy as of today."""
    today = now.date()
    if not (account := await own_account(talk, office)):
        return None
    statement = await office.statement(account.number, today)
    if not statement.invoices:
        talk.say(texts.no_invoices(account))
        talk.offer(texts.TO_THE_MENU)
        return None

    invoice = await talk.ask(which_invoice(statement))
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


ENTRY = Entry(
    name="print_invoice",
    words=texts.ENTRY,
    commands=("factura", "imprimir"),
    conversation=print_invoice,
    intent="imprimir_factura",
    needs_user=True,
)
