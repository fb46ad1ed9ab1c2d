"""Endings that print an invoice: its codes if it can still be paid, its PDF."""

import hashlib
import logging
from dataclasses import dataclass, replace

from domain.collection_codes import LAST_DUE, DoesNotFit
from domain.invoice_detail import AboveLimit, CashCodes, InvoiceCopy, NoCodes
from domain.invoices import State
from domain.networks import Networks
from domain.office import Desk, Office
from domain.outcomes import PrintInvoice
from domain.vouchers import invoice_voucher
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from handlers.owed_replies import Document
from handlers.printing import InvoiceOrder
from texts.invoices import print_invoice as texts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InvoiceEndings:
    """Copies of invoices are printed."""

    desk: Desk
    networks: Networks

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(PrintInvoice, self.print_copy)

    async def print_copy(self, outcome: PrintInvoice, office: Office, at: Deed) -> Said:
        """Send the copy of an invoice; the same copy is the same file, made once."""
        number, codes = await self._codes(outcome.copy, at)
        copy = replace(outcome.copy, codes=codes)
        return (
            Document(
                key=f"invoice:{copy.invoice.receipt}:{_digest(copy)}",
                file_name=texts.file_name(copy),
                caption=texts.caption(copy),
                keyboard=texts.caption_buttons(copy),
                order=InvoiceOrder(copy),
                voucher=number,
            ),
        )

    async def _codes(
        self, copy: InvoiceCopy, at: Deed
    ) -> tuple[int | None, CashCodes | AboveLimit | NoCodes | None]:
        """The codes of an unpaid invoice, with a voucher's number that tells its payment apart."""
        if copy.invoice.state is State.PAID:
            return None, None
        voucher = invoice_voucher(copy.invoice)
        if voucher.total > self.networks.limit:
            return None, AboveLimit(self.networks.limit)
        if voucher.pay_on > LAST_DUE:
            return None, NoCodes()
        number = await self.desk.issue_voucher(at.chat_id, voucher, at.now)
        try:
            issued = self.networks.issue(number, voucher, at.now.date())
        except DoesNotFit as error:
            log.error("an invoice is printed without bar codes: mend the layout: %s", error)
            return None, NoCodes()
        return number, CashCodes(issued.pago_facil, issued.rapipago)


def _digest(copy: InvoiceCopy) -> str:
    """Changes with all that is printed: paid meanwhile, other debts, another day."""
    return hashlib.sha256(repr(copy).encode()).hexdigest()[:32]
