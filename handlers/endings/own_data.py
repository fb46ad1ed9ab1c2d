"""Endings of 'Mis datos': the file, and the erasure."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from conversations.engine.replies import Reply
from documents.personal_data import PersonalData, Section
from domain.office import Office
from domain.outcomes import EraseMyData, SendMyData
from domain.own_data import HeldData, OwnData
from handlers.delivery import Document
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from handlers.endings.rendering import Renderer
from texts.access import log_in
from texts.common import formats
from texts.own_data import my_data as texts


@dataclass(frozen=True, slots=True)
class OwnDataEndings:
    """What is held of a person is handed over, or erased."""

    own_data: OwnData
    renderer: Renderer

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(SendMyData, self.send)
        endings.add(EraseMyData, self.erase)

    async def send(self, outcome: SendMyData, office: Office, at: Deed) -> Said:
        """Send what is held, as a page to read or as data for another program."""
        held = await office.held_data()
        if held is None:
            return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)

        async def make() -> bytes:
            if outcome.form == "json":
                return as_json(held, at.now)
            return await self.renderer.personal_data(_document(held, at.now))

        return (
            Document(
                key=f"my_data:{at.key}",
                file_name=f"{texts.FILE_NAME}.{outcome.form}",
                caption=texts.caption(formats.moment(at.now)),
                keyboard=texts.FILE_BUTTONS,
                make=make,
            ),
        )

    async def erase(self, outcome: EraseMyData, office: Office, at: Deed) -> Said:
        """Erase; done before, it says so again."""
        await self.own_data.erase(at.chat_id, at.now)
        return (Reply(texts.ERASED, log_in.OUT_OFFERS),)


def as_json(held: HeldData, moment: datetime) -> bytes:
    """The data as they are held; amounts and dates as texts.

    Of a linked account only what is the person's own: its holder may be somebody else.
    """
    accounts = [
        {"number": account.number, "address": account.address, "linked_at": linked_at}
        for account, linked_at in held.accounts
    ]
    data = {"moment": moment, **asdict(held), "accounts": accounts}
    return json.dumps(data, default=_plain, ensure_ascii=False, indent=2).encode()


def _plain(value: object) -> str:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            raise TypeError(f"no form for {type(value).__name__}")


def _document(held: HeldData, moment: datetime) -> PersonalData:
    return PersonalData(
        person=f"{held.user.first_names} {held.user.surnames}",
        moment=moment,
        sections=tuple(Section(title, rows, note) for title, rows, note in texts.sections(held)),
        introduction=texts.INTRODUCTION,
        closing=texts.CLOSING,
    )
