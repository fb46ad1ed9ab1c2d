"""The copy of an invoice: its codes, and when a file sent before serves again."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast

from domain.accounts import Account
from domain.clock import ZONE
from domain.invoice_detail import CashCodes, InvoiceCopy, InvoiceDetail
from domain.invoices import Invoice, Period
from domain.networks import load_networks
from domain.office import Desk, Office
from domain.outcomes import PrintInvoice
from domain.vouchers import Voucher, VoucherKind, VoucherLine
from handlers.endings.deed import Deed
from handlers.endings.invoices import InvoiceEndings
from handlers.owed_replies import Document
from handlers.printing import InvoiceOrder

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
HOME = Account("0001", "Ana Paz", "30111222", "Sarmiento 100", "0012345678")
INVOICE = Invoice(
    "00012-00000001",
    HOME.number,
    Period(2026, 5),
    date(2026, 11, 1),
    date(2026, 12, 6),
    Decimal("1000.10"),
)
COPY = InvoiceCopy(INVOICE, HOME, InvoiceDetail(), NOON.date(), ())
DEBT = VoucherLine("00012-00000000", date(2026, 9, 1), Decimal("5.00"))


@dataclass
class DeskByHand:
    issued: list[Voucher] = field(default_factory=list)

    async def issue_voucher(self, chat_id: int, voucher: Voucher, now: datetime) -> int:
        self.issued.append(voucher)
        return 41


@dataclass
class Town:
    desk: DeskByHand = field(default_factory=DeskByHand)

    async def prints(self, copy: InvoiceCopy) -> Document:
        """Print the copy, with only what this ending uses of each part."""
        endings = InvoiceEndings(cast(Desk, self.desk), load_networks())
        at = Deed(1, "1:1:print_invoice", NOON)
        [said] = await endings.print_copy(PrintInvoice(copy), cast(Office, None), at)
        assert isinstance(said, Document)
        return said


async def test_an_unpaid_one_carries_codes_for_what_is_owed_until_it_falls_due() -> None:
    town = Town()
    printed = await town.prints(replace(COPY, invoice=replace(INVOICE, paid=Decimal("0.10"))))
    [voucher] = town.desk.issued
    assert (voucher.kind, voucher.pay_on, voucher.total) == (
        VoucherKind.INVOICE,
        INVOICE.due,
        Decimal("1000.00"),
    )
    assert "00100000" in printed.caption, "the amount within the digits"
    assert printed.voucher == 41, "it is reminded of as any voucher"
    assert isinstance(printed.order, InvoiceOrder)
    assert isinstance(printed.order.copy.codes, CashCodes)


async def test_a_paid_one_carries_none() -> None:
    town = Town()
    paid = replace(INVOICE, paid=INVOICE.amount, paid_on=NOON.date())
    printed = await town.prints(replace(COPY, invoice=paid))
    assert town.desk.issued == []
    assert "Pago Fácil" not in printed.caption
    assert printed.voucher is None


async def test_one_over_the_networks_limit_says_so() -> None:
    town = Town()
    printed = await town.prints(replace(COPY, invoice=replace(INVOICE, amount=Decimal("1000000"))))
    assert town.desk.issued == []
    assert "va sin código de barras" in printed.caption


async def test_one_due_in_another_century_carries_no_code_that_says_this_one() -> None:
    town = Town()
    printed = await town.prints(replace(COPY, invoice=replace(INVOICE, due=date(2126, 12, 6))))
    assert town.desk.issued == []
    assert "Va sin código de barras" in printed.caption


async def test_the_same_copy_is_the_same_file_and_any_change_another() -> None:
    copies = (
        COPY,
        replace(COPY, pending=(DEBT,)),
        replace(COPY, pending=None),
        replace(COPY, printed_on=NOON.date() + timedelta(days=1)),
        replace(COPY, invoice=replace(INVOICE, paid=Decimal(1))),
        replace(COPY, invoice=replace(INVOICE, paid=INVOICE.amount, paid_on=NOON.date())),
    )
    keys = [(await Town().prints(copy)).key for copy in copies]
    assert len(set(keys)) == len(copies)
    assert (await Town().prints(replace(COPY))).key == keys[0]


async def test_the_longest_caption_fits_telegram() -> None:
    printed = await Town().prints(replace(COPY, pending=(DEBT,)))
    assert len(printed.caption) <= 1024
