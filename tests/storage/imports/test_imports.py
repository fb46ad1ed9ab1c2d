"""Files of the utility, loaded whole or refused whole."""

import asyncio
import csv
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.dialogues import Dialogue
from storage import tables
from storage.dialogues import StoredDialogues
from storage.engine.database import open_database
from storage.imports import ImportReport, UnknownKind, import_file
from tests.contracts.dialogues import kept
from texts.staff import imports as texts

CUENTAS = "cuenta,titular,documento,domicilio,codigo_pago_electronico\n"
FACTURAS = "comprobante,cuenta,periodo,emision,vencimiento,importe\n"
TODAY = date(2026, 11, 24)
PAGOS = "comprobante,fecha,importe,medio\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = "datos.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


async def load(kind: str, path: Path, **options: Any) -> ImportReport:
    report = await import_file(kind, path, today=TODAY, **options)
    assert report.accepted, report.refusals
    return report


@pytest.fixture
async def town(database: str, write: Write) -> None:
    """Two accounts with an invoice each."""
    accounts = (
        "0001,Ana Paz,30111222,Sarmiento 1,0012345678\n0002,José Ñáñez,20111222,Rojas 2,555\n"
    )
    await load("cuentas", write(CUENTAS + accounts))
    invoices = (
        "A 0012-00345678,0001,2026-04,2026-08-01,2026-09-01,1000.10\n"
        "0012-00345679,0002,5/2026,01/10/2026,1/11/2026,2000\n"
    )
    await load("facturas", write(FACTURAS + invoices))


async def test_which_files_were_loaded_or_refused_is_kept(town: None, write: Write) -> None:
    right = write(PAGOS + "0012-00345678,2026-08-20,1000.10,Rapipago\n", "pagos.csv")
    wrong = write(PAGOS + "0012-00345678,ayer,1000.10,Rapipago\n", "pagos de ayer.csv")
    await import_file("pagos", right, dry_run=True)
    await import_file("pagos", right)
    await import_file("pagos", wrong)
    kept = await tables.Import.filter(kind="pagos").order_by("id")
    assert [(one.file, one.lines, one.refused) for one in kept] == [
        ("pagos.csv", 1, 0),
        ("pagos de ayer.csv", 1, 1),
    ]


async def test_accounts_keep_their_leading_zeros(town: None) -> None:
    account = await tables.Account.get(number="0001")
    assert (account.holder, account.payment_code) == ("Ana Paz", "0012345678")


async def test_codes_are_kept_as_what_customers_type_is_normalised(town: None, world: Any) -> None:
    assert await world.office().account_with("00012-00345678", "0012345678") is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
async def test_encoding_and_separator_are_found_out(
    database: str, write: Write, encoding: str, delimiter: str
) -> None:
    fields = ("0001", '"Ñandú, José ""Pepe"""', "1", '"Av. Güemes, 5"', "555")
    text = CUENTAS.replace(",", delimiter) + delimiter.join(fields) + "\n"
    report = await load("cuentas", write(text, encoding=encoding))
    assert report.delimiter == delimiter
    account = await tables.Account.get(number="0001")
    assert (account.holder, account.address) == ('Ñandú, José "Pepe"', "Av. Güemes, 5")


async def test_columns_are_known_by_name_in_any_order_and_spelling(
    database: str, write: Write
) -> None:
    text = (
        "  Código Pago Electrónico ;TITULAR;Teléfono;Cuenta;documento;Domicilio;\r\n"
        "555;Ana;383;0001;;;\r\n"
        ";;;;;;\r\n"
        "\r\n"
    )
    report = await load("cuentas", write(text))
    assert report.ignored_columns == ("telefono",)
    assert (report.lines, report.new) == (1, 1)
    account = await tables.Account.get(number="0001")
    assert (account.document, account.address) == ("", "")


async def test_the_same_file_twice_changes_nothing_and_a_later_one_updates(
    town: None, write: Write
) -> None:
    first = FACTURAS + "0012-00345678,0001,2026-04,2026-08-01,2026-09-01,1000.10\n"
    report = await load("facturas", write(first))
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    later = first.replace("1000.10", '"$ 1.500,5"') + (
        "0012-00345680,0001,2026-05 1/2,2026-10-01,2026-11-01,1\n"
    )
    report = await load("facturas", write(later))
    assert (report.new, report.changed, report.unchanged) == (1, 1, 0)
    assert (await tables.Invoice.get(receipt="00012-00345678")).amount == Decimal("1500.50")
    split = await tables.Invoice.get(receipt="00012-00345680")
    assert (split.year, split.bimester, split.part, split.parts) == (2026, 5, 1, 2)


