"""Twins of what is known are refused; what doesn't add up is loaded, and told by amount."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import tables
from storage.imports import ImportReport, import_file
from texts.staff import imports as texts

CUENTAS = "cuenta;titular;documento;domicilio;codigo_pago_electronico\n"
FACTURAS = "comprobante;cuenta;periodo;emision;vencimiento;importe\n"
READINGS = FACTURAS.strip() + ";lectura_anterior;lectura_actual;consumo_m3\n"
CONCEPTOS = "comprobante;orden;concepto;importe\n"
AUTHORISED = FACTURAS.strip() + ";tipo_documento;numero_documento\n"

Load = Callable[..., Any]


@pytest.fixture
def load(database: str, tmp_path: Path) -> Load:
    async def load(kind: str, header: str, *lines: str, **options: Any) -> ImportReport:
        path = tmp_path / f"{kind}.csv"
        path.write_text(header + "".join(f"{line}\n" for line in lines))
        return await import_file(kind, path, **options)

    return load


def bill(number: int, month: int, amount: str, more: str = "") -> str:
    return (
        f"0012-{number};0001;2026-{month // 2};2026-{month:02}-01;2026-{month:02}-20;{amount}{more}"
    )


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@pytest.fixture
async def town(world: Any) -> None:
    await world.account("0001", "0012345678")


@pytest.mark.parametrize("twin", ["1", "00001", "000-1", " 1", "0.001", "00 01"])
async def test_an_account_that_lost_its_zeros_is_not_another_one(
    town: None, load: Load, twin: str
) -> None:
    report = await load("cuentas", CUENTAS, f"{twin};Ana;;;555")
    assert [one.reason for one in report.refusals] == [f"{texts.LOST_ZEROS}0001"]
    report = await load("cuentas", CUENTAS, "2;Eva;;;555", f"0{twin};Ana;;;556".replace("1", "2"))
    assert [one.reason for one in report.refusals] == [f"{texts.LOST_ZEROS_IN_FILE}2"]
    assert await tables.Account.all().count() == 1


async def test_twins_that_differ_in_what_nobody_sees_are_one_line_twice(
    town: None, load: Load
) -> None:
    report = await load("cuentas", CUENTAS, "77;Ana;;;555", "7\u200b7;Ana;;;555")
    assert [one.reason for one in report.refusals] == [f"{texts.REPEATED_LINE}2"]


async def test_a_known_payment_code_does_not_lose_its_zeros(town: None, load: Load) -> None:
    report = await load("cuentas", CUENTAS, "0001;Ana;;;12345678")
    assert [(one.column, one.reason) for one in report.refusals] == [
        ("codigo_pago_electronico", f"{texts.LOST_ZEROS}0012345678")
    ]
    assert (await load("cuentas", CUENTAS, "0001;Ana;;;999")).accepted
    assert (await load("cuentas", CUENTAS, "0001;Ana;;;00999")).accepted


async def test_a_receipt_that_lost_its_zeros_and_dash_is_told(town: None, load: Load) -> None:
    whole = bill(98766, 4, "10").replace("0012-", "0412-000")
    bare = whole.replace("0412-00098766", "41200098766")
    report = await load("facturas", FACTURAS, whole, bare)
    assert [one.reason for one in report.refusals] == [f"{texts.LOST_ZEROS_IN_FILE}2"]
    assert (await load("facturas", FACTURAS, whole)).accepted
    report = await load("facturas", FACTURAS, bare)
    assert [one.reason for one in report.refusals] == [f"{texts.LOST_ZEROS}00412-00098766"]
    report = await load("facturas", FACTURAS, bare.replace("766;", "767;"))
    assert [one.reason for one in report.warnings] == [texts.BARE_RECEIPT]


@pytest.mark.parametrize("nothing", ["NULL", "null", "\\N", "nan", "None", "-", "N/A", "(null)"])
async def test_words_for_nothing_are_nothing(town: None, load: Load, nothing: str) -> None:
    report = await load("cuentas", CUENTAS, f"5;Ana;{nothing};{nothing};555")
    assert report.accepted
    row = await tables.Account.get(number="5")
    assert (row.document, row.address) == ("", "")
    report = await load("cuentas", CUENTAS, f"6;{nothing};;;555", f"{nothing};Ana;;;555")
    assert [(one.line, one.column) for one in report.refusals] == [(2, "titular"), (3, "cuenta")]
    assert report.refusals[0].reason == texts.says_nothing(nothing)


async def test_a_total_far_above_the_earlier_ones_is_told(town: None, load: Load) -> None:
    report = await load(
        "facturas",
        FACTURAS,
        bill(1, 2, "1500"),
        bill(2, 4, "14999,99"),
        bill(3, 6, "150.349"),
        bill(4, 8, "20000"),
    )
    assert [(one.line, one.value) for one in report.warnings] == [(4, "150349,00")]
    assert report.warnings[0].reason == f"{texts.TENFOLD}14999,99"
    report = await load("facturas", FACTURAS, bill(5, 10, "9999999"), bill(2, 4, "149999,90"))
    assert [(one.line, one.reason) for one in report.warnings] == [
        (2, f"{texts.TENFOLD}150349,00"),
        (3, f"{texts.CHANGED_TENFOLD}14999,99"),
        (3, f"{texts.TENFOLD}1500,00"),
    ]
    assert (report.new, report.changed, report.warned) == (1, 1, 3)


async def test_concepts_that_do_not_add_up_are_told_by_amount(town: None, load: Load) -> None:
    await load("facturas", FACTURAS, *(bill(n, 4, f"{n}00,10") for n in (1, 2, 3)))
    report = await load(
        "conceptos",
        CONCEPTOS,
        "0012-1;1;Agua;100",
        "0012-2;1;Agua;150,10",
        "0012-2;2;IVA;50",
        "0012-3;1;Agua;150.349",
        "0012-3;2;Bonificación;-0,50",
    )
    assert (report.new, report.warned) == (5, 2)
    assert [(one.line, one.value, one.reason) for one in report.warnings] == [
        (5, "300,10", f"{texts.CONCEPTS_DO_NOT_ADD_UP}150348,50"),
        (2, "100,10", f"{texts.CONCEPTS_DO_NOT_ADD_UP}100,00"),
    ]
    report = await load("facturas", FACTURAS, bill(2, 4, "210"))
    assert [one.reason for one in report.warnings] == [f"{texts.CONCEPTS_DO_NOT_ADD_UP}200,10"]


async def test_consumption_that_is_not_what_was_read_is_told(town: None, load: Load) -> None:
    report = await load(
        "facturas",
        READINGS,
        bill(1, 2, "10", ";100;125,5;25,5"),
        bill(2, 4, "10", ";100;125;250"),
        bill(3, 6, "20", ";125;100;25"),
        bill(4, 8, "20", ";125;;25"),
    )
    assert [(one.line, one.column) for one in report.warnings] == [
        (4, "consumo_m3"),
        (3, "consumo_m3"),
    ]
    assert report.warnings[1].reason.startswith(f"{texts.CONSUMPTION_DIFFERS}25")


async def test_a_rate_that_looks_like_a_fraction_is_told(load: Load) -> None:
    report = await load("tasas", "desde;tasa_anual;tasa_pasiva_bna\n", "2026-11-01;0,455;30")
    assert [one.reason for one in report.warnings] == [texts.TINY_RATE]


async def test_what_is_told_is_written_where_no_spreadsheet_calculates_it(
    town: None, load: Load, tmp_path: Path
) -> None:
    await load("facturas", FACTURAS, bill(1, 4, "100"))
    report = await load("conceptos", CONCEPTOS, "0012-1;1;Agua;10")
    assert report.warned_file == tmp_path / "conceptos.avisos.csv"
    rows = cells(report.warned_file)
    assert rows[1] == ["2", "importe", "100,00", f"{texts.CONCEPTS_DO_NOT_ADD_UP}10,00"]
    report = await load("cuentas", CUENTAS, '5;Ana;;;"=HYPERLINK(1)"', "6;Ana;;;@x", "7;a;;;+1")
    assert report.refused_file is not None
    rows = cells(report.refused_file)
    assert [row[2] for row in rows[1:]] == ["'=HYPERLINK(1)", "'@x", "'+1"]


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("80", "30-70751234-9", "30707512349"),
        ("96", "20.111.222", "20111222"),
        ("96", "S/D", None),
        ("96", "", None),
        ("99", "0", "0"),
        ("86", "20-26756539-3", "20267565393"),
        ("80", "30-70751234-8", "refused"),
        ("80", "20111222", "refused"),
    ],
)
async def test_the_document_of_an_invoice_is_digits_or_refused(
    town: None, load: Load, kind: str, number: str, kept: str | None
) -> None:
    report = await load("facturas", AUTHORISED, bill(1, 4, "10", f";{kind};{number}"))
    if kept == "refused":
        assert [one.column for one in report.refusals] == ["numero_documento"]
    else:
        assert report.accepted, report.refusals
        assert (await tables.Invoice.get()).customer_document == kept


async def test_dots_that_are_decimals_elsewhere_are_no_thousands(town: None, load: Load) -> None:
    report = await load(
        "facturas", FACTURAS, bill(1, 2, "1.234"), bill(2, 4, "99.5"), bill(3, 6, "2.345,60")
    )
    assert [(one.line, one.reason) for one in report.refusals] == [(2, f"{texts.MIXED_THOUSANDS}3")]
