"""Messages left for the staff, with a number as receipt (Ley 24.240, art. 27)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.messages import Mail, Note

TOPICS = ("invoice", "plan", "new_plan", "digital", "access", "offices", "other")
LONGEST_TEXT = 1500


@dataclass(frozen=True, slots=True)
class NewClaim:
    """What a person leaves: a topic of `TOPICS`, the message, who it is and how to reach them."""

    topic: str
    text: str
    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it was kept. Open until it is closed; answering does not close it."""

    number: int
    topic: str
    text: str
    name: str
    reach: str
    opened_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    closed_at: datetime | None = None


class Claims(Protocol):
    """The register of claims."""

    async def open(
        self,
        chat_id: int,
        claim: NewClaim,
        *,
        key: str,
        now: datetime,
        mail: Callable[[int], Mail] | None = None,
    ) -> int:
        """Keep a claim and return its number; repeated with its key it is the same one.

        `mail` makes the receipt that is planned with it.
        """

    async def all(self, *, closed: bool = False) -> tuple[Claim, ...]:
        """The open claims, oldest first; the closed ones too if `closed`."""

    async def one(self, number: int) -> Claim | None:
        """The claim of that number."""

    async def answer(
        self, number: int, text: str, note: Note, mail: Mail | None, now: datetime
    ) -> bool:
        """Keep the answer and plan its note to the chat (and mail); False if there is no such."""

    async def email(self, number: int) -> str:
        """The e-mail of the claim's user; '' if it had none, or is gone."""

    async def close(self, number: int, now: datetime) -> bool:
        """Close the claim; False if there is no such or it was closed already."""