async def test_a_column_that_a_later_file_lacks_keeps_what_is_known(
    town: None, write: Write
) -> None:
    text = (
        FACTURAS.strip() + ",consumo_m3,tarifa\n0012-00345678,0001,2026-04,2026-08-01,2026-09-01,"
    )
    await load("facturas", write(text + "10,23.5,R1\n"))
    await load(
        "facturas",
        write(FACTURAS + "0012-00345678,0001,2026-04,2026-08-01,2026-09-01,11\n"),
    )
    invoice = await tables.Invoice.get(receipt="00012-00345678")
    assert (invoice.amount, invoice.consumption, invoice.tariff) == (
        Decimal(11),
        Decimal("23.5"),
        "R1",
    )


async def test_a_dry_run_tells_what_would_come_and_changes_nothing(
    town: None, write: Write
) -> None:
    text = CUENTAS + "0001,Ana Paz,30111222,Otra 1,0012345678\n0003,Eva,,,777\n"
    report = await load("cuentas", write(text), dry_run=True)
    assert (report.new, report.changed, report.unchanged, report.dry_run) == (1, 1, 0, True)
    assert await tables.Account.all().count() == 2
    assert (await tables.Account.get(number="0001")).address == "Sarmiento 1"
    report = await load("cuentas", write(text))
    assert (report.new, report.changed) == (1, 1)


async def test_payments_are_told_apart_by_all_they_say(town: None, write: Write) -> None:
    line = "0012-00345678,2026-09-05,500.05,Rapipago\n"
    report = await load("pagos", write(PAGOS + line))
    assert report.new == 1
    report = await load("pagos", write(PAGOS + line + line.replace("05,5", "06,5")))
    assert (report.new, report.unchanged) == (1, 1)
    twice = PAGOS + line + line
    refused = await import_file("pagos", write(twice), today=TODAY)
    assert [(one.line, one.column) for one in refused.refusals] == [(3, "comprobante")]
    assert "operacion" in refused.refusals[0].reason
    both = (PAGOS + line + line).replace("medio\n", "medio,operacion\n")
    both = both.replace("Rapipago\n", "Rapipago,1\n", 1).replace("Rapipago\n", "Rapipago,2\n", 1)
    report = await load("pagos", write(both))
    assert (report.new, report.changed) == (1, 1)  # the one known is one of the two


async def test_rates_and_instalments_are_loaded(town: None, write: Write) -> None:
    await load("tasas", write("desde;tasa_anual;tasa_pasiva_bna\n2026-11-01;45,125;30 %\n"))
    [rate] = await tables.Rate.all()
    assert (rate.since, rate.yearly, rate.bna_passive) == (
        date(2026, 11, 1),
        Decimal("45.125"),
        Decimal(30),
    )
    text = (
        "plan,cuenta,cuota,vencimiento,importe,pagada_el\nP-07,0001,1,2026-10-10,100,2026-10-09\n"
    )
    await load("cuotas", write(text + "P-07,0001,2,2026-11-10,100,\n"))
    paid, unpaid = await tables.Instalment.all().order_by("number")
    assert (paid.paid_on, unpaid.paid_on) == (date(2026, 10, 9), None)
    report = await load("cuotas", write(text + "P-07,0001,2,2026-11-10,100,05/11/2026\n"))
    assert (report.changed, report.unchanged) == (1, 1)


async def test_the_lines_of_an_invoice_are_replaced_together(town: None, write: Write) -> None:
    header = "comprobante,orden,concepto,importe,tipo\n"
    first = "0012-00345678,1,Agua,900,\n0012-00345678,2,IVA,100,impuesto\n0012-00345679,1,Agua,5,\n"
    await load("conceptos", write(header + first))
    report = await load("conceptos", write(header + "0012-00345678,1,Agua,-950.10,concepto\n"))
    assert (report.new, report.changed, report.removed) == (0, 1, 1)
    rows = await tables.Concept.all().order_by("invoice_id", "position")
    assert [(row.invoice_id, row.name, row.amount) for row in rows] == [
        ("00012-00345678", "Agua", Decimal("-950.10")),
        ("00012-00345679", "Agua", Decimal(5)),
    ]


