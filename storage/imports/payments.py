"""Payments (`pagos`): each counts once, however it is written and however often it comes.

Of one invoice and network (`means_key`), payments with the same operation are one. Without it those
of the same day and amount are; so is one that had no operation and comes with it later, or the
other way round. A line with a negative amount takes a payment back: its row stays, with the day in
`reversed_on`, so that neither the line nor the payment's own does anything when it comes again. A
`complete` file has all payments of each invoice that it names, and takes back what it doesn't have.
"""

from datetime import date

from storage.engine.database import run
from storage.imports.cents import cents, pesos, typed
from storage.imports.reversals import reversals
from storage.imports.staging import LinesRefused, Loaded, Staging, count
from storage.imports.values import means_key
from texts.staff import imports as texts

_SAME = "invoice_id, means_key, paid_on, cents"
_OPERATION = "LTRIM(UPPER(REPLACE(REPLACE(REPLACE({}, ' ', ''), '-', ''), '.', '')), '0')"
"""The number of an operation as networks mean it: `000778899` is `778899`."""
_COLUMNS = """(
    id BIGINT PRIMARY KEY, invoice_id TEXT, means TEXT, means_key TEXT, operation_key TEXT,
    paid_on TEXT, cents BIGINT, reversed_on TEXT
)"""


async def check(staged: Staging, *, complete: bool) -> None:
    """Refuse the lines that may be one payment told twice, and what is no payment."""
    await staged.make(
        "lines",
        "(line INTEGER PRIMARY KEY, invoice_id TEXT, means TEXT, means_key TEXT, operation TEXT,"
        " operation_key TEXT, paid_on TEXT, amount TEXT, cents BIGINT)",
        f"""
        SELECT line, invoice_id, means, means_key, operation, {_OPERATION.format("operation")},
               paid_on, amount, {cents("amount")} FROM staged
        """,  # noqa: S608
    )
    await run("CREATE INDEX lines_invoice ON lines (invoice_id)")
    shown = "invoice_id || ' ' || paid_on || ' ' || amount || ' ' || means"
    for key, where, reason in (
        ("operation_key", "operation_key <> ''", texts.REPEATED_LINE),
        ("paid_on, cents", "operation_key = ''", texts.REPEATED_PAYMENT),
    ):
        # A payment and what takes it back have the same key but for the sign.
        names = f"invoice_id, means_key, {key}, CASE WHEN cents < 0 THEN 1 ELSE 0 END"
        await staged.refuse_repeated(
            names, "comprobante", reason, source="lines", where=where, shown=shown
        )
    await run(
        """
        INSERT INTO refused
        SELECT plain.line, 'operacion', '', ? || CAST(MIN(named.line) AS TEXT)
        FROM lines plain JOIN lines named
          ON named.invoice_id = plain.invoice_id AND named.means_key = plain.means_key
         AND named.paid_on = plain.paid_on AND named.cents = plain.cents
         AND named.operation_key <> ''
        WHERE plain.operation_key = '' AND plain.cents > 0 GROUP BY plain.line
        """,
        [texts.SAME_PAYMENT_BELOW],
    )
    if not complete:
        await run(
            "INSERT INTO refused SELECT line, 'importe', amount, ? FROM lines WHERE cents = 0",
            [texts.NOT_ZERO],
        )


async def load(staged: Staging, today: date, *, complete: bool) -> Loaded:
    """Load what `check` let pass, in the transaction under way.

    Raises:
        LinesRefused: something is to be taken back that isn't there.
    """
    await staged.make("held", _COLUMNS)
    await _hold()
    await _match(staged)
    await _warn_of_reversed(complete=complete)
    changed = await _change(complete=complete)
    new = await _add()
    known = set[int]()
    if complete:
        rows = await run("SELECT id FROM held WHERE id NOT IN (SELECT payment_id FROM matched)")
        known = {row["id"] for row in rows}
    await run("DELETE FROM held")
    await _hold()
    refused, targets = await reversals()
    if refused:
        raise LinesRefused(refused)
    wanted = dict(targets)
    if complete:
        wanted = dict.fromkeys(known, today) | wanted
        changed += await _restore(set(targets))
    removed = await _take_back(wanted)
    by_lines = len(removed & set(targets))
    await _warn_of_alike()
    await _warn_of_overpaid()
    unchanged = await count("lines WHERE cents <> 0") - new - changed - by_lines
    return Loaded(new, changed, max(unchanged, 0), len(removed))


