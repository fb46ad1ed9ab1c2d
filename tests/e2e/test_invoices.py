"""Invoices are printed where the manual allows it; what can't be printed leads to a voucher."""

import re

import pypdfium2 as pdfium
import zxingcpp

from tests.e2e.road import answer, newest, press, write
from tests.e2e.whole_office import WholeOffice


def pages_text(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


async def test_a_paid_invoice_is_printed_without_codes(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.up_to_date)
    await ana.say("/factura")
    before = await newest(ana)
    await press(ana, "✅ ")
    printed = await answer(ana, "PAG · pagada el", before)
    assert "Pago Fácil" not in printed.text
    text = pages_text(await ana.document_bytes(printed))
    assert office.sample.up_to_date.account in text
    assert "no existen deudas pendientes" in text


async def test_an_invoice_in_time_is_printed_with_codes_that_a_scanner_reads(
    office: WholeOffice,
) -> None:
    ana = await office.linked(office.sample.a_few_overdue)
    files = []
    for _ in range(2):
        await ana.say("/factura")
        before = await newest(ana)
        await press(ana, "🟡 ")
        printed = await answer(ana, "IMP · vence el", before)
        files.append(await ana.document_bytes(printed))
    assert files[0] == files[1], "the same copy is the same file"
    assert await office.count("vouchers") == 1

    code = printed.button("📋 Copiar código de Pago Fácil")["copy_text"]["text"]
    page = pdfium.PdfDocument(files[0])[0].render(scale=203 / 72).to_pil()
    assert code in [found.text for found in zxingcpp.read_barcodes(page)]
    text = pages_text(files[0])
    assert "Deudas pendientes de esta cuenta" in text
    assert "no existen deudas pendientes" not in text
    assert "Pagar lo vencido" in " ".join(printed.labels)


async def test_an_overdue_invoice_is_refused_and_its_voucher_is_one_press_away(
    office: WholeOffice,
) -> None:
    ana = await office.linked(office.sample.a_few_overdue)
    await ana.say("/factura")
    before = await newest(ana)
    await press(ana, "🔴 ")
    refused = await answer(ana, "no la puedo imprimir", before)
    assert re.search(r"venció el \d\d/\d\d/\d{4}", refused.text)
    await press(ana, "Hacer el comprobante")
    await answer(ana, "¿Qué día vas a pagar?", before)


async def test_what_was_covered_by_a_voucher_is_not_paid_twice(office: WholeOffice) -> None:
    ana = await office.linked()
    await ana.say("/pagar")
    await ana.say("hoy")
    before = await newest(ana)
    await press(ana, "Confirmar $")
    await answer(ana, "Comprobante Nº 1", before)

    before = await newest(ana)
    await write(ana, "/pagar")
    await answer(ana, "ya se hizo el comprobante Nº 1", before)
    await press(ana, "✅ Ya pagué")
    noted = await answer(ana, "Gracias por avisar", before)
    assert "puede demorar unos días" in noted.text
    [sent] = await office.rows("SELECT said_paid_at FROM sent_vouchers")
    assert sent["said_paid_at"] is not None
