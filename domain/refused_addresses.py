"""Addresses that a mail server says are no more: what they end, and when they end nothing.

A digital invoice by mail ends where its address is no more (term 7). But a server that fails may
say so of addresses that are right, of one provider's or of all: when many are refused at once
nothing ends, and the staff decides. So that the first ones of such a wave are kept as well, a
refusal waits for a while before it ends anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(hours=24)
"""Refusals this close together count as one wave."""
MANY, SHARE = 20, 0.05
"""Of all the mails. A list of confirmed addresses loses about one in a hundred in a bimester."""
MANY_OF_ONE_DOMAIN, SHARE_OF_ONE_DOMAIN = 10, 0.3
"""Of the mails to one domain."""


@dataclass(frozen=True, slots=True)
class Refused:
    """How many people's addresses at a domain are refused, and the server's last words on it."""

    domain: str
    people: int
    reason: str = ""


def are_many(people: int) -> bool:
    """Whether so many may be a wave; then it is worth counting the mails."""
    return people >= min(MANY, MANY_OF_ONE_DOMAIN)


def is_wave(refused: int, mails: int) -> bool:
    """Whether so many refused of so many mails, to all domains, is a server's failure."""
    return refused >= MANY and refused >= SHARE * mails


def is_wave_of_one(refused: int, mails: int) -> bool:
    """The same of one domain."""
    return refused >= MANY_OF_ONE_DOMAIN and refused >= SHARE_OF_ONE_DOMAIN * mails


def people_in(refused: Sequence[Refused]) -> int:
    """How many people over all domains."""
    return sum(one.people for one in refused)
