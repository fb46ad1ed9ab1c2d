"""Moments in the database: kept as UTC, read in the office's own zone."""

from datetime import UTC, datetime
from typing import Any

from tortoise.fields import DatetimeField


def stored(moment: datetime) -> datetime:
    """The moment as it is kept. SQLite compares moments as text, so all of them are UTC there."""
    return moment.astimezone(UTC)


class MomentField(DatetimeField[Any]):
    """An aware moment; reading gives it in the zone that `storage.engine.database` sets."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """Tortoise's hook on the way to the database."""
        return super().to_db_value(
            stored(value) if isinstance(value, datetime) else value, instance
        )


def read_moment(value: Any) -> datetime | None:
    """A moment as plain SQL returned it; None stays None."""
    moment: datetime | None = MomentField().to_python_value(value)
    return moment
