"""What endings need of the renderer of documents."""

from typing import Protocol

from documents.personal_data import PersonalData
from domain.accounts import Account
from domain.invoice_detail import InvoiceCopy
from domain.vouchers import IssuedVoucher


class Renderer(Protocol):
    """Makes PDFs."""

    async def voucher(self, issued: IssuedVoucher, account: Account) -> bytes:
        """The voucher's PDF."""

    async def invoice(self, copy: InvoiceCopy) -> bytes:
        """The PDF of an invoice's copy."""

    async def personal_data(self, held: PersonalData) -> bytes:
        """The PDF of what is held of a person."""
