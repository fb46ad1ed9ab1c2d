"""Which notices this chat wants besides the digital invoice's own, and whether at night too."""

from datetime import datetime

from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Misread, Page, Question, Talk
from domain.notices import Wishes
from domain.office import Office
from domain.outcomes import SetNotices
from texts.digital_invoice import notice_settings as texts


async def notice_settings(talk: Talk, office: Office, now: datetime) -> SetNotices:
    """Show how things stand, and change one of them."""
    return SetNotices(await talk.ask(_what_to_change(await office.notice_wishes())))


def _what_to_change(wishes: Wishes) -> Question[Wishes]:
    # A choice says what is wished for, not 'the other way round': a turn repeated changes nothing.
    possible = {
        texts.choice(name, getattr(other, name)): (f"{name}-{_word(getattr(other, name))}", other)
        for name, other in wishes.one_changed()
    }

    def read(written: str) -> Wishes:
        name, _, word = written.partition("-")
        if name not in Wishes.NAMES or word not in ("si", "no"):
            raise Misread(texts.USE_THE_BUTTONS)
        return wishes.with_(name, word == "si")

    choices = tuple((Choice(label, value),) for label, (value, _) in possible.items())
    return Question("change", (Page(texts.standing(wishes), choices),), read)


def _word(wanted: bool) -> str:
    return "si" if wanted else "no"


ENTRY = Entry(
    name="notice_settings",
    words=texts.ENTRY,
    commands=("avisos",),
    conversation=notice_settings,
    intent="mis_avisos",
    needs_user=True,
)
