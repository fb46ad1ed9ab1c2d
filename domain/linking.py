"""How many wrong pairs of codes are let pass before linking rests.

The two codes prove a paper bill, not a person, so guesses are limited, for a chat and for an
account.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

WRONG_PAIRS_ALLOWED = 5
REST = timedelta(hours=1)


def blocked_until(wrong_at: Sequence[datetime], now: datetime) -> datetime | None:
    """Until when linking rests: an hour from the fifth wrong pair of an hour; None if it doesn't.

    `wrong_at` holds the moments of the wrong pairs of the last two hours at least.
    """
    in_order = sorted(wrong_at)
    for first, fifth in zip(in_order, in_order[WRONG_PAIRS_ALLOWED - 1 :], strict=False):
        if fifth - first < REST and fifth + REST > now:
            return fifth + REST
    return None
