"""How long to wait before something is tried again: the one place that reckons it."""

from datetime import timedelta

MOST_DOUBLINGS = 20


def growing_wait(failures: int, first: float, longest: float) -> float:
    """Seconds to wait after so many failures in a row (1 or more): doubled each time."""
    return min(longest, first * (1 << min(failures - 1, MOST_DOUBLINGS)))


def in_seconds(wait: int | float | timedelta) -> float:
    """What a server asked to wait, in seconds, as its library gives it."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
