"""Endings about who holds an account: link it, unlink it, object to another's link."""

from conversations.engine.replies import Reply
from domain.accounts import Account
from domain.office import Office
from domain.outcomes import ObjectLink
from handlers.endings.context import Deed, EndingContext, Said
from texts.accounts import link_account, object_link, unlink_account


async def link(account: Account, counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Link the account; those who hold it already are told, and may object."""
    told = object_link.somebody_linked(account)
    await counter.desk.link_account(at.chat_id, account.number, at.now, told)
    counter.nudge()
    return (Reply(link_account.linked(account), link_account.offers(account)),)


async def unlink(account: Account, counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Take the account from the user."""
    await counter.desk.unlink_account(at.chat_id, account.number, at.now)
    return (Reply(unlink_account.unlinked(account), unlink_account.OFFERS),)


async def object_to(
    outcome: ObjectLink, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """Freeze the newcomer's link until the staff decides; both are told the claim's number."""
    account, newcomer = outcome.account, outcome.newcomer
    user = await office.user()
    number = user and await counter.custody.freeze(
        at.chat_id,
        account.number,
        newcomer.link,
        object_link.claim(user, account, newcomer),
        lambda number: object_link.told_newcomer(account, number),
        at.now,
    )
    if not number:
        return (Reply(object_link.GONE, object_link.TO_THE_MENU),)
    counter.nudge()
    return (Reply(object_link.frozen(account, number), object_link.TO_THE_MENU),)
