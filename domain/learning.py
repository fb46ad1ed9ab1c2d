"""What the office learns from what people write: kept without personal data, for the staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.outcomes import NotUnderstood, Understood


@dataclass(frozen=True, slots=True)
class Question:
    """A message that was not understood: masked, with the answer that came nearest."""

    id: int
    masked: str
    guess: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How often an answer was given, and how often it was said to help or not."""

    label: str
    asked: int
    helped: int
    did_not_help: int


@dataclass(frozen=True, slots=True)
class Taught:
    """A phrasing that staff added to an answer, by its number."""

    number: int
    label: str
    phrasing: str
    added_at: datetime


class Learning(Protocol):
    """The notes of what was asked."""

    async def not_understood(
        self, event: NotUnderstood, guess: str, key: str, now: datetime
    ) -> bool:
        """Keep a masked message; a `key` is kept once."""

    async def understood(self, event: Understood, key: str, now: datetime) -> bool:
        """Count an answer given, or a reply to 'did this help?'."""

    async def questions(self, since: datetime) -> tuple[Question, ...]:
        """What is not understood yet, newest last."""

    async def settle(self, ids: Sequence[int], now: datetime) -> None:
        """These questions have been dealt with."""

    async def add_phrasings(self, label: str, phrasings: Sequence[str], now: datetime) -> int:
        """Add ways of asking to an answer; returns how many were new."""

    async def phrasings(self) -> tuple[tuple[str, str], ...]:
        """All phrasings that staff added, with their labels."""

    async def counts(self, since: date) -> tuple[Count, ...]:
        """How often each answer was given since a day, the most asked first."""
