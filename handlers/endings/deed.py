"""What every ending is given and gives back: the deed's chat, moment and name; what is said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from conversations.engine.replies import Reply
from domain.access import LIFETIME, NewLink, Purpose
from handlers.owed_replies import Document

Said = tuple[Reply | Document, ...]


class NotNow(Exception):
    """A deed that can't be done at present; says why, in HTML. Nothing that was answered is lost:
    the conversation's last question is put again.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Deed:
    """The chat, the moment and the name that make a deed one: done again, it does nothing."""

    chat_id: int
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A page's address with a new token, and the token's hash."""

    url: str
    token_hash: str

    def kept(self, purpose: Purpose, at: Deed, user_id: int | None = None) -> NewLink:
        """What is kept of the link, for the chat of the deed."""
        expires = at.now + LIFETIME[purpose]
        return NewLink(purpose, self.token_hash, at.chat_id, expires, user_id)


NewLinkMaker = Callable[[Purpose], FreshLink]
"""Makes the address of a page with a fresh token."""
