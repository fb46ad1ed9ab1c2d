"""Accounts and codes that a spreadsheet took the leading zeros from: twins of what is known."""

from storage.engine.database import run
from storage.imports.staging import Staging, count
from texts.staff import imports as texts

_BARE = (
    "LTRIM(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(number, ' ', ''), '-', ''), '.', ''), '/', '')),"
    " '0')"
)
_WHOLE_RECEIPT = (
    "SUBSTR('00000' || SUBSTR({0}, 1, LENGTH({0}) - 8), LENGTH({0}) - 7) || '-'"
    " || SUBSTR({0}, LENGTH({0}) - 7)"
)
"""What a receipt was whose zeros and dash are gone: 41200098766 was 00412-00098766."""


async def check(staged: Staging) -> None:
    """Refuse what differs from what is known in zeros and signs only."""
    if staged.kind.name == "cuentas":
        await _check_accounts(staged)
        await _check_payment_codes()
    if staged.kind.name == "facturas":
        await _check_receipts()


async def _check_accounts(staged: Staging) -> None:
    new = "staged WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.number = staged.number)"
    if not await count(new):
        return
    await staged.make(
        "bare",
        "(line INTEGER, number TEXT, bare TEXT)",
        f"SELECT line, number, {_BARE} FROM {new}"  # noqa: S608
        f" UNION ALL SELECT 0, number, {_BARE} FROM accounts",
    )
    await run("CREATE INDEX bare_number ON bare (bare)")
    await run(
        """
        INSERT INTO refused
        SELECT one.line, 'cuenta', one.number, CASE WHEN MIN(other.line) = 0
            THEN ? || MIN(CASE WHEN other.line = 0 THEN other.number END)
            ELSE ? || CAST(MIN(other.line) AS TEXT) END
        FROM bare one JOIN bare other ON other.bare = one.bare AND other.number <> one.number
        WHERE one.line > 0 AND other.line < one.line
        GROUP BY one.line, one.number
        """,
        [texts.LOST_ZEROS, texts.LOST_ZEROS_IN_FILE],
    )


async def _check_payment_codes() -> None:
    await run(
        """
        INSERT INTO refused
        SELECT staged.line, 'codigo_pago_electronico', staged.payment_code,
               ? || accounts.payment_code
        FROM staged JOIN accounts ON accounts.number = staged.number
        WHERE LENGTH(staged.payment_code) < LENGTH(accounts.payment_code)
          AND LTRIM(staged.payment_code, '0') = LTRIM(accounts.payment_code, '0')
        """,
        [texts.LOST_ZEROS],
    )


async def _check_receipts() -> None:
    whole = _WHOLE_RECEIPT.format("staged.receipt")
    bare = "staged.receipt NOT LIKE '%-%' AND LENGTH(staged.receipt) BETWEEN 9 AND 11"
    if not await count(f"staged WHERE {bare}"):
        return
    await run(
        f"""
        INSERT INTO refused
        SELECT staged.line, 'comprobante', staged.receipt, ? || invoices.receipt
        FROM staged JOIN invoices ON invoices.receipt = {whole} WHERE {bare}
        """,  # noqa: S608
        [texts.LOST_ZEROS],
    )
    await run(
        f"""
        INSERT INTO refused
        SELECT staged.line, 'comprobante', staged.receipt, ? || CAST(MIN(other.line) AS TEXT)
        FROM staged JOIN staged other ON other.receipt = {whole} WHERE {bare}
        GROUP BY staged.line, staged.receipt
        """,  # noqa: S608
        [texts.LOST_ZEROS_IN_FILE],
    )
    await run(
        f"""
        INSERT INTO warned
        SELECT line, 'comprobante', receipt, ?, 0 FROM staged WHERE {bare}
        """,  # noqa: S608
        [texts.BARE_RECEIPT],
    )
