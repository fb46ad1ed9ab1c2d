"""Who doesn't see the page hears it: what each document tells a screen reader, and a printer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pikepdf
import pytest

from documents.personal_data import PersonalData, Section
from documents.renderer import DocumentRenderer
from domain.accounts import Account
from domain.invoice_detail import InvoiceCopy, InvoiceDetail
from tests.documents.test_invoice import CODES, DETAIL, INVOICE, TODAY
from tests.documents.test_voucher import issued, line, overdue

MOMENT = datetime(2026, 11, 24, 18, 5)  # noqa: DTZ001  # local time, as it is printed
FULL = InvoiceCopy(
    INVOICE, Account("0012345", "Ana Paz", "1", "Junín 1", "123"), DETAIL, TODAY, (), CODES
)
PLAIN = replace(FULL, detail=InvoiceDetail(), codes=None)
OWN_DATA = PersonalData("Ana", MOMENT, (Section("Tu usuario", (("Nombre", "Ana"),)),))
MANY_LINES = overdue(*(line(number, "450.00", "1000.00") for number in range(60)))


async def made(press: DocumentRenderer, name: str) -> pikepdf.Pdf:
    match name:
        case "invoice":
            pdf = await press.invoice(FULL)
        case "plain invoice":
            pdf = await press.invoice(PLAIN)
        case "voucher":
            pdf = await press.voucher(issued(MANY_LINES), FULL.account)
        case _:
            pdf = await press.personal_data(OWN_DATA)
    return pikepdf.open(BytesIO(pdf))


DOCUMENTS = pytest.mark.parametrize(
    "name", ["invoice", "plain invoice", "voucher", "personal data"]
)


def parts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """What a screen reader comes by, in its order: the parts that hang on the structure's tree."""

    def below(part: object) -> Iterator[pikepdf.Dictionary]:
        if isinstance(part, pikepdf.Dictionary) and part.get("/S") is not None:
            yield part
            for child in part.get("/K", []):
                yield from below(child)

    for part in pdf.Root.StructTreeRoot.K:
        yield from below(part)


def named(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [part for part in parts(pdf) if kind == part.S]


@DOCUMENTS
async def test_every_picture_is_told_in_words(press: DocumentRenderer, name: str) -> None:
    pdf = await made(press, name)
    pictures = [str(picture.get("/Alt", "")) for picture in named(pdf, "/Figure")]
    assert all(pictures)
    everywhere = [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
    ]
    assert len(everywhere) == len(pictures), "and none hangs beside the tree"


async def test_the_bar_codes_the_chart_and_the_fiscal_code_say_what_they_show(
    press: DocumentRenderer,
) -> None:
    pdf = await made(press, "invoice")
    assert [str(picture.Alt) for picture in named(pdf, "/Figure")] == [
        "Una gota de agua, el emblema de Aguas de Catamarca S.A.P.E.M.",
        "Código de barras de Pago Fácil: 0999 0243 1858 2633 8000 0000 0007 7770 0000 0000 42",
        "Código de barras de Rapipago: 9990" + " 0000" * 11 + " 0013",
        "Consumo en metros cúbicos, período por período. 5/2025: 28. 6/2025: 41. 1/2026: 52. "
        "2/2026: 39. 3/2026: 30. 4/2026: 33. Esta factura, 5/2026 (1/2): 37.",
        "Código QR fiscal, con el CAE 70417054367476 y la factura",
    ]


@DOCUMENTS
async def test_every_table_has_headings_that_say_what_they_head(
    press: DocumentRenderer, name: str
) -> None:
    pdf = await made(press, name)
    for table in named(pdf, "/Table"):
        headings = [one for one in _below(table) if one.S == "/TH"]
        assert headings
        assert {str(heading.A.Scope) for heading in headings} <= {"/Column", "/Row"}
    headings = named(pdf, "/TH")
    if name == "voucher":
        assert {str(heading.A.Scope) for heading in headings} == {"/Column"}
    if name == "personal data":
        assert {str(heading.A.Scope) for heading in headings} == {"/Row"}


def _below(part: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    for child in part.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and child.get("/S") is not None:
            yield child
            yield from _below(child)


@DOCUMENTS
async def test_the_headings_come_in_their_order_and_the_title_is_the_first(
    press: DocumentRenderer, name: str
) -> None:
    pdf = await made(press, name)
    levels = [str(part.S) for part in parts(pdf) if str(part.S) in ("/H1", "/H2", "/H3")]
    assert levels[0] == "/H1"
    assert set(levels[1:]) <= {"/H2"}


@DOCUMENTS
async def test_language_and_metadata_say_what_the_file_is(
    press: DocumentRenderer, name: str
) -> None:
    pdf = await made(press, name)
    assert pdf.Root.Lang == "es-AR"
    assert pdf.Root.MarkInfo.Marked
    about = {key: str(value) for key, value in pdf.docinfo.items()}
    titles = {
        "invoice": "Liquidación de Servicios Públicos B Comp. N.º 0003-01234599",
        "plain invoice": "Factura Comp. N.º 0003-01234599",
        "voucher": "Comprobante Factura Vencida N.º 00004821",
        "personal data": "Mis datos",
    }
    assert about["/Title"] == titles[name]
    assert about["/Author"] == "Aguas de Catamarca S.A.P.E.M."
    assert about["/Subject"]
    assert "Aguas de Catamarca" in about["/Keywords"]
    assert about["/CreationDate"].startswith("D:20261124")
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == titles[name]


@DOCUMENTS
async def test_a_printer_is_asked_for_the_exact_size_and_a_window_for_the_title(
    press: DocumentRenderer, name: str
) -> None:
    pdf = await made(press, name)
    wishes = pdf.Root.ViewerPreferences
    assert wishes.PrintScaling == "/None"
    assert wishes.DisplayDocTitle
