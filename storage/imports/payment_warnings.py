"""What is to be looked at among payments, though they are loaded."""

from storage.engine.database import run
from storage.imports.cents import cents, pesos
from texts.staff import imports as texts


async def warn_of_reversed() -> None:
    """Payments that come again, and were taken back."""
    await run(
        """
        INSERT INTO warned
        SELECT lines.line, 'comprobante', lines.invoice_id, ? || held.reversed_on, lines.cents
        FROM matched JOIN lines ON lines.line = matched.line
        JOIN held ON held.id = matched.payment_id WHERE held.reversed_on IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM lines back WHERE back.invoice_id = held.invoice_id
              AND back.means_key = held.means_key AND back.cents = -held.cents)
        """,
        [texts.ALREADY_REVERSED],
    )


async def warn_of_alike() -> None:
    """Payments that may be one: of another means, the same day and amount."""
    await run(
        """
        INSERT INTO warned
        SELECT lines.line, 'medio', lines.means, ? || MIN(held.means), lines.cents
        FROM lines LEFT JOIN matched ON matched.line = lines.line
        JOIN held ON held.invoice_id = lines.invoice_id AND held.paid_on = lines.paid_on
         AND held.cents = lines.cents AND held.reversed_on IS NULL
        WHERE lines.cents > 0 AND (held.means_key <> lines.means_key
           OR (held.operation_key = '' AND held.id <> matched.payment_id))
        GROUP BY lines.line, lines.means, lines.cents
        """,
        [texts.PAYMENT_ALIKE],
    )


async def warn_of_overpaid() -> None:
    """Invoices of which more is paid than they are."""
    await run(
        f"""
        INSERT INTO warned
        SELECT last.line, 'importe', {pesos("paid.cents")},
               ? || {pesos(cents("invoices.amount"))}, paid.cents
        FROM (SELECT invoice_id, SUM(cents) AS cents FROM held WHERE reversed_on IS NULL
              GROUP BY invoice_id) AS paid
        JOIN (SELECT invoice_id, MAX(line) AS line FROM lines WHERE cents > 0
              GROUP BY invoice_id) AS last ON last.invoice_id = paid.invoice_id
        JOIN invoices ON invoices.receipt = paid.invoice_id
        WHERE paid.cents > {cents("invoices.amount")}
        """,  # noqa: S608
        [texts.OVERPAID],
    )
