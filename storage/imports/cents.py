"""SQL for amounts: SQLite keeps them as text and adds inexactly, so they are compared in cents."""

from storage.engine.database import is_sqlite


def cents(amount: str) -> str:
    """An amount's cents as a whole number; exact up to the tables' twelve digits."""
    if is_sqlite():
        return f"CAST(ROUND(CAST({amount} AS REAL) * 100) AS INTEGER)"
    return f"CAST(ROUND(CAST({amount} AS NUMERIC) * 100) AS BIGINT)"


def pesos(whole: str) -> str:
    """Cents as text to be read: `1234,50`."""
    whole = f"CAST({whole} AS BIGINT)"
    sign = f"CASE WHEN {whole} < 0 THEN '-' ELSE '' END"
    rest = f"SUBSTR(CAST(100 + ABS({whole}) % 100 AS TEXT), 2)"
    return f"({sign} || CAST(ABS({whole}) / 100 AS TEXT) || ',' || {rest})"


def typed(text: str, type_: str) -> str:
    """A text as a column of that type takes it; SQLite's take text as it is."""
    return text if is_sqlite() else f"CAST({text} AS {type_})"
