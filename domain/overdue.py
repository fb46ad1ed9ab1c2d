"""What should have left the outbox by now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

OWED_FOR = timedelta(minutes=15)
BULK_OWED_FOR = timedelta(hours=3)
"""A notice to 100,000 people lasts an hour at Telegram's pace: its items wait in line rightly."""

_ONE_MAILBOX = re.compile(r"\b4\.[12]\.\d")
"""Enhanced codes about the address or its mailbox (RFC 3463): full, or greylisting a first mail."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """Items of one kind ("mail" or "note") whose last try ended alike.

    `since` is when the oldest was planned; `reason` is without addresses, '' if none was tried.
    """

    kind: str
    items: int
    since: datetime
    reason: str = ""

    @property
    def of_one_mailbox(self) -> bool:
        """Whether it's the person's mailbox that takes no mail today: nothing that we can mend."""
        return _ONE_MAILBOX.search(self.reason) is not None


def worth_telling(found: Iterable[Overdue], kind: str) -> tuple[Overdue, ...]:
    """Those of a kind that somebody should look after."""
    return tuple(one for one in found if one.kind == kind and not one.of_one_mailbox)
