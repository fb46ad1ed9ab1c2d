"""What the data hold and a copy of an invoice can't print: left out, noted there and logged.

An optional field never costs the invoice. `templates/invoice.html` says to the customer what is
missing; the log names the kind alone, for staff, and no person or number.
"""

from enum import StrEnum

from domain.invoice_detail import InvoiceCopy
from domain.invoices import State


class LeftOut(StrEnum):
    """A part of the copy that is missing, or less than the data would have it."""

    FISCAL_QR = "fiscal_qr"
    CUSTOMER_DOCUMENT = "customer_document"
    SECOND_DUE = "second_due"
    CONCEPTS = "concepts"
    DETAIL = "detail"


def left_out(copy: InvoiceCopy) -> tuple[LeftOut, ...]:
    """Look through a copy's optional data for what can't be printed."""
    detail, invoice = copy.detail, copy.invoice
    found = []
    authorisation = detail.authorisation
    if authorisation is not None:
        if not authorisation.fills_the_qr:
            found.append(LeftOut.FISCAL_QR)
        elif authorisation.customer_document and authorisation.customer is None:
            found.append(LeftOut.CUSTOMER_DOCUMENT)
    unpaid = invoice.state is State.UNPAID
    if unpaid and detail.second_due is not None and detail.second_due.due <= invoice.due:
        found.append(LeftOut.SECOND_DUE)
    if detail.undetailed(invoice.amount):
        found.append(LeftOut.CONCEPTS)
    return tuple(found)
