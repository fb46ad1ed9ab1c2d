"""Who holds an account in the office, and what those linked before may do about a newcomer.

The two codes prove a paper bill, not a person. So those already linked are told when another
person links the account, and can object: the newcomer's link is frozen, and the staff decides.
Nobody is told anybody's name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.claims import NewClaim
from domain.messages import Mail, Note


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Another person's link to an account, made after one's own."""

    link: int
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class NewcomerAlert:
    """What a person is told: in the chats where it is logged in, by mail if there are none.

    The mail's address is filled in for each person.
    """

    note: Note
    mail: Mail


@dataclass(frozen=True, slots=True)
class FrozenLink:
    """A link that somebody objected to, until the staff decides; who made it, and when."""

    link: int
    account: str
    person: str
    username: str
    linked_at: datetime
    frozen_at: datetime


class AccountGuard(Protocol):
    """What is done about a newcomer's link."""

    async def freeze(
        self,
        chat_id: int,
        account: str,
        link: int,
        claim: NewClaim,
        told: Callable[[int], NewcomerAlert],
        now: datetime,
    ) -> int | None:
        """Freeze the link, leave a claim for the staff and tell the newcomer its number.

        Returns the claim's number, the same one if the link was objected to before; None if the
        chat's user holds the account no longer, or came to it later.
        """

    async def decide(
        self, link: int, keep: bool, told: Callable[[str], NewcomerAlert], now: datetime
    ) -> bool:
        """End the freeze as the staff decided: the link is kept, or taken away.

        `told`, of the account's number, is for who made the link.

        Returns whether there was such a frozen link.
        """
