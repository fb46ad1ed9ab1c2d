"""Subscribing to the digital invoice and suspending it: the writes.

The state is the account's, not the person's: paper comes to the house or it doesn't. Whoever has
the account linked sees it. Who subscribed gets the notices; where two people share an account the
other one can't subscribe too, but may give paper back to the house, and who subscribed is told.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.messages import Mail, Note


@dataclass(frozen=True, slots=True)
class Accepted:
    """A subscription as it was accepted: the account, the terms' version, the ways of notice."""

    account: str
    terms_version: str
    by_email: bool
    by_telegram: bool


class Subscriptions(Protocol):
    """Each write is one transaction, with the mail or note it owes."""

    async def subscribe(
        self, chat_id: int, accepted: Accepted, mail: Mail, *, key: str, now: datetime
    ) -> bool:
        """Record what was accepted and when, by the chat's user; the earlier row stays as proof.

        Of the same person again it changes the ways and keeps the 90 days running from the first.
        False, and nothing done, where somebody else's subscription is active.
        """

    async def suspend(
        self, chat_id: int, account: str, mail: Mail, told: Note, *, key: str, now: datetime
    ) -> None:
        """End the account's subscription as of today; paper comes with the next billing (term 4).

        `mail` goes to the chat's user. If somebody else had subscribed, `told` goes to their chats.
        """
