"""How long it takes to set a document, in milliseconds of a processor: documents.py [--count 60]

A voucher of two invoices and one of eight, an invoice of which all is told, and one of which
nothing more is told than it must be, each set again and again in one process, as a worker of the
press does. Processor time, so that other work on the machine counts little; the least and the
median are printed. To compare two versions, run them by turns: a machine's pace changes within a
minute.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import typer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from documents import typesetting
from documents.issuer import Issuer
from domain.accounts import Account
from domain.interest import AppliedRate
from domain.invoice_detail import (
    Authorisation,
    AuthorisationKind,
    CashCodes,
    Concept,
    ConceptKind,
    InvoiceCopy,
    InvoiceDetail,
    MeterReading,
    PastConsumption,
    SecondDue,
    Transparency,
)
from domain.invoices import Invoice, Period
from domain.vouchers import IssuedVoucher, Voucher, VoucherKind, VoucherLine

TODAY, DUE = date(2026, 11, 24), date(2026, 12, 4)
ACCOUNT = Account("0012345", "Ana Paz", "20123456", "Junín 1", "0000012345")
CODES = CashCodes("099902431858263380000000000777700000000042", "9990" + "0" * 46 + "13")
INVOICE = Invoice("00003-01234599", "0012345", Period(2026, 5), TODAY, DUE, Decimal("24318.58"))
DETAIL = InvoiceDetail(
    tariff="Residencial medido",
    reading=MeterReading("AC-20931", Decimal(1204), TODAY, Decimal(1241), TODAY, Decimal(37)),
    history=tuple(PastConsumption(Period(2025, n), Decimal(20 + n)) for n in range(1, 7)),
    concepts=(
        Concept("Cargo fijo agua", Decimal("14340.00")),
        Concept("Desagües cloacales", Decimal("5758.33"), quantity=Decimal("37.5")),
        Concept("IVA 21 %", Decimal("4220.25"), ConceptKind.TAX),
    ),
    authorisation=Authorisation(
        AuthorisationKind.CAE, "70417054367476", "30000000007", 3, 18, 1234599, DUE
    ),
    second_due=SecondDue(date(2026, 12, 14), Decimal("24683.36")),
    transparency=Transparency(Decimal("4220.25")),
)


def voucher(invoices: int = 2) -> IssuedVoucher:
    """A voucher of so many invoices."""
    periods = [Period(2025 + n // 6, n % 6 + 1) for n in range(invoices)]
    lines = tuple(
        VoucherLine(f"00003-{n:08}", DUE, Decimal("1000.00"), period, 40, Decimal("9.99"))
        for n, period in enumerate(periods, 1)
    )
    rate = AppliedRate(Decimal("42.5"), Decimal(45))
    return IssuedVoucher(
        4821,
        Voucher(VoucherKind.OVERDUE_INVOICES, "0012345", DUE, lines, rate),
        CODES.pago_facil,
        CODES.rapipago,
        TODAY,
    )


def main(count: int = 60) -> None:
    """Print a line for each document."""
    full, plain = (
        InvoiceCopy(INVOICE, ACCOUNT, detail, TODAY, (), CODES)
        for detail in (DETAIL, InvoiceDetail())
    )
    typeset = partial(typesetting.typeset, sample=False, issuer=Issuer())
    documents: dict[str, Callable[[], bytes]] = {
        "voucher": lambda: typeset("voucher.html", issued=voucher(), account=ACCOUNT),
        "voucher of 8": lambda: typeset("voucher.html", issued=voucher(8), account=ACCOUNT),
        "invoice": lambda: typeset("invoice.html", copy=full, left_out=()),
        "plain invoice": lambda: typeset("invoice.html", copy=plain, left_out=()),
    }
    for name, make in documents.items():
        pdf = make()  # fonts and templates are read once a process
        times = sorted(_milliseconds(make) for _ in range(count))
        print(
            f"{name:14} least {times[0]:6.1f} ms, median {statistics.median(times):6.1f} ms, "
            f"{len(pdf) / 1024:.0f} KiB"
        )


def _milliseconds(make: Callable[[], bytes]) -> float:
    started = time.process_time()
    make()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    typer.run(main)