async def _hold() -> None:
    """Keep at hand the known payments of the invoices that the file names, with their keys."""
    named = "SELECT invoice_id FROM lines"
    known = await run(f"SELECT DISTINCT means FROM payments WHERE invoice_id IN ({named})")  # noqa: S608
    for row in known:
        await run(
            f"""
            INSERT INTO held
            SELECT id, invoice_id, means, CAST(? AS TEXT), {_OPERATION.format("operation")},
                   CAST(paid_on AS TEXT), {cents("amount")}, CAST(reversed_on AS TEXT)
            FROM payments WHERE means = ? AND invoice_id IN ({named})
            """,  # noqa: S608
            [means_key(row["means"]), row["means"]],
        )
    await run("CREATE INDEX IF NOT EXISTS held_invoice ON held (invoice_id)")


async def _match(staged: Staging) -> None:
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


async def _change(*, complete: bool) -> int:
    """Write what a line with an operation says otherwise of the payment; returns how many."""
    differs = (
        "lines.operation_key <> '' AND (held.operation_key = '' OR held.paid_on <> lines.paid_on"
        " OR held.cents <> lines.cents)" + ("" if complete else " AND held.reversed_on IS NULL")
    )
    source = (
        "matched JOIN lines ON lines.line = matched.line"
        f" JOIN held ON held.id = matched.payment_id WHERE {differs}"
    )
    changed = await count(source)
    await run(
        f"""
        UPDATE payments SET operation = told.operation, paid_on = {typed("told.paid_on", "DATE")},
            amount = {typed("told.amount", "NUMERIC")}
        FROM (SELECT held.id, lines.paid_on, lines.amount,
                CASE WHEN held.operation_key = '' THEN lines.operation ELSE payments.operation END
                AS operation
              FROM payments JOIN matched ON matched.payment_id = payments.id
              JOIN lines ON lines.line = matched.line JOIN held ON held.id = matched.payment_id
              WHERE {differs}) AS told
        WHERE payments.id = told.id
        """  # noqa: S608
    )
    return changed


async def _add() -> int:
    fresh = "cents > 0 AND line NOT IN (SELECT line FROM matched)"
    new = await count(f"lines WHERE {fresh}")
    await run(
        f"""
        INSERT INTO payments (invoice_id, paid_on, amount, means, operation)
        SELECT invoice_id, {typed("paid_on", "DATE")}, {typed("amount", "NUMERIC")},
               means, operation
        FROM lines WHERE {fresh} ORDER BY invoice_id, paid_on, line
        """  # noqa: S608
    )
    return new


async def _restore(reversed_by_lines: set[int]) -> int:
    """Let count again what a complete file has; returns how many."""
    rows = await run(
        "SELECT id FROM held WHERE reversed_on IS NOT NULL"
        " AND id IN (SELECT payment_id FROM matched)"
    )
    again = [row["id"] for row in rows if row["id"] not in reversed_by_lines]
    for payment in again:
        await run("UPDATE payments SET reversed_on = NULL WHERE id = ?", [payment])
    return len(again)


async def _take_back(wanted: dict[int, date]) -> set[int]:
    """Take payments back as of a day, and with them the notices of them not yet sent.

    Returns those that counted so far.
    """
    taken = set[int]()
    for payment, on in wanted.items():
        rows = await run(
            f"UPDATE payments SET reversed_on = {typed('CAST(? AS TEXT)', 'DATE')}"  # noqa: S608
            " WHERE id = ? AND reversed_on IS NULL RETURNING id, invoice_id",
            [on.isoformat(), payment],
        )
        for row in rows:
            taken.add(row["id"])
            await _call_off_notices(row["invoice_id"], row["id"])
    return taken


async def _call_off_notices(receipt: str, payment: int) -> None:
    planned = await run(
        "SELECT key FROM notices WHERE invoice_id = ? AND kind = 'payment_received'", [receipt]
    )
    of_payment = f"notice:payment_received:{receipt}:{payment}:"
    for row in planned:
        if row["key"].startswith(of_payment):
            await run(
                "DELETE FROM outbox WHERE key = ? AND due_at IS NOT NULL AND claimed_until IS NULL",
                [row["key"]],
            )


async def _warn_of_reversed(*, complete: bool) -> None:
    if complete:
        return
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


async def _warn_of_alike() -> None:
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


async def _warn_of_overpaid() -> None:
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
