"""One-time links: how a person confirms an address, sets a password and logs in.

Passwords are entered on a page reached by such a link, never in a chat. Of a link only its
token's SHA-256 is kept, of a password only its Argon2 hash.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.messages import Mail, Note
from domain.people import User


class Purpose(StrEnum):
    """What a link is for."""

    CONFIRM = "confirm"  # confirm the e-mail and set the first password
    LOG_IN = "log_in"  # enter user name and password, for the chat that asked
    RESET = "reset"  # set another password


LIFETIME = {
    Purpose.CONFIRM: timedelta(days=3),
    Purpose.LOG_IN: timedelta(minutes=30),
    Purpose.RESET: timedelta(hours=2),
}
WRONG_PASSWORDS_ALLOWED = 5
PASSWORD_REST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link about to be kept: the hash of its token (the token is never stored)."""

    purpose: Purpose
    token_hash: str
    chat_id: int
    expires_at: datetime
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that is valid now. `user` is None for a log in.

    Confirming it puts the user in the place of `replaces`, whose e-mail was another.
    """

    purpose: Purpose
    chat_id: int
    user: User | None
    replaces: User | None = None


class Access(Protocol):
    """What the pages read and write. Every method that takes a token hash serves it once."""

    async def open_link(self, token_hash: str, now: datetime) -> OpenLink | None:
        """The link if it is unused and not expired; None in any other case."""

    async def set_password(
        self,
        token_hash: str,
        password_hash: str,
        note: Note,
        now: datetime,
        *,
        elsewhere: Note | None = None,
        mail: Mail | None = None,
    ) -> User | None:
        """Use up a CONFIRM or RESET link: confirm the user, set the password, log in its chat.

        Other chats of that user are logged out on RESET. A user who replaces another takes its
        place (`domain.recovery`). `note` is planned for the link's chat, `elsewhere` for those
        logged out, and `mail`, in the same transaction. None if the link had been used or had
        expired.
        """

    async def credentials(self, username: str) -> tuple[User, str] | None:
        """A confirmed user and its password hash, by user name or by e-mail."""

    async def log_in(self, token_hash: str, user_id: int, note: Note, now: datetime) -> bool:
        """Use up a LOG_IN link: its chat becomes the user's, and `note` is planned for it."""

    async def record_wrong_password(self, username: str, now: datetime) -> None:
        """Count a failed try against a user name."""

    async def password_rests_until(self, username: str, now: datetime) -> datetime | None:
        """Until when tries for that name are refused, after five wrong ones in 15 minutes."""
