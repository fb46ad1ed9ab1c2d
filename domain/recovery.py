"""Getting in again, and changing the e-mail (manual, 'Olvidé mi usuario/contraseña', term 6)."""

from datetime import datetime, timedelta
from typing import Protocol

from domain.access import NewLink
from domain.messages import Mail
from domain.people import User

COUNTED_FOR = timedelta(hours=1)
MAILS_TO_AN_ADDRESS = 3
MAILS_FOR_A_CHAT = 6


class Recovery(Protocol):
    """What only handlers may know and do: whose an e-mail is, and which mails go out for it."""

    async def owner(self, email: str) -> User | None:
        """The user of that e-mail, confirmed or not."""

    async def home(self, user_id: int) -> int | None:
        """The chat that registered the user."""

    async def may_mail(self, address: str, chat_id: int, *, key: str, now: datetime) -> bool:
        """Count a mail that a chat asks for; False over 3 an hour to an address, 6 for a chat.

        Repeated with its key it is counted once, and answered alike.
        """

    async def change_email(
        self, chat_id: int, email: str, link: NewLink, mail: Mail, *, key: str, now: datetime
    ) -> None:
        """Create the user who will take the place of the chat's, once it confirms its e-mail.

        An earlier one in waiting is replaced.

        Raises:
            Taken: somebody has that e-mail.
        """
