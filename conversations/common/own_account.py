"""Which of one's own accounts: what most conversations about accounts begin with."""

from conversations.common.questions import which_account
from conversations.engine.talk import Talk
from domain.accounts import Account
from domain.office import Office
from domain.outcomes import AccountUsed
from texts.accounts.link_account import LINK_ONE, NO_ACCOUNTS


async def own_account(talk: Talk, office: Office) -> Account | None:
    """The linked account that is meant; None, with the way to link one, where there is none."""
    accounts = await office.linked_accounts()
    if not accounts:
        talk.say(NO_ACCOUNTS)
        talk.offer(LINK_ONE)
        return None
    account = await talk.ask(which_account(accounts))
    talk.report(AccountUsed(account.number))
    return account
