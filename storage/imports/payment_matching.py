"""Finds the known payment that a line tells; `payments` says which are one."""

from storage.engine.database import run
from storage.imports.cents import cents
from storage.imports.staging import Staging
from storage.imports.values import means_key

_SAME = "invoice_id, means_key, paid_on, cents"
OPERATION = "LTRIM(UPPER(REPLACE(REPLACE(REPLACE({}, ' ', ''), '-', ''), '.', '')), '0')"
"""The number of an operation as networks mean it: `000778899` is `778899`."""
_COLUMNS = """(
    id BIGINT PRIMARY KEY, invoice_id TEXT, means TEXT, means_key TEXT, operation_key TEXT,
    paid_on TEXT, cents BIGINT, reversed_on TEXT
)"""


async def hold(staged: Staging) -> None:
    """Keep at hand the known payments of the invoices that the file names, with their keys."""
    if "held" not in staged.made:
        await staged.make("held", _COLUMNS)
        await run("CREATE INDEX held_invoice ON held (invoice_id)")
        await staged.make("spelled", "(means TEXT PRIMARY KEY, means_key TEXT)")
    await run("DELETE FROM held")
    named = "SELECT invoice_id FROM lines"
    for row in await run(f"SELECT DISTINCT means FROM payments WHERE invoice_id IN ({named})"):  # noqa: S608
        await run(
            "INSERT INTO spelled VALUES (?, ?) ON CONFLICT DO NOTHING",
            [row["means"], means_key(row["means"])],
        )
    await run(
        f"""
        INSERT INTO held
        SELECT id, invoice_id, payments.means, means_key, {OPERATION.format("operation")},
               CAST(paid_on AS TEXT), {cents("amount")}, CAST(reversed_on AS TEXT)
        FROM payments JOIN spelled ON spelled.means = payments.means
        WHERE invoice_id IN ({named})
        """  # noqa: S608
    )


async def match(staged: Staging) -> None:
    """Find for each line the known payment that it tells, at most one line for each."""
    await staged.make("matched", "(line INTEGER PRIMARY KEY, payment_id BIGINT UNIQUE)")
    await run(
        """
        INSERT INTO matched SELECT line, id FROM (
            SELECT line, id, ROW_NUMBER() OVER (PARTITION BY line ORDER BY
                CASE WHEN held.paid_on = lines.paid_on AND held.cents = lines.cents
                     THEN 0 ELSE 1 END, id) AS place
            FROM lines JOIN held ON held.invoice_id = lines.invoice_id
             AND held.means_key = lines.means_key AND held.operation_key = lines.operation_key
            WHERE lines.operation_key <> '' AND lines.cents > 0
        ) AS found WHERE place = 1
        """
    )
    # Equal ones are matched in their order: two that were one so far, for want of an operation,
    # are the known one and a new one. What was taken back comes again only as it was.
    await run(
        f"""
        INSERT INTO matched SELECT told.line, known.id FROM (
            SELECT {_SAME}, line, operation_key,
                   ROW_NUMBER() OVER (PARTITION BY {_SAME} ORDER BY line) AS place
            FROM lines WHERE cents > 0 AND line NOT IN (SELECT line FROM matched)
        ) AS told JOIN (
            SELECT {_SAME}, id, operation_key, reversed_on,
                   ROW_NUMBER() OVER (PARTITION BY {_SAME} ORDER BY
                       CASE WHEN reversed_on IS NULL THEN 0 ELSE 1 END, operation_key, id) AS place
            FROM held WHERE id NOT IN (SELECT payment_id FROM matched)
        ) AS known ON known.invoice_id = told.invoice_id AND known.means_key = told.means_key
          AND known.paid_on = told.paid_on AND known.cents = told.cents
          AND known.place = told.place
        WHERE told.operation_key = ''
           OR (known.operation_key = '' AND known.reversed_on IS NULL)
        """  # noqa: S608
    )
