"""Invented data to try the office with: accounts, three years of bills, payments, plans, rates.

    people     holders and addresses        billing    bills and payments
    plans      payment plans and rates

The same seed, number and day give the same files, in the forms that `storage.imports` reads.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from storage.sample.billing import Bill, History, Story, invent_history, newest_is_due_later
from storage.sample.people import Holder, invent_holder
from storage.sample.plans import PlanState, invent_plan, invent_rates

FEWEST = 50
POINT_OF_SALE = 12
ZONES = (0, 10, 20, 30, 40, 50)  # days: with 35 to pay, some bill is never due yet
RECEIPTS_OF_AN_ACCOUNT = 100

_NOTE = """Datos de ejemplo de la Oficina Virtual.

Todo lo que hay en esta carpeta es inventado: personas, documentos, domicilios, cuentas,
facturas, pagos, planes y tasas. No corresponde a ninguna persona ni a ninguna factura real.
"""


@dataclass(frozen=True, slots=True)
class Codes:
    """What the paper bill of an account shows: with these two codes it is linked."""

    account: str
    receipt: str
    payment_code: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The files written, and accounts worth trying by how they stand."""

    folder: Path
    a_few_overdue: Codes
    several_overdue: Codes
    up_to_date: Codes
    nothing_ever_paid: Codes
    above_the_limit: Codes
    plan_payable: Codes
    plan_overdue: Codes
    plan_all_paid: Codes


@dataclass(frozen=True, slots=True)
class _Supply:
    """An account of the sample with all that befell it."""

    number: str
    payment_code: str
    holder: Holder
    first_receipt: int
    history: History

    def receipt(self, place: int) -> str:
        return f"{POINT_OF_SALE:05}-{self.first_receipt + place:08}"

    @property
    def codes(self) -> Codes:
        """With the newest bill, as a customer would have it at hand."""
        return Codes(self.number, self.receipt(len(self.history.bills) - 1), self.payment_code)


_TOLD = (
    Story.A_FEW_OVERDUE,
    Story.SEVERAL_OVERDUE,
    Story.UP_TO_DATE,
    Story.NOTHING_EVER_PAID,
    Story.ABOVE_THE_LIMIT,
    Story.PARTLY_PAID,
)
_PLANS = (PlanState.PAYABLE, PlanState.OVERDUE, PlanState.ALL_PAID)


def generate_sample(folder: Path, seed: int, accounts: int, today: date) -> Sample:
    """Write a file of each kind into the folder, which is made if it isn't there.

    Args:
        folder: Where `cuentas.csv`, `facturas.csv`, … and a note that all is invented go.
        seed: Another one gives other people, amounts and histories.
        accounts: How many, `FEWEST` at least.
        today: The day on which the accounts stand as they are told.

    Raises:
        ValueError: too few accounts.
        OSError: a file can't be written.
    """
    if accounts < FEWEST:
        raise ValueError(f"a sample has at least {FEWEST} accounts, not {accounts}")
    folder.mkdir(parents=True, exist_ok=True)
    supplies = [_invent(seed, index, today) for index in range(accounts)]
    (folder / "LEEME.txt").write_text(_NOTE, encoding="utf-8")
    _write_bills(folder, supplies)
    chance = Random(f"{seed}/plans")  # noqa: S311
    with_plan = supplies[len(_TOLD) : len(_TOLD) + len(_PLANS)]
    _write(
        folder / "cuotas.csv",
        ("plan", "cuenta", "cuota", "vencimiento", "importe", "pagada_el"),
        (
            (one.plan, one.account, one.number, one.due, one.amount, one.paid_on or "")
            for supply, state in zip(with_plan, _PLANS, strict=True)
            for one in invent_plan(chance, supply.number, state, today)
        ),
    )
    _write(
        folder / "tasas.csv",
        ("desde", "tasa_anual", "tasa_pasiva_bna"),
        ((rate.since, rate.yearly, rate.bna_passive) for rate in invent_rates(chance, today)),
    )
    codes = [supply.codes for supply in supplies]
    return Sample(folder, *codes[:5], *(supply.codes for supply in with_plan))


def _invent(seed: int, index: int, today: date) -> _Supply:
    chance = Random(f"{seed}/{index}")  # noqa: S311
    number = f"{100_001 + index:08}"
    zone = ZONES[index % len(ZONES)]
    if index < len(_TOLD):
        story = _TOLD[index]
        unpaid = story.value
        if story is Story.UP_TO_DATE:
            zone = next(zone for zone in ZONES if newest_is_due_later(today, zone))
    else:
        story = Story.UP_TO_DATE
        unpaid = chance.choice((0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 12))
    return _Supply(
        number=number,
        payment_code=f"00{chance.randrange(10**9, 10**10)}",
        holder=invent_holder(chance, index),
        first_receipt=1 + index * RECEIPTS_OF_AN_ACCOUNT,
        history=invent_history(
            chance, story, today, zone=zone, split=index % 7 == 3, unpaid=unpaid
        ),
    )


def _write_bills(folder: Path, supplies: Sequence[_Supply]) -> None:
    bills = [
        (supply, supply.receipt(place), bill)
        for supply in supplies
        for place, bill in enumerate(supply.history.bills)
    ]
    receipts = {(supply.number, bill): receipt for supply, receipt, bill in bills}
    _write(
        folder / "cuentas.csv",
        ("cuenta", "titular", "documento", "domicilio", "codigo_pago_electronico"),
        (
            (one.number, one.holder.name, one.holder.document, one.holder.address, one.payment_code)
            for one in supplies
        ),
    )
    _write(
        folder / "facturas.csv",
        (
            *("comprobante", "cuenta", "periodo", "emision", "vencimiento", "importe"),
            *("tarifa", "medidor", "lectura_anterior", "fecha_lectura_anterior"),
            *("lectura_actual", "fecha_lectura_actual", "consumo_m3", "iva_contenido"),
        ),
        (
            (
                *(receipt, supply.number, _period(bill), bill.issued, bill.due, bill.amount),
                *("Residencial", f"M{supply.number}", bill.previous, ""),
                *(bill.previous + bill.consumption, bill.issued, bill.consumption, bill.vat),
            )
            for supply, receipt, bill in bills
        ),
    )
    _write(
        folder / "pagos.csv",
        ("comprobante", "fecha", "importe", "medio"),
        (
            (receipts[supply.number, paid.bill], paid.on, paid.amount, paid.means)
            for supply in supplies
            for paid in supply.history.payments
        ),
    )
    _write(
        folder / "conceptos.csv",
        ("comprobante", "orden", "concepto", "importe", "tipo"),
        (
            (receipt, place, *line)
            for _, receipt, bill in bills
            for place, line in enumerate(_lines(bill), start=1)
        ),
    )


def _lines(bill: Bill) -> tuple[tuple[object, ...], ...]:
    return (
        ("Servicio de agua potable", bill.service, "concepto"),
        ("Servicio de desagües cloacales", bill.sewerage, "concepto"),
        ("IVA 21 %", bill.vat, "impuesto"),
    )


def _period(bill: Bill) -> str:
    period = bill.period
    part = f" {period.part}/{period.parts}" if period.part else ""
    return f"{period.year}-{period.bimester:02}{part}"


def _write(path: Path, header: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(lines)
