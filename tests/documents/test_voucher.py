"""The voucher on paper: read by a scanner at 203 dpi, in grey, and by its customer."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import domain
from documents.renderer import DocumentRenderer
from domain.accounts import Account
from domain.collection_codes import collection_code, load_layout
from domain.interest import AppliedRate
from domain.invoices import Period
from domain.plans import Instalment, instalment_voucher
from domain.vouchers import IssuedVoucher, Voucher, VoucherKind, VoucherLine
from tests.documents.pages import outside, overprinted

if TYPE_CHECKING:
    from tests.documents.conftest import Printed

PrintOut = Callable[[bytes], "Printed"]

LAYOUTS = Path(domain.__file__).parent / "layouts"
PAGO_FACIL = load_layout(LAYOUTS / "pago_facil.toml")
RAPIPAGO = load_layout(LAYOUTS / "rapipago.toml")
PAY_ON = date(2026, 11, 27)


def issued(voucher: Voucher, number: int = 4821) -> IssuedVoucher:
    codes = [
        collection_code(layout, number=number, amount=voucher.total, due=voucher.pay_on)
        for layout in (PAGO_FACIL, RAPIPAGO)
    ]
    return IssuedVoucher(number, voucher, codes[0], codes[1], date(2026, 11, 24))


def overdue(*lines: VoucherLine, pay_on: date = PAY_ON) -> Voucher:
    rate = AppliedRate(Decimal("42.5"), Decimal(45))
    return Voucher(VoucherKind.OVERDUE_INVOICES, "0012345", pay_on, lines, rate)


def line(number: int = 1, amount: str = "18450.37", interest: str = "910.19") -> VoucherLine:
    return VoucherLine(
        reference=f"0003-{number:08d}",
        due=date(2026, 10, 18),
        amount=Decimal(amount),
        period=Period(2026, 5),
        days_late=40,
        interest=Decimal(interest),
    )


def expected_pago_facil(number: int, cents: int, due: date) -> str:
    """SEPSA's 42 digits, written without the project's code."""
    day = (due - date(due.year - 1, 12, 31)).days
    digits = f"0999{cents:08d}{due.year % 100:02d}{day:03d}{number:014d}{0:09d}"
    for _ in range(2):
        weights = [1] + [3 + 2 * (place % 4) for place in range(len(digits) - 1)]
        half = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) // 2
        digits += str(half)[-1]
    return digits


def expected_rapipago(number: int, cents: int, due: date) -> str:
    day = (due - date(due.year - 1, 12, 31)).days
    digits = f"999{number:019d}{cents:08d}{due.year % 100:02d}{day:03d}{0:016d}"
    weights = [1] + [3 + 2 * (place % 4) for place in range(len(digits) - 1)]
    half = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) // 2
    return digits + str(half)[-1]


async def test_a_scanner_reads_both_codes_and_a_cashier_can_key_them_in(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    paper = print_out(await press.voucher(issued(overdue(line())), account))
    pago_facil = expected_pago_facil(4821, 1936056, PAY_ON)
    rapipago = expected_rapipago(4821, 1936056, PAY_ON)
    assert paper.codes() == {"ITF": [pago_facil, rapipago]}
    without_spaces = paper.text.replace(" ", "")
    assert pago_facil in without_spaces
    assert rapipago in without_spaces


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    number=st.integers(1, 10**14 - 1),
    cents=st.integers(1, 99_999_999),
    pay_on=st.dates(date(2026, 1, 1), date(2040, 12, 31)),
)
async def test_whatever_the_amount_and_date_a_scanner_reads_them(
    press: DocumentRenderer, print_out: PrintOut, number: int, cents: int, pay_on: date
) -> None:
    account = Account("0012345", "Ana Paz", "1", "Junín 1", "1")
    amount = str(Decimal(cents).scaleb(-2))
    voucher = overdue(line(amount=amount, interest="0.00"), pay_on=pay_on)
    paper = print_out(await press.voucher(issued(voucher, number), account))
    assert paper.codes() == {
        "ITF": [
            expected_pago_facil(number, cents, pay_on),
            expected_rapipago(number, cents, pay_on),
        ]
    }


async def test_it_says_what_is_paid_by_whom_until_when_and_where(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    voucher = overdue(line(1), line(2, "1000.00", "0.00"))
    text = print_out(await press.voucher(issued(voucher), account)).text
    for words in (
        "Aguas de Catamarca S.A.P.E.M.",
        "Comprobante Factura Vencida N.º 00004821",
        "Solo válido para Rapipago y Pago Fácil",
        "María Ocampo de Nieva",
        "Av. Belgrano 1234, Catamarca",
        "Cuenta 0012345",
        "Fecha de pago = vencimiento del comprobante 27/11/2026",
        "Emitido el 24/11/2026",
        "2 facturas vencidas que pagás",
        "0003-00000001 5/2026 18/10/2026 40 $ 18.450,37 $ 910,19 $ 19.360,56",
        "0003-00000002 5/2026 18/10/2026 40 $ 1.000,00 $ 0,00 $ 1.000,00",
        "Total a pagar el 27/11/2026 $ 19.450,37 $ 910,19 $ 20.360,56",
        "tasa anual 42,5 %, tope legal 45 % (Ley 24.240, art. 31)",
        "pedí uno nuevo en la Oficina Virtual",
        "(383) 4430-003 o al 0800-888-8255",
    ):
        assert words in text


async def test_it_carries_the_legends_of_ley_24240(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    text = print_out(await press.voucher(issued(overdue(line())), account)).text
    assert (
        "«Usted tiene derecho a reclamar una indemnización si le facturamos sumas o conceptos "
        "indebidos o reclamamos el pago de facturas ya abonadas. Ley 24.240»"
    ) in text
    assert "Deudas pendientes incluidas en este comprobante" in text
    assert "art. 30 bis" in text


async def test_a_plan_instalment_has_its_own_title_and_no_interest(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    instalment = Instalment("77", "0012345", 3, date(2026, 12, 10), Decimal("999999.99"))
    paper = print_out(await press.voucher(issued(instalment_voucher(instalment)), account))
    assert "Comprobante Plan de Pago N.º 00004821" in paper.text
    assert "Cuota de plan de pago 77/3 10/12/2026 $ 999.999,99" in paper.text
    assert "Solo válido para Rapipago y Pago Fácil" in paper.text
    assert "Interés" not in paper.text
    assert "Factura Vencida" not in paper.text
    assert paper.codes()["ITF"][0] == expected_pago_facil(4821, 99_999_999, date(2026, 12, 10))


@pytest.mark.parametrize("count", [1, 9, 15, 20])
async def test_up_to_twenty_invoices_stand_on_one_page(
    press: DocumentRenderer, account: Account, print_out: PrintOut, count: int
) -> None:
    lines = [line(number) for number in range(1, count + 1)]
    paper = print_out(await press.voucher(issued(overdue(*lines)), account))
    assert len(paper.texts) == 1
    assert "Página 1 de 1" in paper.text
    assert "Ley 24.240» (art. 25)" in paper.text
    assert len(paper.codes()["ITF"]) == 2


async def test_ten_years_of_invoices_go_on_to_a_second_page_with_the_codes_on_the_first(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    lines = [line(number, "450.00", "1000.00") for number in range(1, 61)]
    paper = print_out(await press.voucher(issued(overdue(*lines)), account))
    assert len(paper.texts) == 2
    assert "Página 1 de 2" in paper.text
    assert "$ 87.000,00" in in_one_line(paper.texts[0])
    assert len(paper.codes(0)["ITF"]) == 2
    assert paper.codes(1) == {}
    assert "Factura (Comp. N.º)" in paper.texts[1]  # its columns are named again
    for number in range(1, 61):
        assert f"0003-{number:08d}" in paper.text


def in_one_line(text: str) -> str:
    return " ".join(text.split())


async def test_a_name_is_printed_as_it_is_spelled_and_runs_no_markup(
    press: DocumentRenderer, print_out: PrintOut
) -> None:
    account = Account(
        "1", "<b>Ñandú</b> & 'Hijos' {{ 7 * 7 }} 🚰", "1", '<img src="file:///etc/hostname">', "1"
    )
    text = print_out(await press.voucher(issued(overdue(line())), account)).text
    assert "<b>Ñandú</b> & 'Hijos' {{ 7 * 7 }}" in text
    assert '<img src="file:///etc/hostname">' in text


async def test_a_very_long_name_and_address_leave_the_codes_readable(
    press: DocumentRenderer, print_out: PrintOut
) -> None:
    account = Account("0" * 20, "Pérez de la Fuente " * 300, "1", "x" * 4000, "1")
    paper = print_out(await press.voucher(issued(overdue(line())), account))
    assert len(paper.texts) == 1
    assert "Pérez de la Fuente Pérez" in paper.text
    assert len(paper.codes()["ITF"]) == 2


@pytest.mark.parametrize("count", [1, 20, 60])
async def test_nothing_is_cut_off_or_overprinted(press: DocumentRenderer, count: int) -> None:
    account = Account("W" * 32, "W" * 200, "1", "palabra " * 25, "1")
    lines = [line(number, "450.00", "1000.00") for number in range(1, count + 1)]
    pdf = await press.voucher(issued(overdue(*lines)), account)
    assert (outside(pdf), overprinted(pdf)) == ("", [])


async def test_the_same_voucher_is_the_same_file(press: DocumentRenderer, account: Account) -> None:
    voucher = issued(overdue(line()))
    assert await press.voucher(voucher, account) == await press.voucher(voucher, account)


async def test_sample_data_is_marked_on_every_page_and_stays_readable_by_a_scanner(
    account: Account, print_out: PrintOut
) -> None:
    lines = [line(number, "450.00", "1000.00") for number in range(1, 61)]
    async with DocumentRenderer(sample=True) as press:
        paper = print_out(await press.voucher(issued(overdue(*lines)), account))
    for text in paper.texts:
        assert "documento de demostración" in in_one_line(text).lower()
    assert paper.codes()["ITF"][0] == expected_pago_facil(4821, 8_700_000, PAY_ON)


async def test_real_data_is_not_marked(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    text = print_out(await press.voucher(issued(overdue(line())), account)).text
    assert "demostración" not in text.lower()


@pytest.mark.parametrize("days", [0, 15])
async def test_it_is_due_on_its_payment_date(
    press: DocumentRenderer, account: Account, print_out: PrintOut, days: int
) -> None:
    pay_on = date(2026, 12, 24) + timedelta(days=days)  # and over the turn of the year
    paper = print_out(await press.voucher(issued(overdue(line(), pay_on=pay_on)), account))
    assert f"Vence el {pay_on:%d/%m/%Y}" in paper.text
    assert paper.codes()["ITF"][0][12:17] == f"{pay_on:%y%j}"
