"""Endings about who holds an account: link it, unlink it, object to another's link."""

from dataclasses import dataclass

from conversations.engine.replies import Reply
from domain.account_guard import AccountGuard
from domain.office import Desk, Office
from domain.outcomes import LinkAccount, ObjectLink, UnlinkAccount
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from texts.accounts import link_account, object_link, unlink_account


@dataclass(frozen=True, slots=True)
class AccountEndings:
    """Accounts are linked, unlinked and guarded."""

    desk: Desk
    guard: AccountGuard

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(LinkAccount, self.link)
        endings.add(UnlinkAccount, self.unlink)
        endings.add(ObjectLink, self.object_to)

    async def link(self, outcome: LinkAccount, office: Office, at: Deed) -> Said:
        """Link the account; those who hold it already are told, and may object."""
        account = outcome.account
        told = object_link.somebody_linked(account)
        await self.desk.link_account(at.chat_id, account.number, at.now, told)
        return (Reply(link_account.linked(account), link_account.offers(account)),)

    async def unlink(self, outcome: UnlinkAccount, office: Office, at: Deed) -> Said:
        """Take the account from the user."""
        account = outcome.account
        await self.desk.unlink_account(at.chat_id, account.number, at.now)
        return (Reply(unlink_account.unlinked(account), unlink_account.OFFERS),)

    async def object_to(self, outcome: ObjectLink, office: Office, at: Deed) -> Said:
        """Freeze the newcomer's link until the staff decides; both are told the claim's number."""
        account, newcomer = outcome.account, outcome.newcomer
        user = await office.user()
        number = user and await self.guard.freeze(
            at.chat_id,
            account.number,
            newcomer.link,
            object_link.claim(user, account, newcomer),
            lambda number: object_link.told_newcomer(account, number),
            at.now,
        )
        if not number:
            return (Reply(object_link.GONE, object_link.TO_THE_MENU),)
        return (Reply(object_link.frozen(account, number), object_link.TO_THE_MENU),)
