"""Endings of 'Mis datos': the file, and the erasure."""

from dataclasses import dataclass

from conversations.engine.replies import Reply
from domain.office import Office
from domain.outcomes import EraseMyData, SendMyData
from domain.own_data import OwnData
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from handlers.owed_replies import Document
from handlers.printing import OwnDataOrder
from texts.access import log_in
from texts.common import formats
from texts.own_data import my_data as texts


@dataclass(frozen=True, slots=True)
class OwnDataEndings:
    """What is held of a person is handed over, or erased."""

    own_data: OwnData

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(SendMyData, self.send)
        endings.add(EraseMyData, self.erase)

    async def send(self, outcome: SendMyData, office: Office, at: Deed) -> Said:
        """Send what is held, as a page to read or as data for another program."""
        if await office.user() is None:
            return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
        return (
            Document(
                key=f"my_data:{at.key}",
                file_name=f"{texts.FILE_NAME}.{outcome.form}",
                caption=texts.caption(formats.moment(at.now)),
                keyboard=texts.FILE_BUTTONS,
                order=OwnDataOrder(at.chat_id, outcome.form, at.now),
            ),
        )

    async def erase(self, outcome: EraseMyData, office: Office, at: Deed) -> Said:
        """Erase; done before, it says so again."""
        await self.own_data.erase(at.chat_id, at.now)
        return (Reply(texts.ERASED, log_in.OUT_OFFERS),)
