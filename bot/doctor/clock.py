"""The machine's clock beside another one."""

from datetime import datetime, timedelta

from bot.doctor.findings import Finding, bad, ok, warning
from texts.doctor import machine as texts

SKEW = timedelta(seconds=5)
LARGE_SKEW = timedelta(minutes=1)
"""From here on one-time links, reminders and notices go by a wrong hour."""


def compared(other: str, theirs: datetime, before: datetime, after: datetime) -> Finding:
    """How our clock stands to the moment that `other` told, asked between `before` and `after`."""
    ahead = before - theirs if theirs < before else min(timedelta(0), after - theirs)
    if abs(ahead) <= SKEW:
        return ok(texts.clock_right(other))
    words = texts.clock_wrong(other, ahead.total_seconds())
    return bad(words) if abs(ahead) > LARGE_SKEW else warning(words)
