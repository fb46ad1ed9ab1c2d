"""What plain SQL returned, as the domain's values: SQLite keeps days and amounts as text.

Moments are read by `storage.engine.moments.read_moment`.
"""

from datetime import date
from decimal import Decimal
from typing import Any


def read_day(value: Any) -> date:
    """A day."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def read_day_or_none(value: Any) -> date | None:
    """A day; None stays None."""
    return None if value is None else read_day(value)


def read_amount(value: Any) -> Decimal:
    """An amount or a rate, exact."""
    return value if isinstance(value, Decimal) else Decimal(str(value))
