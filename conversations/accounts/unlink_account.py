"""Unlink an account (manual, 'Desvincular Cuenta'): it was sold, or is rented no longer."""

from datetime import datetime

from conversations.common.questions import says_yes, which_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Misread, Page, Question, Talk
from domain.accounts import Account
from domain.digital_invoice import Subscription
from domain.office import Office
from domain.outcomes import UnlinkAccount
from texts.accounts import unlink_account as texts

_YES, _NO = "yes", "no"
_KEEP_IT = frozenset({_NO, "n", "no quiero", "dejala", "dejarla", "mejor no"})


async def unlink_account(talk: Talk, office: Office, now: datetime) -> UnlinkAccount | None:
    """Choose an account, see what will be lost with it, confirm."""
    accounts = await office.linked_accounts()
    if not accounts:
        talk.say(texts.NOTHING_LINKED)
        talk.offer(texts.OFFERS)
        return None
    account = await talk.ask(which_account(accounts))
    subscription = await office.own_subscription(account.number)
    if not await talk.ask(_sure(account, subscription)):
        talk.say(texts.kept(account))
        talk.offer(texts.kept_offers(account))
        return None
    return UnlinkAccount(account)


def _sure(account: Account, subscription: Subscription | None) -> Question[bool]:
    def read(written: str) -> bool:
        if written == _YES or says_yes(written):
            return True
        if written.strip(" .!¡").casefold() in _KEEP_IT:
            return False
        raise Misread(texts.YES_OR_NO)

    choices = ((Choice(texts.UNLINK, _YES),), (Choice(texts.KEEP, _NO),))
    page = Page(texts.sure(account, subscription), choices)
    return Question("sure", (page,), read, keep=lambda sure: _YES if sure else _NO)


ENTRY = Entry(
    name="unlink_account",
    words=texts.ENTRY,
    commands=("desvincular",),
    conversation=unlink_account,
    intent="desvincular_cuenta",
    needs_user=True,
)
