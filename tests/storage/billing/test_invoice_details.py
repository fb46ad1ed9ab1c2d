"""What an invoice prints besides its amount, as the utility's files tell it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.invoice_detail import (
    AuthorisationKind,
    ConceptKind,
    InvoiceDetail,
    SecondDue,
    Transparency,
)
from domain.invoices import Period
from domain.office import NotLinked
from storage import tables
from storage.desk import StoredDesk
from storage.imports import import_file

HEADER = "comprobante,cuenta,periodo,emision,vencimiento,importe"


@pytest.fixture
async def office(world: Any) -> Any:
    await world.user()
    await world.account("0001")
    await StoredDesk().link_account(1, "0001", world.now)
    return world.office()


async def load(tmp_path: Path, kind: str, *lines: str) -> None:
    path = tmp_path / f"{kind}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = await import_file(kind, path)
    assert report.accepted, report.refusals


async def test_an_invoice_of_which_nothing_more_is_told_has_no_detail(
    office: Any, world: Any
) -> None:
    await world.invoice("00012-00000001", "0001")
    assert await office.invoice_detail("0001", "00012-00000001") == InvoiceDetail()
    assert await office.invoice_detail("0001", "00012-00000002") is None


async def test_all_that_the_files_tell_is_told(office: Any, tmp_path: Path) -> None:
    await load(
        tmp_path,
        "facturas",
        f"{HEADER},tarifa,medidor,lectura_anterior,lectura_actual,consumo_m3,"
        "segundo_vencimiento,segundo_importe,iva_contenido,autorizacion,codigo_autorizacion,"
        "vencimiento_autorizacion,cuit_emisor,punto_venta,tipo_comprobante,numero_comprobante",
        "12-1,0001,2026-05,2026-09-01,2026-10-01,121,R1,M7,100,123.5,23.5,"
        "2026-10-15,125,21,CAE,70417054367476,2026-09-11,30-00000000-7,12,18,1",
    )
    await load(
        tmp_path,
        "conceptos",
        "comprobante,orden,concepto,importe,tipo,cantidad,precio_unitario",
        '12-1,2,IVA,21,impuesto,,\n12-1,1,"Agua, m³",100,concepto,23.5,"4,2553"',
    )
    detail = await office.invoice_detail("0001", "00012-00000001")
    assert detail.reading.consumption == Decimal("23.5")
    assert detail.second_due == SecondDue(date(2026, 10, 15), Decimal(125))
    assert detail.transparency.vat == Decimal(21)
    assert detail.authorisation.kind is AuthorisationKind.CAE
    assert (detail.authorisation.code, detail.authorisation.cuit) == (
        "70417054367476",
        "30000000007",
    )
    water, vat = detail.concepts
    assert (water.name, water.unit_price) == ("Agua, m³", Decimal("4.2553"))
    assert (vat.kind, vat.quantity) == (ConceptKind.TAX, None)
    assert detail.adjustment(Decimal(121)) == 0


async def test_the_five_periods_before_are_told_once_each(office: Any, tmp_path: Path) -> None:
    lines = [
        f"12-{year}{bimester}{part},0001,{year}-{bimester:02} {part}/2,"
        f"{year}-{2 * bimester - 1:02}-0{part},{year}-12-31,10,{year % 100 * 10 + bimester}"
        for year in (2025, 2026)
        for bimester in range(1, 7)
        for part in (1, 2)
    ]
    await load(tmp_path, "facturas", f"{HEADER},consumo_m3", *lines)
    detail = await office.invoice_detail("0001", "00012-00202622")
    assert [(past.period, past.consumption) for past in detail.history] == [
        (Period(2025, 3), Decimal(253)),
        (Period(2025, 4), Decimal(254)),
        (Period(2025, 5), Decimal(255)),
        (Period(2025, 6), Decimal(256)),
        (Period(2026, 1), Decimal(261)),
    ]


async def test_other_peoples_invoices_are_not_told(world: Any) -> None:
    await world.account("0001")
    await world.invoice("00012-00000001", "0001")
    with pytest.raises(NotLinked):
        await world.office().invoice_detail("0001", "00012-00000001")


async def test_kinds_that_nobody_knows_do_not_hide_the_rest(office: Any, world: Any) -> None:
    await world.invoice("00012-00000001", "0001")
    row = tables.Invoice.filter(receipt="00012-00000001")
    await row.update(authorisation="CESP", tariff="R1", other_national=Decimal("12.34"))
    await tables.Concept.create(
        invoice_id="00012-00000001", position=1, name="Agua", amount=Decimal(5), kind="other"
    )
    detail = await office.invoice_detail("0001", "00012-00000001")
    assert detail.tariff == "R1"
    assert detail.authorisation is None
    assert detail.transparency == Transparency(None, Decimal("12.34"))
    assert [line.name for line in detail.services] == ["Agua"]
