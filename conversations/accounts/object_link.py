"""Object to another person who linked one's account: the link is frozen and the staff decides."""

from collections.abc import Sequence
from datetime import datetime

from conversations.common.own_account import own_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Misread, Page, Question, Talk
from domain.account_guard import Newcomer
from domain.office import Office
from domain.outcomes import ObjectLink
from texts.accounts import object_link as texts


async def object_link(talk: Talk, office: Office, now: datetime) -> ObjectLink | None:
    """Objecting takes one press where one person came: the button under the warning names it."""
    if not (account := await own_account(talk, office)):
        return None
    newcomers = await office.newcomers(account.number)
    if not newcomers:
        talk.say(texts.nobody(account))
        talk.offer(texts.TO_THE_MENU)
        return None
    return ObjectLink(account, await talk.ask(_which(newcomers)))


def _which(newcomers: Sequence[Newcomer]) -> Question[Newcomer]:
    by_link = {str(one.link): one for one in newcomers}

    def read(written: str) -> Newcomer:
        if written in by_link:
            return by_link[written]
        raise Misread(texts.NO_SUCH_NEWCOMER)

    choices = tuple((Choice(texts.newcomer_label(one), str(one.link)),) for one in newcomers)
    settled = (newcomers[0],) if len(newcomers) == 1 else ()
    page = Page(texts.which(len(newcomers)), choices)
    return Question("link", (page,), read, keep=lambda one: str(one.link), settled=settled)


ENTRY = Entry(
    name="object_link",
    words=texts.ENTRY,
    commands=("objetar",),
    conversation=object_link,
    intent="objetar_vinculacion",
    needs_user=True,
)
