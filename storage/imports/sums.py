"""What doesn't add up in a file: it is loaded, and staff is told, the largest amounts first.

Concepts against their invoice's total, totals against the account's earlier ones, consumption
against readings, rates that look like fractions.
"""

from storage.engine.database import run
from storage.imports.cents import cents, pesos
from storage.imports.staging import Staging
from texts.staff import imports as texts

TENFOLD = 10
SMALLEST = 100_00
"""Ten times of less than that, in cents, is no news."""


async def warn(staged: Staging) -> None:
    """Note what is to be looked at, before the lines are loaded."""
    if staged.kind.name == "facturas":
        await _totals()
        await _changed_totals()
        await _known_concepts()
        if {"previous_reading", "current_reading", "consumption"} <= staged.given:
            await _consumption()
    elif staged.kind.name == "conceptos":
        await _concepts()
    elif staged.kind.name == "tasas":
        await _rates()


async def _totals() -> None:
    told = cents("staged.amount")
    await run(
        f"""
        INSERT INTO warned
        SELECT line, 'importe', {pesos("cents")}, ? || {pesos("most")}, cents FROM (
            SELECT line, cents, MAX(cents) OVER (
                PARTITION BY account_id ORDER BY due
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS most
            FROM (
                SELECT line, account_id, due, {told} AS cents FROM staged
                UNION ALL
                SELECT 0, known.account_id, CAST(known.due AS TEXT), {cents("known.amount")}
                FROM invoices known LEFT JOIN staged ON staged.receipt = known.receipt
                WHERE staged.line IS NULL
                  AND known.account_id IN (SELECT account_id FROM staged)
            ) AS totals
        ) AS compared
        WHERE line > 0 AND most > 0 AND cents >= most * {TENFOLD} AND cents >= {SMALLEST}
        """,  # noqa: S608
        [texts.TENFOLD],
    )


async def _changed_totals() -> None:
    told, known = cents("staged.amount"), cents("invoices.amount")
    await run(
        f"""
        INSERT INTO warned
        SELECT staged.line, 'importe', {pesos(told)}, ? || {pesos(known)}, {told}
        FROM staged JOIN invoices ON invoices.receipt = staged.receipt
        WHERE {told} > 0 AND {known} > 0
          AND ({told} >= {known} * {TENFOLD} OR {known} >= {told} * {TENFOLD})
        """,  # noqa: S608
        [texts.CHANGED_TENFOLD],
    )


async def _known_concepts() -> None:
    told = cents("staged.amount")
    await run(
        f"""
        INSERT INTO warned
        SELECT line, 'importe', {pesos("total")}, ? || {pesos("added")}, total FROM (
            SELECT staged.line, {told} AS total, SUM({cents("concepts.amount")}) AS added
            FROM staged JOIN concepts ON concepts.invoice_id = staged.receipt
            GROUP BY staged.line, staged.amount
        ) AS added_up WHERE total <> added
        """,  # noqa: S608
        [texts.CONCEPTS_DO_NOT_ADD_UP],
    )


async def _concepts() -> None:
    await run(
        f"""
        INSERT INTO warned
        SELECT line, 'importe', {pesos("total")}, ? || {pesos("added")}, total FROM (
            SELECT MIN(staged.line) AS line, {cents("MIN(invoices.amount)")} AS total,
                   SUM({cents("staged.amount")}) AS added
            FROM staged JOIN invoices ON invoices.receipt = staged.invoice_id
            GROUP BY staged.invoice_id
        ) AS added_up WHERE total <> added
        """,  # noqa: S608
        [texts.CONCEPTS_DO_NOT_ADD_UP],
    )


async def _consumption() -> None:
    difference = "(CAST(current_reading AS NUMERIC) - CAST(previous_reading AS NUMERIC))"
    await run(
        f"""
        INSERT INTO warned
        SELECT line, 'consumo_m3', consumption, ? || CAST({difference} AS TEXT), {cents("amount")}
        FROM staged
        WHERE ABS({difference} - CAST(consumption AS NUMERIC)) > 0.01
        """,  # noqa: S608
        [texts.CONSUMPTION_DIFFERS],
    )


async def _rates() -> None:
    await run(
        """
        INSERT INTO warned
        SELECT line, 'tasa_anual', yearly, ?, 0 FROM staged
        WHERE CAST(yearly AS NUMERIC) > 0 AND CAST(yearly AS NUMERIC) < 1
        """,
        [texts.TINY_RATE],
    )
