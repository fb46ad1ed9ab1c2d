"""Endings that print an invoice: its codes if it can still be paid, its PDF."""

import hashlib
import logging
from dataclasses import replace

from domain.collection_codes import LAST_DUE, DoesNotFit
from domain.invoice_detail import AboveLimit, CashCodes, InvoiceCopy, NoCodes
from domain.invoices import State
from domain.outcomes import PrintInvoice
from domain.vouchers import invoice_voucher
from handlers.delivery import Document, nothing
from handlers.endings.context import Deed, EndingContext, Said
from handlers.endings.vouchers import note_sent
from texts.invoices import print_invoice as texts

log = logging.getLogger(__name__)


async def print_invoice(
    outcome: PrintInvoice, counter: EndingContext, at: Deed
) -> tuple[Said, ...]:
    """Send the copy of an invoice; the same copy is the same file, made once."""
    number, codes = await _codes(outcome.copy, counter, at)
    copy = replace(outcome.copy, codes=codes)
    await counter.desk.touch_account(at.chat_id, copy.account.number, at.now)
    return (
        Document(
            key=f"invoice:{copy.invoice.receipt}:{_digest(copy)}",
            file_name=texts.file_name(copy),
            caption=texts.caption(copy),
            keyboard=texts.caption_buttons(copy),
            make=lambda: counter.printer.invoice(copy),
            sent=note_sent(number, counter, at) if number else nothing,
        ),
    )


async def _codes(
    copy: InvoiceCopy, counter: EndingContext, at: Deed
) -> tuple[int | None, CashCodes | AboveLimit | NoCodes | None]:
    """The codes of an unpaid invoice; they carry a voucher's number, to tell its payment apart."""
    if copy.invoice.state is State.PAID:
        return None, None
    voucher = invoice_voucher(copy.invoice)
    if voucher.total > counter.networks.limit:
        return None, AboveLimit(counter.networks.limit)
    if voucher.pay_on > LAST_DUE:
        return None, NoCodes()
    number = await counter.desk.issue_voucher(at.chat_id, voucher, at.now)
    try:
        issued = counter.networks.issue(number, voucher, at.now.date())
    except DoesNotFit as error:
        log.error("an invoice is printed without bar codes: mend the layout: %s", error)
        return None, NoCodes()
    return number, CashCodes(issued.pago_facil, issued.rapipago)


def _digest(copy: InvoiceCopy) -> str:
    """Changes with all that is printed: paid meanwhile, other debts, another day."""
    return hashlib.sha256(repr(copy).encode()).hexdigest()[:32]
