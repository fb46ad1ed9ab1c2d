"""Endings of 'Mis datos': the file, and the erasure."""

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from conversations.engine.replies import Reply
from documents.personal_data import PersonalData, Section
from domain.office import Office
from domain.outcomes import SendMyData
from domain.own_data import HeldData
from handlers.delivery import Document
from handlers.endings.context import Deed, EndingContext, Said
from texts.access import log_in
from texts.common import formats
from texts.own_data import my_data as texts


async def send(
    outcome: SendMyData, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """Send what is held, as a page to read or as data for another program."""
    held = await office.held_data()
    if held is None:
        return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)

    async def make() -> bytes:
        if outcome.form == "json":
            return as_json(held, at.now)
        return await counter.printer.personal_data(_document(held, at.now))

    return (
        Document(
            key=f"my_data:{at.key}",
            file_name=f"{texts.FILE_NAME}.{outcome.form}",
            caption=texts.caption(formats.moment(at.now)),
            keyboard=texts.FILE_BUTTONS,
            make=make,
        ),
    )


async def erase(counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Erase; done before, it says so again."""
    await counter.own_data.erase(at.chat_id, at.now)
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
