"""Moments in the database: kept as UTC, read in the office's own zone."""

from datetime import UTC, datetime
from typing import Any

from tortoise.fields import DatetimeField

from domain.clock import ZONE


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
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZONE)