async def test_one_wrong_line_refuses_the_file_and_every_wrong_line_is_told(
    town: None, write: Write
) -> None:
    path = write(
        FACTURAS
        + "0012-00000001,0001,2026-04,2026-08-01,2026-09-01,1.234\n"  # right
        + "hola,0001,2026-04,2026-08-01,2026-09-01,1\n"
        + "0012-00000002,0001,2026-07,2026-08-01,31/02/2026,\n"
        + "0012-00000003,9999,2026-04,2026-08-01,2026-09-01,1\n"
        + "0012-00000001,0001,2026-04,2026-08-01,2026-09-01,1\n"
        + "0012-00000004,0001,2026-04,2026-08-01,2026-09-01\n"
        + "0012-00000005,0001,2026-04,2026-08-01,2026-09-01,12.345,67\n"
        + "0012-00000006,0001,2026-04,2026-08-01,2026-07-01,-5\n"
        + '0012-00000007,"0001"x,2026-04,2026-08-01,2026-07-01,5\n'
        + "0012-00000008,0001,2026-04,2026-08-01,2026-07-01,5\n",
        name="facturas.csv",
    )
    report = await import_file("facturas", path)
    assert not report.accepted
    assert [(one.line, one.column, one.value) for one in report.refusals] == [
        (3, "comprobante", "hola"),
        (4, "importe", ""),
        (4, "periodo", "2026-07"),
        (4, "vencimiento", "31/02/2026"),
        (5, "cuenta", "9999"),
        (6, "comprobante", "00012-00000001"),
        (7, "", ""),
        (8, "", "67"),
        (9, "importe", "-5"),
        (10, "", ""),
        (11, "vencimiento", "2026-07-01"),
    ]
    assert report.refusals[5].reason.endswith("línea 2")
    assert (report.lines, report.refused, report.new) == (10, 9, 0)
    assert await tables.Invoice.all().count() == 2
    assert report.refused_file == path.with_name("facturas.rechazos.csv")
    with report.refused_file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["línea", "columna", "valor", "motivo"]
    assert len(rows) == 12
    assert all(row[3] for row in rows)


