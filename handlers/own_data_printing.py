"""What is held of a person, printed: a page to read, or data for another program."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from documents.personal_data import PersonalData, Section
from domain.clock import ZONE
from domain.office import Office
from domain.own_data import HeldData
from handlers.printing import OwnDataOrder
from texts.own_data import my_data as texts


class PersonalDataRenderer(Protocol):
    """Makes the PDF."""

    async def personal_data(self, held: PersonalData) -> bytes:
        """The PDF of what is held of a person."""


@dataclass(frozen=True, slots=True)
class OwnDataPrinter:
    """Prints what is held of a chat's user, as it is when printed."""

    renderer: PersonalDataRenderer
    office_of: Callable[[int], Office]

    async def print(self, order: OwnDataOrder) -> bytes | None:
        """The file's bytes; None if nobody is logged in any more."""
        held = await self.office_of(order.chat_id).held_data()
        if held is None:
            return None
        moment = order.moment.astimezone(ZONE)
        if order.form == "json":
            return as_json(held, moment)
        return await self.renderer.personal_data(_document(held, moment))


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
