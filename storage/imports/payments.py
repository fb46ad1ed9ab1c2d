"""Payments (`pagos`): each counts once, however it is written and however often it comes.

Of one invoice and network (`means_key`), payments with the same operation are one. Without it those
of the same day and amount are; so is one that had no operation and comes with it later, or the
other way round. A line with a negative amount takes a payment back: its row stays, with the day in
`reversed_on`, so that neither the line nor the payment's own does anything when it comes again. A
`complete` file has all payments of each invoice that it names, and takes back what it doesn't have.
"""

from datetime import date

from storage.engine.database import run
from storage.imports.cents import cents, typed
from storage.imports.payment_matching import OPERATION, hold, match
from storage.imports.payment_warnings import warn_of_alike, warn_of_overpaid, warn_of_reversed
from storage.imports.reversals import reversals
from storage.imports.staging import LinesRefused, Loaded, Staging, count
from texts.staff import imports as texts


async def check(staged: Staging, *, complete: bool) -> None:
    """Refuse the lines that may be one payment told twice, and what is no payment."""
    await staged.make(
        "lines",
        "(line INTEGER PRIMARY KEY, invoice_id TEXT, means TEXT, means_key TEXT, operation TEXT,"
        " operation_key TEXT, paid_on TEXT, amount TEXT, cents BIGINT)",
        f"""
        SELECT line, invoice_id, means, means_key, operation, {OPERATION.format("operation")},
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
    await hold(staged)
    await match(staged)
    if not complete:
        await warn_of_reversed()
    changed = await _change(complete=complete)
    new = await _add()
    known = set[int]()
    if complete:
        rows = await run("SELECT id FROM held WHERE id NOT IN (SELECT payment_id FROM matched)")
        known = {row["id"] for row in rows}
    await hold(staged)
    refused, targets = await reversals()
    if refused:
        raise LinesRefused(refused)
    wanted = dict(targets)
    if complete:
        wanted = dict.fromkeys(known, today) | wanted
        changed += await _restore(set(targets))
    removed = await _take_back(wanted)
    by_lines = len(removed & set(targets))
    await warn_of_alike()
    await warn_of_overpaid()
    unchanged = await count("lines WHERE cents <> 0") - new - changed - by_lines
    return Loaded(new, changed, max(unchanged, 0), len(removed))


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
        for table in ("payments", "held"):
            await run(f"UPDATE {table} SET reversed_on = NULL WHERE id = ?", [payment])  # noqa: S608
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
            await run("UPDATE held SET reversed_on = ? WHERE id = ?", [on.isoformat(), payment])
            await _call_off_notices(row["invoice_id"], row["id"])
    return taken


async def _call_off_notices(receipt: str, payment: int) -> None:
    """Forget the notices of a payment that were planned and that nobody has begun to send."""
    planned = await run(
        "SELECT key FROM notices WHERE invoice_id = ? AND kind = 'payment_received'", [receipt]
    )
    of_payment = f"notice:payment_received:{receipt}:{payment}:"
    for key in (row["key"] for row in planned if row["key"].startswith(of_payment)):
        if await run(
            "DELETE FROM outbox WHERE key = ? AND due_at IS NOT NULL AND claimed_until IS NULL"
            " RETURNING id",
            [key],
        ):
            await run("DELETE FROM notices WHERE key = ?", [key])
