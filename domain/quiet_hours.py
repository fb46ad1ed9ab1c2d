"""The quiet hours, in which chats are left in peace: from 21 to 8, local time."""

from datetime import datetime, time, timedelta

from domain.clock import ZONE

FROM, UNTIL = time(21), time(8)


def next_morning(now: datetime) -> datetime:
    """When the quiet hours that have begun, or begin next, are over."""
    local = now.astimezone(ZONE)
    day = local.date() + timedelta(days=0 if local.time() < UNTIL else 1)
    return datetime.combine(day, UNTIL, ZONE)


def quiet_until(now: datetime) -> datetime | None:
    """When the quiet hours are over, if it is in them."""
    return None if UNTIL <= now.astimezone(ZONE).time() < FROM else next_morning(now)
