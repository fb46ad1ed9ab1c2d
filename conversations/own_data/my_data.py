"""See, download and erase what is held of a person (Ley 25.326, art. 14 and 16)."""

from datetime import datetime
from typing import NoReturn

from conversations.common.questions import says_no
from conversations.engine.entry import Entry
from conversations.engine.talk import Declined, Misread, Page, Question, Talk
from domain.office import Office
from domain.outcomes import EraseMyData, SendMyData
from texts.own_data import my_data as texts

FORMS = ("pdf", "json")
_FORM = Question("form", (Page(""),), str, settled=("",))  # only ever answered by a button


async def my_data(talk: Talk, office: Office, now: datetime) -> SendMyData | None:
    """A summary, with buttons for the whole as PDF or JSON."""
    held = await office.held_data()
    if held is None:  # logged out in the middle
        return None
    form = await talk.ask(_FORM)
    if form in FORMS:
        return SendMyData(form)

    def read(written: str) -> NoReturn:
        raise Misread(texts.ONLY_TO_LOOK_AT)

    page = Page(texts.summary(held), links=texts.SUMMARY_BUTTONS)
    await talk.ask(Question("summary", (page,), read, only_shown=True))
    return None


async def delete_my_data(talk: Talk, office: Office, now: datetime) -> EraseMyData | None:
    """Say what goes and what the law has kept; confirmed by writing BORRAR."""
    held = await office.held_data()
    if held is None:
        return None

    def read(written: str) -> None:
        if says_no(written):
            raise Declined
        if written.strip(" .!¡«»\"'").casefold() != texts.ERASE.casefold():
            raise Misread(texts.WRITE_ERASE)

    await talk.ask(Question("sure", (Page(texts.what_goes(held)),), read))
    return EraseMyData()


MY_DATA_ENTRY = Entry(
    name="my_data",
    words=texts.MY_DATA_ENTRY,
    commands=("misdatos",),
    conversation=my_data,
    intent="mis_datos",
    needs_user=True,
)
DELETE_MY_DATA_ENTRY = Entry(
    name="delete_my_data",
    words=texts.DELETE_MY_DATA_ENTRY,
    commands=("borrarmisdatos",),
    conversation=delete_my_data,
    intent="borrar_mis_datos",
    needs_user=True,
)
