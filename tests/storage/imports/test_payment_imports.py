"""A payment counts once, however it is written and often it comes, and can be taken back."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.clock import ZONE
from storage import tables
from storage.imports import ImportReport, UnknownKind, import_file
from storage.notices.planning import plan_notices
from texts.staff import imports as texts

TODAY = date(2026, 11, 24)
A, B = "00012-00000001", "00012-00000002"
HEADER = "comprobante;fecha;importe;medio;operacion\n"

Pay = Callable[..., Any]


@pytest.fixture
async def pay(database: str, world: Any, tmp_path: Path) -> Pay:
    """Load a file of payments, each line without its header, for an account with two invoices."""
    await world.account("0001")
    await world.invoice(A, "0001", "1000.00")
    await world.invoice(B, "0001", "1000.00")

    async def pay(*lines: str, accepted: bool = True, **options: Any) -> ImportReport:
        path = tmp_path / "pagos.csv"
        path.write_text(HEADER + "".join(f"{line}\n" for line in lines))
        report = await import_file("pagos", path, today=TODAY, **options)
        assert report.accepted is accepted, report.refusals
        return report

    return pay


async def paid(receipt: str = A) -> int:
    """Whole pesos."""
    rows = await tables.Payment.filter(invoice_id=receipt, reversed_on__isnull=True)
    return int(sum(row.amount for row in rows))


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (f"{A};2026-11-20;500;RAPIPAGO;", f"{A};20/11/2026;500,00;Rapipago;"),
        (f"{A};2026-11-20;500;Pago Fácil;", f"{A};2026-11-20;500;pago facil;"),
        (f"{A};2026-11-20;500;Pago Fácil;", f"{A};2026-11-20;500;PAGO-FACIL;"),
        (f"{A};2026-11-20;500;Pago\u00a0Fácil;", f"{A};2026-11-20;500;Pago\u200b Fa\u0301cil;"),
        (f"{A};2026-11-20;500;Rapipago;", f"{A};2026-11-20;500;Rapipago;778899"),
        (f"{A};2026-11-20;500;Rapipago;778899", f"{A};2026-11-20;500;Rapipago;"),
        (f"{A};2026-11-20;500;Rapipago;000778899", f"{A};2026-11-20;500;RAPIPAGO;778899"),
        (f"{A};2026-11-20;500;Rapipago;77-8899", f"{A};2026-11-20;500;Rapipago;77 8899"),
        (f"{A};2026-11-20;500;Rapipago;ab7", f"{A};2026-11-20;500;Rapipago;AB7"),
        (f"{A};2026-11-20;500;Rapipago;0", f"{A};2026-11-20;500;Rapipago;S/N"),
        (f"{A};2026-11-20;500;Rapipago;'0778", f'{A};2026-11-20;500;Rapipago;="778"'),
        ("A 0012-00000001;2026-11-20;500;Rapipago;", "12-1;2026-11-20 00:00:00;$ 500,00;Rapipago;"),
    ],
)
async def test_a_payment_in_other_words_counts_once(pay: Pay, first: str, again: str) -> None:
    assert (await pay(first)).new == 1
    assert (await pay(again)).new == 0
    assert (await pay(first)).new == 0
    assert await paid() == 500


@pytest.mark.parametrize(
    "other",
    [
        f"{A};2026-11-21;500;Rapipago;1",
        f"{A};2026-11-20;500;Rapipago;2",
        f"{A};2026-11-20;500;Pago Fácil;1",
        f"{B};2026-11-20;500;Rapipago;1",
    ],
)
async def test_other_payments_are_others(pay: Pay, other: str) -> None:
    await pay(f"{A};2026-11-20;500;Rapipago;1")
    report = await pay(other)
    expected = (0, 1) if other.endswith("Rapipago;1") and A in other else (1, 0)
    assert (report.new, report.changed) == expected


async def test_with_an_operation_a_later_file_corrects_the_payment(pay: Pay) -> None:
    await pay(f"{A};2026-11-20;5000,00;Rapipago;77")
    report = await pay(f"{A};2026-11-19;500,00;Rapipago;77")
    assert (report.new, report.changed, await paid()) == (0, 1, 500)
    assert (await tables.Payment.get()).paid_on == date(2026, 11, 19)


async def test_two_equal_payments_need_their_operations(pay: Pay) -> None:
    line = f"{A};2026-11-20;500;Rapipago;"
    report = await pay(line, line.upper(), accepted=False)
    assert report.refusals[0].reason == f"{texts.REPEATED_PAYMENT}2"
    report = await pay(line, f"{line}1", accepted=False)
    assert report.refusals[0].reason == f"{texts.SAME_PAYMENT_BELOW}3"
    report = await pay(f"{line}1", f"{A};2026-11-20;300;Rapipago;01", accepted=False)
    assert report.refusals[0].reason == f"{texts.REPEATED_LINE}2"
    await pay(line)
    report = await pay(f"{line}1", f"{line}2")
    assert (report.new, report.changed, await paid()) == (1, 1, 1000)


async def test_a_payment_is_not_of_tomorrow(pay: Pay) -> None:
    report = await pay(f"{A};2026-11-25;500;Rapipago;", accepted=False)
    assert [(one.column, one.reason) for one in report.refusals] == [
        ("fecha", texts.FUTURE_PAYMENT)
    ]
    await pay(f"{A};2026-11-24;500;Rapipago;")


@pytest.mark.parametrize(
    ("payment", "reversal"),
    [
        (f"{A};2026-11-20;500;Rapipago;", f"{A};20/11/2026;-500,00;RAPIPAGO;"),
        (f"{A};2026-11-20;500;Rapipago;", f"{A};2026-11-23;-500;Rapipago;"),
        (f"{A};2026-11-20;500;Rapipago;", f"{A};2026-11-23;-500;Rapipago;99"),
        (f"{A};2026-11-20;500;Rapipago;77", f"{A};2026-11-23;-500;Rapipago;077"),
        (f"{A};2026-11-20;500;Rapipago;77", f"{A};2026-11-23;(500,00);Rapipago;"),
        (f"{A};2026-11-20;500;Pago Fácil;", f"{A};2026-11-20;500,00-;pago facil;"),
    ],
)
async def test_a_reversal_takes_a_payment_back_once(pay: Pay, payment: str, reversal: str) -> None:
    await pay(payment)
    assert (await pay(reversal)).removed == 1
    assert await paid() == 0
    report = await pay(reversal)
    assert (report.new, report.changed, report.removed, report.unchanged) == (0, 0, 0, 1)
    report = await pay(payment)
    assert (report.new, report.unchanged, await paid()) == (0, 1, 0)
    assert report.warnings[0].reason.startswith(texts.ALREADY_REVERSED)


async def test_a_payment_and_its_reversal_may_be_in_one_file(pay: Pay) -> None:
    lines = (f"{A};2026-11-21;-500;Rapipago;", f"{A};2026-11-20;500;Rapipago;")
    report = await pay(*lines)
    assert (report.new, report.removed, await paid()) == (1, 1, 0)
    report = await pay(*lines)
    assert (report.new, report.changed, report.removed, report.unchanged) == (0, 0, 0, 2)
    assert report.warned == 0


@pytest.mark.parametrize(
    "later",
    [
        f"{A};2026-11-22;500;Rapipago;",
        f"{A};2026-11-20;500;Rapipago;88",
        f"{A};2026-11-20;500;Pago Fácil;",
    ],
)
async def test_a_genuine_payment_counts_after_one_was_taken_back(pay: Pay, later: str) -> None:
    await pay(f"{A};2026-11-20;500;Rapipago;")
    await pay(f"{A};2026-11-21;-500;Rapipago;")
    assert (await pay(later)).new == 1
    assert await paid() == 500
    assert (await pay(f"{A};2026-11-21;-500;Rapipago;")).removed == 0
    assert await paid() == 500


@pytest.mark.parametrize(
    ("reversal", "reason"),
    [
        (f"{B};2026-11-20;-500;Rapipago;", texts.NO_PAYMENT_TO_REVERSE),
        (f"{A};2026-11-20;-400;Rapipago;", texts.NO_PAYMENT_TO_REVERSE),
        (f"{A};2026-11-20;-500;Pago Fácil;", texts.NO_PAYMENT_TO_REVERSE),
        (f"{A};2026-11-19;-500;Rapipago;", texts.NO_PAYMENT_TO_REVERSE),
        (f"{A};2026-11-23;-500;Rapipago;", texts.SEVERAL_TO_REVERSE),
        (f"{A};2026-11-23;-400;Rapipago;5", texts.REVERSAL_OF_ANOTHER_AMOUNT),
    ],
)
async def test_a_reversal_of_nothing_known_is_refused(pay: Pay, reversal: str, reason: str) -> None:
    await pay(
        f"{A};2026-11-20;500;Rapipago;",
        f"{A};2026-11-22;500;Rapipago;",
        f"{A};2026-11-22;100;Rapipago;5",
    )
    report = await pay(reversal, f"{A};2026-11-10;10;Rapipago;", accepted=False)
    assert [one.line for one in report.refusals] == [2]
    assert report.refusals[0].reason.startswith(reason)
    assert report.refused_file is not None
    assert await paid() == 1100


async def test_two_lines_do_not_take_back_one_payment(pay: Pay) -> None:
    await pay(f"{A};2026-11-20;500;Rapipago;5")
    report = await pay(
        f"{A};2026-11-21;-500;Rapipago;5", f"{A};2026-11-21;-500;Rapipago;", accepted=False
    )
    assert report.refusals[0].reason == f"{texts.REVERSED_TWICE}2"


async def test_a_dry_run_takes_nothing_back(pay: Pay) -> None:
    await pay(f"{A};2026-11-20;500;Rapipago;")
    report = await pay(f"{A};2026-11-20;-500;Rapipago;", dry_run=True)
    assert (report.removed, await paid()) == (1, 500)


async def test_a_complete_file_takes_back_what_it_does_not_have(pay: Pay) -> None:
    await pay(
        f"{A};2026-11-19;700;Rapipago;",
        f"{A};2026-11-20;5000;Rapipago;",
        f"{B};2026-11-20;600;Rapipago;",
    )
    whole = (f"{A};2026-11-19;700;Rapipago;", f"{A};2026-11-20;300;Rapipago;9")
    report = await pay(*whole, complete=True)
    assert (report.new, report.removed, report.unchanged, report.warned) == (1, 1, 1, 0)
    assert (await paid(A), await paid(B)) == (1000, 600)
    report = await pay(*whole, complete=True)
    assert (report.new, report.changed, report.removed, report.unchanged) == (0, 0, 0, 2)
    report = await pay(f"{A};2026-11-20;5000;Rapipago;", f"{B};;;;", complete=True, accepted=False)
    report = await pay(f"{A};2026-11-20;5000;Rapipago;", complete=True)
    assert (report.changed, report.removed, await paid(A)) == (1, 2, 5000)


async def test_twins_loaded_before_are_told_and_put_right(pay: Pay) -> None:
    """Earlier versions took two spellings of one network for two payments."""
    for means in ("RAPIPAGO", "Rapipago"):
        await tables.Payment.create(
            invoice_id=A, paid_on=date(2026, 11, 20), amount=500, means=means, operation=""
        )
    report = await pay(f"{A};2026-11-20;500;Rapipago;")
    assert (report.unchanged, await paid()) == (1, 1000)
    assert report.warnings[0].reason.startswith(texts.PAYMENT_ALIKE)
    report = await pay(f"{A};2026-11-20;500;Rapipago;", complete=True)
    assert (report.removed, report.unchanged, report.warned, await paid()) == (1, 1, 0, 500)


async def test_a_complete_file_can_say_that_an_invoice_has_no_payments(pay: Pay) -> None:
    nothing = f"{A};2026-11-20;0;Rapipago;"
    await pay(f"{A};2026-11-20;500;Rapipago;")
    report = await pay(nothing, accepted=False)
    assert report.refusals[0].reason == texts.NOT_ZERO
    assert (await pay(nothing, complete=True)).removed == 1
    assert await paid() == 0


async def test_only_payments_are_complete(pay: Pay, tmp_path: Path) -> None:
    with pytest.raises(UnknownKind, match="pagos"):
        await import_file("cuentas", tmp_path / "cuentas.csv", complete=True)


async def test_what_may_be_one_payment_is_told(pay: Pay) -> None:
    await pay(f"{A};2026-11-20;400;Rapipago;")
    report = await pay(f"{A};2026-11-20;400;Banco Nación;", f"{A};2026-11-21;300;Rapipago;")
    assert [(one.line, one.column) for one in report.warnings] == [(3, "importe"), (2, "medio")]
    assert report.warnings[0].value == "1100,00"
    assert report.warnings[0].reason == f"{texts.OVERPAID}1000,00"
    assert report.warnings[1].reason == f"{texts.PAYMENT_ALIKE}Rapipago"


async def test_the_statement_tells_what_was_received_and_taken_back(pay: Pay, world: Any) -> None:
    await world.user()
    user = await tables.User.get()
    now = datetime(2026, 11, 24, 12, tzinfo=ZONE)
    await tables.LinkedAccount.create(
        user_id=user.id, account_id="0001", linked_at=now, last_used_at=now
    )
    await pay(f"{A};2026-11-19;400;Rapipago;", f"{A};2026-11-20;600;Pago Fácil;")
    await pay(f"{A};2026-11-22;-600;Pago Fácil;")
    statement = await world.office().statement("0001", TODAY)
    [invoice] = [one for one in statement.invoices if one.receipt == A]
    assert (invoice.paid, invoice.owed, invoice.paid_on) == (400, 600, None)
    assert [(one.on, one.amount, one.means, one.reversed_on) for one in invoice.payments] == [
        (date(2026, 11, 19), 400, "Rapipago", None),
        (date(2026, 11, 20), 600, "Pago Fácil", date(2026, 11, 22)),
    ]


async def test_nobody_is_told_of_a_payment_twice_or_of_one_taken_back(pay: Pay, world: Any) -> None:
    await world.user()
    user = await tables.User.get()
    now = datetime(2026, 11, 24, 12, tzinfo=ZONE)
    await tables.LinkedAccount.create(
        user_id=user.id, account_id="0001", linked_at=now, last_used_at=now
    )
    await tables.Chat.filter(id=1).update(wants_payments=True)
    await pay(f"{A};2026-11-20;400;Rapipago;", f"{A};2026-11-21;300;Rapipago;")
    assert (await plan_notices(now)).payments == 2
    await pay(f"{A};2026-11-20;400;RAPIPAGO;77")
    assert (await plan_notices(now)).payments == 0
    await pay(f"{A};2026-11-22;-400;Rapipago;77")
    assert await tables.OutboxItem.filter(key__contains="payment_received").count() == 1
    assert await tables.Notice.all().count() == 1
    await pay(f"{B};2026-11-20;50;Rapipago;", f"{B};2026-11-20;-50;Rapipago;")
    assert (await plan_notices(now)).payments == 0
