"""Documents as orders: what is to be printed, as plain data, so that it can be owed and kept.

An order is printed when its document is delivered, and again wherever that has to be repeated.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, assert_never

from domain.accounts import Account
from domain.invoice_detail import InvoiceCopy
from domain.vouchers import IssuedVoucher


@dataclass(frozen=True, slots=True)
class VoucherOrder:
    """A voucher of payment."""

    issued: IssuedVoucher
    account: Account
    kind: Literal["voucher"] = "voucher"


@dataclass(frozen=True, slots=True)
class InvoiceOrder:
    """The copy of an invoice."""

    copy: InvoiceCopy
    kind: Literal["invoice"] = "invoice"


@dataclass(frozen=True, slots=True)
class OwnDataOrder:
    """What is held of the chat's user when it is printed: nothing of it stands in the order."""

    chat_id: int
    form: str
    moment: datetime
    kind: Literal["own_data"] = "own_data"


PrintOrder = VoucherOrder | InvoiceOrder | OwnDataOrder


class Renderer(Protocol):
    """Makes PDFs."""

    async def voucher(self, issued: IssuedVoucher, account: Account) -> bytes:
        """The voucher's PDF."""

    async def invoice(self, copy: InvoiceCopy) -> bytes:
        """The PDF of an invoice's copy."""


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints orders. `own_data` prints what is held of a person."""

    renderer: Renderer
    own_data: Callable[[OwnDataOrder], Awaitable[bytes | None]]

    async def print(self, order: PrintOrder) -> bytes | None:
        """The document's bytes; None if there is nothing to be printed any more."""
        match order:
            case VoucherOrder(issued, account):
                return await self.renderer.voucher(issued, account)
            case InvoiceOrder(copy):
                return await self.renderer.invoice(copy)
            case OwnDataOrder():
                return await self.own_data(order)
            case _:
                assert_never(order)
