"""Every file of every kind is read, or refused in a sentence about the file, with its report."""

import csv
from pathlib import Path
from typing import Any

import pytest

from storage import tables
from storage.imports import KINDS, import_file
from tests.storage.imports.odd_files import READABLE, UNREADABLE

RIGHT = {
    "cuentas": ("cuenta;titular;documento;domicilio;codigo_pago_electronico", "7;Eva;;;777"),
    "facturas": (
        "comprobante;cuenta;periodo;emision;vencimiento;importe",
        "0012-00000009;0001;2026-04;2026-08-01;2026-09-01;10",
    ),
    "pagos": ("comprobante;fecha;importe;medio", "00012-00000001;2026-01-02;1;Rapipago"),
    "tasas": ("desde;tasa_anual;tasa_pasiva_bna", "2026-11-01;45,5;30"),
    "cuotas": ("plan;cuenta;cuota;vencimiento;importe;pagada_el", "P1;0001;1;2026-12-01;10;"),
    "conceptos": ("comprobante;orden;concepto;importe", "00012-00000001;1;Agua;1000,10"),
}
TABLES = {
    "cuentas": tables.Account,
    "facturas": tables.Invoice,
    "pagos": tables.Payment,
    "tasas": tables.Rate,
    "cuotas": tables.Instalment,
    "conceptos": tables.Concept,
}


@pytest.fixture
async def town(world: Any) -> None:
    await world.account("0001")
    await world.invoice("00012-00000001", "0001")


def test_every_kind_is_tried() -> None:
    assert set(RIGHT) == set(KINDS) == set(TABLES)


@pytest.mark.parametrize("kind", RIGHT)
async def test_what_can_not_be_read_is_refused_with_its_report(
    town: None, tmp_path: Path, kind: str
) -> None:
    before = await TABLES[kind].all().count()
    wrong: dict[str, object] = {}
    for name, odd in UNREADABLE.items():
        path = tmp_path / "datos.csv"
        path.write_bytes(odd(*RIGHT[kind]))
        report = await import_file(kind, path)
        told = [one for one in report.refusals if len(one.reason) > 10 and "\n" not in one.reason]
        if not told or report.refused_file != tmp_path / "datos.rechazos.csv":
            wrong[name] = report
            continue
        with report.refused_file.open(encoding="utf-8-sig", newline="") as file:
            if len(list(csv.reader(file, delimiter=";"))) < 2:
                wrong[name] = report
        report.refused_file.unlink()
    assert wrong == {}
    assert await TABLES[kind].all().count() == before


@pytest.mark.parametrize("kind", RIGHT)
async def test_what_can_be_read_in_one_way_only_is_read(
    town: None, tmp_path: Path, kind: str
) -> None:
    wrong: dict[str, object] = {}
    for name, odd in READABLE.items():
        path = tmp_path / "datos.csv"
        path.write_bytes(odd(*RIGHT[kind]))
        report = await import_file(kind, path)
        if (report.lines, report.new + report.unchanged, report.warned) != (1, 1, 0):
            wrong[name] = (report.refusals, report.warnings)
    assert wrong == {}
