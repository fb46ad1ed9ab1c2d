"""What the command `import` takes besides a kind and a file, and what it says of warnings."""

from datetime import date

import openpyxl
import pytest

from tests.bot.command import Terminal

pytestmark = pytest.mark.slow

ACCOUNTS = ("cuenta", "titular", "documento", "domicilio", "codigo_pago_electronico")
INVOICES = ("comprobante", "cuenta", "periodo", "emision", "vencimiento", "importe")
PAYMENTS = "comprobante;fecha;importe;medio\n"
RECEIPT = "00012-00000001"


def workbook(terminal: Terminal) -> None:
    """Two sheets of accounts, one of invoices."""
    book = openpyxl.Workbook()
    for name, header, row in (
        ("Enero", ACCOUNTS, ("1", "Ana", "", "", "555")),
        ("Febrero", ACCOUNTS, ("2", "Eva", "", "", "777")),
        ("Facturas", INVOICES, (RECEIPT, "1", "2026-1", date(2026, 2, 1), date(2026, 3, 1), 100)),
    ):
        sheet = book.create_sheet(name)
        sheet.append(header)
        sheet.append(row)
    book.save(terminal.folder / "datos.xlsx")


async def test_a_workbooks_sheet_is_named_or_asked_for(terminal: Terminal) -> None:
    workbook(terminal)
    ran = await terminal.oficina("import", "cuentas", "datos.xlsx")
    assert (ran.code, "Enero, Febrero" in ran.told, "--hoja" in ran.told) == (1, True, True)
    ran = await terminal.oficina("import", "cuentas", "datos.xlsx", "--hoja", "Enero")
    assert (ran.code, "Enero" in ran.told) == (0, True)
    ran = await terminal.oficina("import", "facturas", "datos.xlsx")
    assert (ran.code, "Facturas" in ran.told) == (0, True)


async def test_payments_are_put_right_by_a_complete_file(terminal: Terminal) -> None:
    workbook(terminal)
    await terminal.oficina("import", "cuentas", "datos.xlsx", "--hoja", "Enero")
    await terminal.oficina("import", "facturas", "datos.xlsx")
    file = terminal.folder / "pagos.csv"
    file.write_text(f"{PAYMENTS}{RECEIPT};2026-02-10;1000;Rapipago\n")
    ran = await terminal.oficina("import", "pagos", file)
    assert ran.code == 0, "what is to be looked at is loaded"
    assert "pagos.avisos.csv" in ran.told
    assert "pagada de más" in (terminal.folder / "pagos.avisos.csv").read_text("utf-8-sig")
    file.write_text(f"{PAYMENTS}{RECEIPT};2026-02-10;100;Rapipago\n")
    ran = await terminal.oficina("import", "pagos", file, "--completo")
    assert (ran.code, "avisos" in ran.told) == (0, False)
    ran = await terminal.oficina("import", "cuentas", file, "--completo")
    assert (ran.code, "--completo" in ran.told, "Traceback" in ran.told) == (1, True, False)
