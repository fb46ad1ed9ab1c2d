"""Endings that let people in again and change their password or e-mail.

What is said of a mail is the same whether or not it went out.
"""

from dataclasses import dataclass, replace

from conversations.engine.replies import Reply
from domain.access import LIFETIME, Purpose
from domain.messages import Open
from domain.office import Desk, Office
from domain.outcomes import ChangeEmail, ChangePassword, MailAccess
from domain.recovery import Recovery
from handlers.endings.deed import Deed, NewLinkMaker, Said
from handlers.endings.registry import Endings
from texts import mails
from texts.access import change_email as change_texts
from texts.access import log_in
from texts.access import recover as texts


@dataclass(frozen=True, slots=True)
class RecoveryEndings:
    """People get in again, and change their password or e-mail."""

    desk: Desk
    recovery: Recovery
    new_link: NewLinkMaker

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(MailAccess, self.mail_access)
        endings.add(ChangePassword, self.change_password)
        endings.add(ChangeEmail, self.change_email)

    async def mail_access(self, outcome: MailAccess, office: Office, at: Deed) -> Said:
        """Mail the confirmation to who hasn't confirmed, else the user name and a link to reset."""
        said = (Reply(texts.mailed(outcome.email), texts.MAILED_BUTTONS),)
        recovery = self.recovery
        if not await recovery.may_mail(outcome.email, at.chat_id, key=at.key, now=at.now):
            return said
        user = await recovery.owner(outcome.email)
        if user is None:
            return said
        if user.confirmed:
            link = self.new_link(Purpose.RESET)
            kept = link.kept(Purpose.RESET, at, user.id)
            mail = mails.reset_password(user, link.url)
        else:
            # Who confirms gets in at the chat that registered, not at any that asks for it.
            home = await recovery.home(user.id) or at.chat_id
            link = self.new_link(Purpose.CONFIRM)
            kept = link.kept(Purpose.CONFIRM, replace(at, chat_id=home), user.id)
            mail = mails.confirm_address(user.email, user.first_names, link.url)
        await self.desk.open_link(kept, mail, key=at.key, now=at.now)
        return said

    async def change_password(self, outcome: ChangePassword, office: Office, at: Deed) -> Said:
        """Give the chat, which is logged in, a link to the page that sets another password."""
        user = await office.user()
        if user is None:
            return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
        link = self.new_link(Purpose.RESET)
        kept = link.kept(Purpose.RESET, at, user.id)
        # Each link is a new one, as for a log in.
        await self.desk.open_link(kept, None, key=link.token_hash, now=at.now)
        minutes = int(LIFETIME[Purpose.RESET].total_seconds() // 60)
        return (Reply(texts.password_page(minutes), ((Open(texts.OPEN_PAGE, link.url),),)),)

    async def change_email(self, outcome: ChangeEmail, office: Office, at: Deed) -> Said:
        """Plan the new user and the mail that confirms it.

        Raises:
            Taken: somebody took the address meanwhile.
        """
        user = await office.user()
        if user is None:
            return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
        if not await self.recovery.may_mail(outcome.email, at.chat_id, key=at.key, now=at.now):
            return (Reply(texts.TOO_MANY_MAILS, change_texts.SENT_BUTTONS),)
        link = self.new_link(Purpose.CONFIRM)
        kept = link.kept(Purpose.CONFIRM, at)
        mail = change_texts.mail(outcome.email, user, link.url)
        await self.recovery.change_email(
            at.chat_id, outcome.email, kept, mail, key=at.key, now=at.now
        )
        return (Reply(change_texts.mail_sent(outcome.email), change_texts.SENT_BUTTONS),)
