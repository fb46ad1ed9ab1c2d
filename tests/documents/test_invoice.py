"""The full invoice on paper: all that the data tell, and nothing that they don't."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from documents.issuer import Issuer
from documents.renderer import DocumentRenderer
from domain.accounts import Account
from domain.invoice_detail import (
    AboveLimit,
    Authorisation,
    AuthorisationKind,
    CashCodes,
    Concept,
    ConceptKind,
    InvoiceCopy,
    InvoiceDetail,
    MeterReading,
    NoCodes,
    PastConsumption,
    SecondDue,
    Transparency,
)
from domain.invoices import Invoice, Period
from domain.vouchers import VoucherLine
from tests.documents.pages import outside, overprinted

if TYPE_CHECKING:
    from tests.documents.conftest import Printed

PrintOut = Callable[[bytes], "Printed"]

TODAY = date(2026, 11, 24)
CODES = CashCodes("099902431858263380000000000777700000000042", "9990" + "0" * 46 + "13")
INVOICE = Invoice(
    receipt="0003-01234599",
    account="0012345",
    period=Period(2026, 5, 1, 2),
    issued=date(2026, 11, 10),
    due=date(2026, 12, 4),
    amount=Decimal("24318.58"),
)
DETAIL = InvoiceDetail(
    tariff="Residencial medido",
    reading=MeterReading(
        meter="AC-20931",
        previous=Decimal(1204),
        previous_on=date(2026, 8, 30),
        current=Decimal(1241),
        current_on=date(2026, 10, 31),
        consumption=Decimal(37),
    ),
    history=tuple(
        PastConsumption(Period(2025 + (place > 1), (place + 4) % 6 + 1), Decimal(cubic_metres))
        for place, cubic_metres in enumerate((28, 41, 52, 39, 30, 33))
    ),
    concepts=(
        Concept("Cargo fijo agua", Decimal("6200.00")),
        Concept(
            "Agua potable: consumo medido",
            Decimal("8140.00"),
            quantity=Decimal(37),
            unit_price=Decimal("220"),
        ),
        Concept(
            "Desagües cloacales",
            Decimal("5758.33"),
            quantity=Decimal("37.5"),
            unit_price=Decimal("153.5555"),
        ),
        Concept("IVA 21 %", Decimal("4220.25"), ConceptKind.TAX),
    ),
    authorisation=Authorisation(
        kind=AuthorisationKind.CAE,
        code="70417054367476",
        cuit="30000000007",
        point_of_sale=3,
        receipt_type=18,
        receipt_number=1234599,
        expires=date(2026, 11, 20),
        customer_document_type=96,
        customer_document="20123456",
    ),
    second_due=SecondDue(date(2026, 12, 14), Decimal("24683.36")),
    transparency=Transparency(Decimal("4220.25"), Decimal("12.34")),
)


async def test_it_prints_all_that_the_data_tell(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    copy = InvoiceCopy(INVOICE, account, DETAIL, TODAY, (), CODES)
    paper = print_out(await press.invoice(copy))
    for words in (
        "Liquidación de Servicios Públicos B",
        "Comp. N.º 0003-01234599",
        "Código Pago Electrónico 0000012345",
        "DUPLICADO",
        "María Ocampo de Nieva",
        "Av. Belgrano 1234, Catamarca",
        "Residencial medido",
        "5.º bimestre 2026, parte 1 de 2",
        "$ 24.318,58",
        "Vence el 04/12/2026",
        "2.º vencimiento 14/12/2026: $ 24.683,36",
        "IMP: impaga al 24/11/2026 · emitida el 10/11/2026",
        "Medidor N.º AC-20931",
        "Lectura anterior (30/08/2026) 1.204 m³",
        "Lectura actual (31/10/2026) 1.241 m³",
        "Consumo del período 37 m³",
        "Consumo de los últimos seis períodos",
        "Cargo fijo agua $ 6.200,00",
        "Agua potable: consumo medido 37 $ 220,00 $ 8.140,00",
        "Desagües cloacales 37,5 $ 153,5555 $ 5.758,33",
        "Subtotal sin impuestos $ 20.098,33",
        "IVA 21 % $ 4.220,25",
        "Total de la factura $ 24.318,58",
        "Régimen de Transparencia Fiscal al Consumidor (Ley 27.743)",
        "IVA Contenido: $ 4.220,25",
        "Otros Impuestos Nacionales Indirectos: $ 12,34",
        "CAE 70417054367476",
        "CUIT 30-00000000-7",
        "no existen deudas pendientes",
        "Usted tiene derecho a reclamar una indemnización",
    ):
        assert words in paper.text
    assert "Redondeo" not in paper.text
    assert len(paper.texts) == 1
    assert paper.codes()["ITF"] == [CODES.pago_facil, CODES.rapipago]


async def test_the_chart_names_six_periods_and_this_one_in_their_order(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    shuffled = (DETAIL.history[3], *DETAIL.history[:3], *DETAIL.history[4:])
    detail = InvoiceDetail(reading=DETAIL.reading, history=shuffled)
    text = print_out(await press.invoice(InvoiceCopy(INVOICE, account, detail, TODAY))).text
    assert "Consumo de los últimos seis períodos (m³)" in text
    assert (
        "28 5/2025 41 6/2025 52 1/2026 39 2/2026 30 3/2026 33 4/2026 37 5/2026 (1/2) esta factura"
    ) in text


async def test_a_scanner_reads_the_fiscal_code_that_the_data_authorise(
    account: Account, print_out: PrintOut
) -> None:
    issuer = Issuer(fiscal_qr_url="https://www.arca.gob.ar/fe/qr/")
    async with DocumentRenderer(sample=True, issuer=issuer) as press:
        copy = InvoiceCopy(INVOICE, account, DETAIL, TODAY, (), CODES)
        (code,) = print_out(await press.invoice(copy)).codes()["QRCode"]
    expected = (
        '{"ver":1,"fecha":"2026-11-10","cuit":30000000007,"ptoVta":3,"tipoCmp":18,'
        '"nroCmp":1234599,"importe":24318.58,"moneda":"PES","ctz":1,"tipoDocRec":96,'
        '"nroDocRec":20123456,"tipoCodAut":"E","codAut":70417054367476}'
    )
    in_base_64 = base64.b64encode(expected.encode()).decode()
    assert code == f"https://www.arca.gob.ar/fe/qr/?p={in_base_64}"
    assert json.loads(base64.b64decode(code.split("?p=")[1]))["codAut"] == 70417054367476


@pytest.mark.parametrize(
    ("wrong", "note", "scanned"),
    [
        ({"customer_document": "S/D"}, "El código QR fiscal va sin tu documento", True),
        ({"customer_document": "30-70751234-9"}, "", True),
        ({"code": "70417"}, "El código QR fiscal no se pudo imprimir", False),
        ({"cuit": ""}, "El código QR fiscal no se pudo imprimir", False),
    ],
)
async def test_the_invoice_is_printed_whatever_its_fiscal_data_and_says_what_is_missing(
    press: DocumentRenderer,
    account: Account,
    print_out: PrintOut,
    caplog: pytest.LogCaptureFixture,
    wrong: dict[str, Any],
    note: str,
    scanned: bool,
) -> None:
    assert DETAIL.authorisation
    detail = replace(DETAIL, authorisation=replace(DETAIL.authorisation, **wrong))
    paper = print_out(await press.invoice(InvoiceCopy(INVOICE, account, detail, TODAY, (), CODES)))
    assert "Comp. N.º 0003-01234599" in paper.text
    assert ("QRCode" in paper.codes()) == scanned
    assert ("Consultanos al (383) 4430-003" in paper.text) == bool(note)
    assert note in paper.text
    assert bool(caplog.messages) == bool(note)
    for private in (*wrong.values(), "0003-01234599", account.holder):
        assert not private or private not in caplog.text


async def test_a_detail_that_breaks_the_page_does_not_cost_the_invoice(
    press: DocumentRenderer, account: Account, print_out: PrintOut, caplog: pytest.LogCaptureFixture
) -> None:
    reading = MeterReading(consumption=Decimal("sNaN"))
    copy = InvoiceCopy(INVOICE, account, replace(DETAIL, reading=reading), TODAY, (), CODES)
    paper = print_out(await press.invoice(copy))
    assert "El detalle de esta factura no se pudo imprimir" in paper.text
    assert paper.codes()["ITF"] == [CODES.pago_facil, CODES.rapipago]
    assert "an invoice is printed without its detail" in caplog.text


async def test_a_second_due_date_that_is_not_after_the_first_is_left_out(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    detail = InvoiceDetail(second_due=SecondDue(INVOICE.due, Decimal("99.00")))
    text = print_out(await press.invoice(InvoiceCopy(INVOICE, account, detail, TODAY))).text
    assert "99,00" not in text
    assert "El segundo vencimiento no se imprime" in text
    assert "Si no llegás a pagarla hasta el 04/12/2026" in text


@pytest.mark.parametrize(
    ("lines", "named", "noted"),
    [
        ("24318.08", "Redondeo $ 0,50", False),
        ("24319.00", "Redondeo -$ 0,42", False),
        ("24200.00", "Otros conceptos no detallados $ 118,58", True),
        ("25000.00", "Descuentos no detallados -$ 681,42", True),
    ],
)
async def test_what_the_lines_lack_is_called_rounding_up_to_a_peso_only(
    press: DocumentRenderer,
    account: Account,
    print_out: PrintOut,
    lines: str,
    named: str,
    noted: bool,
) -> None:
    detail = InvoiceDetail(concepts=(Concept("Agua", Decimal(lines)),))
    text = print_out(await press.invoice(InvoiceCopy(INVOICE, account, detail, TODAY))).text
    assert named in text
    assert ("Los renglones que tenemos no suman el total" in text) == noted


async def test_an_invoice_that_no_code_can_carry_says_so(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    copy = InvoiceCopy(
        replace(INVOICE, due=date(2126, 1, 4)), account, InvoiceDetail(), TODAY, (), NoCodes()
    )
    paper = print_out(await press.invoice(copy))
    assert "Vence el 04/01/2126" in paper.text
    assert "no pueden leer su vencimiento" in paper.text
    assert "ITF" not in paper.codes()


async def test_one_tax_told_without_the_other_is_printed_alone(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    detail = InvoiceDetail(transparency=Transparency(None, Decimal("12.34")))
    text = print_out(await press.invoice(InvoiceCopy(INVOICE, account, detail, TODAY))).text
    assert "Otros Impuestos Nacionales Indirectos: $ 12,34" in text
    assert "IVA Contenido" not in text


async def test_without_optional_data_their_boxes_are_left_out(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    copy = InvoiceCopy(INVOICE, account, InvoiceDetail(), TODAY, None, CODES)
    paper = print_out(await press.invoice(copy))
    for absent in (
        "Tu consumo", "Consumo de", "27.743", "CAE", "Subtotal", "2.º vencimiento", "Categoría",
        "deudas pendientes", "None", "Liquidación",
    ):  # fmt: skip
        assert absent not in paper.text
    assert "Factura Comp. N.º 0003-01234599" in paper.text
    assert "Usted tiene derecho a reclamar una indemnización" in paper.text
    assert set(paper.codes()) == {"ITF"}


async def test_readings_without_dates_or_meter_print_what_there_is(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    detail = InvoiceDetail(reading=MeterReading(current=Decimal("12.5"), consumption=Decimal(0)))
    text = print_out(await press.invoice(InvoiceCopy(INVOICE, account, detail, TODAY))).text
    assert "Lectura actual 12,5 m³ Consumo del período 0 m³" in text
    assert "Lectura anterior" not in text
    assert "Medidor" not in text


async def test_a_paid_invoice_says_when_and_carries_nothing_to_pay_with(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    paid = replace(INVOICE, paid=INVOICE.amount, paid_on=date(2026, 11, 20))
    paper = print_out(await press.invoice(InvoiceCopy(paid, account, DETAIL, TODAY, (), CODES)))
    assert "PAG: pagada el 20/11/2026" in paper.text
    assert "Talón para la caja" not in paper.text
    assert "ITF" not in paper.codes()


async def test_what_was_paid_on_account_is_taken_off(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    part = replace(INVOICE, paid=Decimal("4318.58"))
    text = print_out(await press.invoice(InvoiceCopy(part, account, DETAIL, TODAY))).text
    assert "Pagado a cuenta -$ 4.318,58" in text
    assert "Saldo a pagar $ 20.000,00" in text


async def test_pending_debts_are_listed_with_dates_concept_and_interest(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    debt = VoucherLine(
        "0003-00000007",
        date(2026, 6, 20),
        Decimal("100.00"),
        Period(2026, 3),
        157,
        Decimal("19.36"),
    )
    copy = InvoiceCopy(INVOICE, account, DETAIL, TODAY, (debt,), CODES)
    text = print_out(await press.invoice(copy)).text
    assert "Deudas pendientes de esta cuenta al 24/11/2026 (Ley 24.240, art. 30 bis)" in text
    assert "Factura 0003-00000007 3/2026 20/06/2026 $ 100,00 $ 19,36 $ 119,36" in text
    assert "no existen deudas" not in text


async def test_forty_concepts_go_on_to_a_second_page_and_the_codes_stay_whole(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    concepts = tuple(
        Concept(f"Concepto número {place} " + "de nombre muy largo " * 6, Decimal(place))
        for place in range(1, 41)
    )
    copy = InvoiceCopy(INVOICE, account, replace(DETAIL, concepts=concepts), TODAY, (), CODES)
    paper = print_out(await press.invoice(copy))
    assert len(paper.texts) == 2
    for place in range(1, 41):
        assert f"Concepto número {place} " in paper.text
    assert paper.codes(0)["ITF"] == [CODES.pago_facil, CODES.rapipago]
    assert len(paper.codes(1)["QRCode"]) == 1
    assert "Otros conceptos no detallados $ 23.498,58" in paper.text


async def test_an_amount_above_the_networks_limit_gets_a_sentence_in_place_of_codes(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    large = replace(INVOICE, amount=Decimal("123456789012.34"))
    limit = AboveLimit(Decimal("999999.99"))
    paper = print_out(await press.invoice(InvoiceCopy(large, account, DETAIL, TODAY, (), limit)))
    assert "$ 123.456.789.012,34" in paper.text
    assert "no lleva código de barras: su importe supera los $ 999.999,99" in paper.text
    assert "ITF" not in paper.codes()


async def test_a_zero_invoice_asks_for_nothing(
    press: DocumentRenderer, account: Account, print_out: PrintOut
) -> None:
    zero = replace(INVOICE, amount=Decimal("0.00"))
    copy = InvoiceCopy(zero, account, InvoiceDetail(), TODAY, ())
    text = print_out(await press.invoice(copy)).text
    assert "$ 0,00 Sin importe a pagar" in text
    assert "Talón para la caja" not in text


async def test_a_long_address_of_the_utility_leaves_room_for_the_title(
    account: Account, print_out: PrintOut
) -> None:
    issuer = Issuer(
        tax_id="30-00000000-7",
        address="Av. Presidente Castillo 1234, San Fernando del Valle de Catamarca (K4700)",
    )
    async with DocumentRenderer(sample=False, issuer=issuer) as press:
        pdf = await press.invoice(InvoiceCopy(INVOICE, account, DETAIL, TODAY, (), CODES))
    assert (outside(pdf), overprinted(pdf)) == ("", [])
    assert "Liquidación de Servicios Públicos B Comp. N.º 0003-01234599" in print_out(pdf).text
    assert len(print_out(pdf).texts) == 1


async def test_the_largest_numbers_and_the_longest_words_stand_beside_each_other(
    press: DocumentRenderer,
) -> None:
    most, much = Decimal("999999999999.99"), Decimal("-999999999.9999")
    account = Account("W" * 32, "W" * 200, "1", "palabra " * 25, "1" * 19)
    invoice = replace(INVOICE, receipt="1" * 20, account=account.number, amount=most)
    concepts = [
        Concept(name, -most, kind, much, much)
        for name in ("W" * 200, "palabra " * 25)
        for kind in ConceptKind
    ]
    detail = replace(
        DETAIL,
        tariff="W" * 60,
        reading=MeterReading("W" * 32, much, TODAY, much, TODAY, much),
        history=tuple(PastConsumption(Period(2020, n), -much) for n in range(1, 6)),
        concepts=tuple(concepts),
        second_due=SecondDue(date(2026, 12, 14), most),
    )
    debt = VoucherLine("2" * 20, date(1900, 1, 1), most, Period(2026, 3, 12, 99), 46000, most)
    copy = InvoiceCopy(invoice, account, detail, TODAY, (debt,), AboveLimit(Decimal("999999.99")))
    for one in (
        copy,
        replace(copy, detail=replace(detail, concepts=())),
        replace(copy, invoice=replace(invoice, amount=Decimal(1)), codes=CODES),
    ):
        pdf = await press.invoice(one)
        assert (outside(pdf), overprinted(pdf)) == ("", [])


async def test_very_long_names_stay_on_the_page(
    press: DocumentRenderer, print_out: PrintOut
) -> None:
    account = Account("9" * 30, "María de los Ángeles " * 40, "1", "Ñ" * 900, "1" * 19)
    copy = InvoiceCopy(INVOICE, account, replace(DETAIL, tariff="t" * 500), TODAY, (), CODES)
    paper = print_out(await press.invoice(copy))
    assert "María de los Ángeles María" in paper.text
    assert len(paper.codes()["ITF"]) == 2
