"""Excel's own workbooks are read as CSV files are, and no number is another one by that."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from storage import tables
from storage.imports import ImportReport, import_file, sheets
from texts.staff import imports as texts

INVOICES = ("comprobante", "cuenta", "periodo", "emision", "vencimiento", "importe")
MAY = datetime.combine(date(2026, 5, 1), time())
DECEMBER = datetime.combine(date(2026, 12, 1), time())
ACCOUNTS = ("cuenta", "titular", "documento", "domicilio", "codigo_pago_electronico")


@pytest.fixture
async def town(world: Any) -> None:
    await world.account("0001")


async def load(
    path: Path, kind: str, *rows: Any, formats: dict[str, str] | None = None, **options: Any
) -> ImportReport:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Datos"
    for row in rows:
        sheet.append(row)
    for cell, shown_as in (formats or {}).items():
        sheet[cell].number_format = shown_as
    book.create_sheet("Notas").append(["hecho por", "Ana"])
    book.save(path / "datos.xlsx")
    return await import_file(kind, path / "datos.xlsx", **options)


async def test_cells_are_read_as_what_they_are(town: None, tmp_path: Path) -> None:
    line = (
        "A 0012-00000009",
        "0001",
        "2026-04",
        datetime.combine(date(2026, 8, 1), time()),
        date(2026, 9, 1),
        1234.5,
    )
    report = await load(tmp_path, "facturas", INVOICES, line)
    assert (report.refusals, report.sheet, report.encoding) == ((), "Datos", "xlsx")
    row = await tables.Invoice.get()
    assert (row.receipt, row.issued, row.due, row.amount) == (
        "00012-00000009",
        date(2026, 8, 1),
        date(2026, 9, 1),
        Decimal("1234.50"),
    )


async def test_whole_numbers_have_no_decimals_and_shown_zeros_are_kept(
    database: str, tmp_path: Path
) -> None:
    report = await load(
        tmp_path,
        "cuentas",
        ACCOUNTS,
        (771234, "Ana", 20111222, None, 42718281828),
        (7, "Eva", None, None, 12345678),
        formats={"A3": "00000000", "E3": "0000000000"},
    )
    assert report.refusals == ()
    rows = [(row.number, row.document, row.payment_code) for row in await tables.Account.all()]
    assert sorted(rows) == [("00000007", "", "0012345678"), ("771234", "20111222", "42718281828")]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("comprobante", 41200098766.5, texts.DECIMALS_ADDED),
        ("comprobante", DECEMBER, texts.DATE_IN_A_CODE),
        ("cuenta", DECEMBER, texts.DATE_IN_A_CODE),
        ("periodo", MAY, texts.NOT_A_PERIOD),
        ("emision", 46350, texts.NOT_A_DATE),
        ("importe", 1.234, texts.TOO_PRECISE),
        ("importe", 150.349, texts.TOO_PRECISE),
        ("importe", 1e17, texts.EXPONENT),
        ("importe", True, texts.NOT_AN_AMOUNT),
        ("importe", DECEMBER, texts.NOT_AN_AMOUNT),
        ("importe", "#REF!", texts.FAILED_FORMULA),
        ("importe", "#¡VALOR!", texts.FAILED_FORMULA),
        ("importe", "=A1*2", texts.EMPTY),  # never calculated
        ("vencimiento", None, texts.EMPTY),
    ],
)
async def test_what_a_cell_does_not_surely_say_is_refused(
    town: None, tmp_path: Path, column: str, value: object, reason: str
) -> None:
    line: list[object] = ["0012-9", "0001", "2026-04", date(2026, 8, 1), date(2026, 9, 1), 10]
    line[INVOICES.index(column)] = value
    report = await load(tmp_path, "facturas", INVOICES, line)
    assert [(one.line, one.column, one.reason) for one in report.refusals] == [(2, column, reason)]


async def test_a_code_of_more_digits_than_a_number_keeps_is_refused(
    database: str, tmp_path: Path
) -> None:
    report = await load(tmp_path, "cuentas", ACCOUNTS, ("1", "Ana", "", "", 1234567890123456789))
    assert [one.reason for one in report.refusals] == [texts.EXPONENT]


async def test_percentages_are_read_as_they_are_shown(database: str, tmp_path: Path) -> None:
    report = await load(
        tmp_path,
        "tasas",
        ("desde", "tasa_anual", "tasa_pasiva_bna"),
        (date(2026, 11, 1), 0.455, 30),
        formats={"B2": "0.00%"},
    )
    assert (report.refusals, report.warned) == ((), 0)
    row = await tables.Rate.get()
    assert (row.yearly, row.bna_passive) == (Decimal("45.5"), Decimal(30))


async def test_a_sheet_can_be_named(database: str, tmp_path: Path) -> None:
    line = ("1", "Ana", "", "", "555")
    report = await load(tmp_path, "cuentas", ACCOUNTS, line, sheet="Datos", dry_run=True)
    assert report.new == 1
    report = await load(tmp_path, "cuentas", ACCOUNTS, line, sheet="Otra")
    assert report.refusals[0].reason == texts.no_such_sheet("Otra", ("Datos", "Notas"))
    report = await load(tmp_path, "cuentas", ACCOUNTS, line, sheet="Notas")
    assert report.refusals[0].reason.startswith(texts.NO_COLUMN_NAMES)


async def test_a_cell_far_away_costs_nothing(database: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(ACCOUNTS)
    book.active.append(("1", "Ana", "", "", "555"))
    book.active["XFD300"] = "x"
    book.active["A300"] = " "
    book.save(tmp_path / "datos.xlsx")
    report = await import_file("cuentas", tmp_path / "datos.xlsx")
    assert (report.refusals, report.new) == ((), 1)


async def test_what_unpacks_to_too_much_is_refused_unread(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LARGEST", 1 << 20)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", bytes(2 << 20))
    path = tmp_path / "datos.xlsx"
    path.write_bytes(content.getvalue())
    report = await import_file("cuentas", path)
    assert [one.reason for one in report.refusals] == [texts.TOO_BIG_INSIDE]
