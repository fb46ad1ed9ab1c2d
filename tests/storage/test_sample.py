"""The invented data: what it promises, and that the importer takes it whole."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.interest import rate_for
from domain.plans import AllPaid, Overdue, Payable, next_instalment
from domain.vouchers import overdue_voucher, payment_days
from storage import tables
from storage.desk import StoredDesk
from storage.imports import KINDS, import_file
from storage.sample import Codes, generate_sample

TODAY = date(2026, 11, 24)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_the_office_can_be_tried_with_it(world: Any, tmp_path: Path) -> None:
    sample = generate_sample(tmp_path, seed=7, accounts=50, today=TODAY)
    for kind in KINDS:
        report = await import_file(kind, tmp_path / f"{kind}.csv", today=TODAY)
        assert report.accepted, report.refusals
        assert report.ignored_columns == ()
        assert (
            await import_file(kind, tmp_path / f"{kind}.csv", today=TODAY)
        ).unchanged == report.lines
    await world.user()
    office = world.office()

    async def statement(codes: Codes) -> Any:
        account = await office.account_with(codes.receipt, codes.payment_code)
        assert account is not None
        assert account.number == codes.account
        await StoredDesk().link_account(1, account.number, world.now)
        return await world.office().statement(account.number, TODAY)  # each is of one turn

    rates = await office.rates()
    few = await statement(sample.a_few_overdue)
    assert len(few.overdue) == 3
    for day in payment_days(TODAY):
        voucher = overdue_voucher(few.account, few.overdue, rates, day)
        assert office.voucher_limit > voucher.total > voucher.amount
    assert len((await statement(sample.several_overdue)).overdue) == 12
    up_to_date = await statement(sample.up_to_date)
    assert up_to_date.overdue == ()
    assert up_to_date.owed
    never_paid = await statement(sample.nothing_ever_paid)
    assert len(never_paid.overdue) > 30
    assert {invoice.period.part for invoice in never_paid.invoices} == {1, 2}
    above = await statement(sample.above_the_limit)
    assert above.overdue_total > office.voucher_limit

    for codes, state in (
        (sample.plan_payable, Payable),
        (sample.plan_overdue, Overdue),
        (sample.plan_all_paid, AllPaid),
    ):
        await statement(codes)
        instalments = await world.office().instalments(codes.account)
        assert isinstance(next_instalment(instalments, TODAY), state)

    lines = await tables.Concept.filter(invoice_id=sample.several_overdue.receipt)
    invoice = await tables.Invoice.get(receipt=sample.several_overdue.receipt)
    assert sum(line.amount for line in lines) == invoice.amount
    assert await tables.Account.all().count() == 50
    assert await tables.Account.filter(address__endswith="(ejemplo)").count() == 50
    assert await tables.Invoice.all().count() > 50 * 17


def test_the_same_seed_and_day_give_the_same_files(tmp_path: Path) -> None:
    one = generate_sample(tmp_path / "one", seed=1, accounts=50, today=TODAY)
    again = generate_sample(tmp_path / "again", seed=1, accounts=50, today=TODAY)
    other = generate_sample(tmp_path / "other", seed=2, accounts=50, today=TODAY)
    assert replace(again, folder=one.folder) == one
    assert contents(one.folder) == contents(again.folder)
    assert contents(one.folder) != contents(other.folder)


def test_it_says_that_it_is_invented(tmp_path: Path) -> None:
    generate_sample(tmp_path, seed=1, accounts=50, today=TODAY)
    assert "inventado" in (tmp_path / "LEEME.txt").read_text("utf-8")
    assert set(contents(tmp_path)) == {"LEEME.txt", *(f"{kind}.csv" for kind in KINDS)}


@pytest.mark.parametrize("days", range(0, 365, 13))
def test_on_any_day_nothing_lies_ahead_of_it_and_interest_is_known(
    tmp_path: Path, days: int
) -> None:
    today = date(2026, 1, 1) + timedelta(days)
    generate_sample(tmp_path, seed=days, accounts=50, today=today)
    invoices = [line.split(",") for line in (tmp_path / "facturas.csv").read_text().splitlines()]
    assert max(line[3] for line in invoices[1:]) <= today.isoformat()
    assert max(line[4] for line in invoices[1:]) >= today.isoformat()
    payments = [line.split(",") for line in (tmp_path / "pagos.csv").read_text().splitlines()]
    assert max(line[1] for line in payments[1:]) <= today.isoformat()


def test_rates_reach_four_years_back_and_to_this_month(tmp_path: Path) -> None:
    from decimal import Decimal

    from domain.interest import Rate

    generate_sample(tmp_path, seed=1, accounts=50, today=TODAY)
    lines = [line.split(",") for line in (tmp_path / "tasas.csv").read_text().splitlines()[1:]]
    rates = [Rate(date.fromisoformat(day), Decimal(one), Decimal(two)) for day, one, two in lines]
    assert len(rates) == 49
    assert (rates[0].since, rates[-1].since) == (date(2022, 11, 1), date(2026, 11, 1))
    applied = rate_for(rates, TODAY)
    assert applied.yearly <= applied.cap == rates[-2].bna_passive * Decimal("1.5")


def test_too_small_a_sample_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="50"):
        generate_sample(tmp_path, seed=1, accounts=10, today=TODAY)