async def test_all_refused_lines_are_written_however_many(town: None, write: Write) -> None:
    lines = "".join(f"0012-{number:08},9999,2026-04,x,2026-09-01,1\n" for number in range(12_000))
    report = await import_file("facturas", write(FACTURAS + lines))
    assert (report.refused, len(report.refusals)) == (12_000, 20)
    assert report.refused_file is not None
    assert len(report.refused_file.read_text("utf-8-sig").splitlines()) == 12_001


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", {""}),
        ("\n\n", {""}),
        (CUENTAS, {""}),
        ("cuenta,titular\n1,Ana\n", {"documento", "domicilio", "codigo_pago_electronico"}),
        (CUENTAS.replace("titular", "titular,Titular") + "1,a,a,1,1,555\n", {"titular"}),
    ],
)
async def test_a_file_without_its_columns_is_refused(
    database: str, write: Write, text: str, columns: set[str]
) -> None:
    report = await import_file("cuentas", write(text))
    assert {one.column for one in report.refusals} == columns
    assert {one.line for one in report.refusals} == {1}
    assert await tables.Account.all().count() == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04\x14\x00 a spreadsheet", texts.DAMAGED),
        (b"\x1f\x8b\x08\x00 compressed", texts.COMPRESSED),
        (CUENTAS.encode("utf-16-le"), texts.UNMARKED_UTF_16),
        ((CUENTAS + "1,Ana,1,1,555").encode("utf-16")[:-1], texts.DAMAGED),
        (CUENTAS.encode("utf-16") + b"\x00\xd8", texts.DAMAGED),
    ],
)
async def test_what_is_no_text_is_refused_in_one_sentence(
    database: str, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "datos.csv"
    path.write_bytes(content)
    report = await import_file("cuentas", path)
    assert [(one.line, one.reason) for one in report.refusals] == [(1, reason)]
    assert not report.ignored_columns


async def test_a_stray_letter_does_not_garble_a_file_in_utf_8(
    database: str, tmp_path: Path
) -> None:
    path = tmp_path / "datos.csv"
    right = (CUENTAS + "1,José Ñáñez,1,Güemes 1,555\n").encode()
    path.write_bytes(right + b"2,Mu\xf1oz,1,1,555\n")
    report = await import_file("cuentas", path)
    assert [(one.line, one.reason) for one in report.refusals] == [(3, texts.TWO_ENCODINGS)]
    assert await tables.Account.all().count() == 0


async def test_text_that_was_garbled_before_is_refused_with_its_line(
    database: str, write: Write
) -> None:
    lines = "1,Muñoz,1,1,555\n2,Ibáñez,1,1,555\n3,NuÃ±ez,1,1,555\n"
    report = await import_file("cuentas", write(CUENTAS + lines, encoding="latin-1"))
    assert [(one.line, one.reason) for one in report.refusals] == [(4, texts.GARBLED)]


async def test_the_list_of_refused_lines_is_never_written_over_the_file(
    database: str, write: Write
) -> None:
    path = write(CUENTAS + "1,Ana,1,1,x\n")
    report = await import_file("cuentas", path, refused_to=path)
    assert (report.refused_file, len(report.refusals)) == (None, 1)
    assert texts.REPORT_IS_THE_FILE in report.unwritten
    assert path.read_text().startswith(CUENTAS)


async def test_refused_lines_are_told_where_their_list_cannot_be_written(
    database: str, write: Write, tmp_path: Path
) -> None:
    path = write(CUENTAS + "1,Ana,1,1,x\n")
    report = await import_file("cuentas", path, refused_to=tmp_path)
    assert (report.refused_file, [one.value for one in report.refusals]) == (None, ["x"])
    assert str(tmp_path) in report.unwritten


async def test_a_surplus_field_is_shown_without_what_a_database_or_terminal_cannot_bear(
    database: str, write: Write
) -> None:
    report = await import_file("cuentas", write(CUENTAS + "1,Ana,1,1,555,x\0\x1b[31m\n"))
    assert [(one.line, one.value) for one in report.refusals] == [(2, "x  [31m")]


async def test_a_pipe_is_refused_because_it_can_be_read_only_once(
    database: str, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="pipe"):
        await import_file("cuentas", pipe)


async def test_files_loaded_at_once_count_each_line_once(database: str, write: Write) -> None:
    lines = "".join(f"{number},Ana,1,1,{number:05}\n" for number in range(20_000))
    path = write(CUENTAS + lines)

    async def importer() -> ImportReport:
        async with open_database(database):
            return await load("cuentas", path)

    reports = await asyncio.gather(importer(), importer())
    assert sorted((one.new, one.unchanged) for one in reports) == [(0, 20_000), (20_000, 0)]


async def test_a_kind_nobody_knows_is_refused(database: str, write: Write) -> None:
    with pytest.raises(UnknownKind, match="facturas"):
        await import_file("medidores", write(CUENTAS))


async def test_a_missing_file_is_an_error_of_the_system(database: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await import_file("cuentas", tmp_path / "nada.csv")


async def test_hostile_text_is_kept_as_text(database: str, write: Write) -> None:
    holder = "Robert'); DROP TABLE accounts;-- <b>&"
    await load("cuentas", write(CUENTAS + f'1,"{holder}",=1+1,😀,555\n'))
    assert (await tables.Account.get(number="1")).holder == holder
    report = await import_file("cuentas", write(CUENTAS + "2,A\0na,1,1,555\n"))
    assert [one.column for one in report.refusals] == ["titular"]


async def test_progress_runs_to_the_end_of_the_file(database: str, write: Write) -> None:
    lines = "".join(f"{number},Ana,1,1,{number:05}\n" for number in range(11_000))
    path = write(CUENTAS + lines)
    told: list[tuple[int, int | None]] = []
    await load("cuentas", path, progress=lambda done, total: told.append((done, total)))
    size = path.stat().st_size
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) == 3
    assert told[-1] == (size, size)


async def test_what_belongs_together_comes_together(town: None, write: Write) -> None:
    header = FACTURAS.strip() + ",segundo_vencimiento,segundo_importe,autorizacion\n"
    line = "0012-00345678,0001,2026-04,2026-08-01,2026-09-01,10,"
    report = await import_file("facturas", write(header + line + "2026-09-15,,CAE\n"))
    assert [one.column for one in report.refusals] == ["codigo_autorizacion", "segundo_importe"]
    await load("facturas", write(header + line + "2026-09-15,10.50,\n"))


async def test_customers_are_served_while_a_file_is_loaded(database: str, write: Write) -> None:
    """An import is another process; both write to the one database."""
    lines = "".join(f"{number},Ana,1,1,{number:05}\n" for number in range(20_000))
    path = write(CUENTAS + lines)

    async def importer() -> ImportReport:
        async with open_database(database):
            return await load("cuentas", path)

    loading = asyncio.create_task(importer())
    saved = 0
    while not loading.done():
        await kept(StoredDialogues(), Dialogue(saved))
        saved += 1
    assert (await loading).new == 20_000
    assert saved > 0
