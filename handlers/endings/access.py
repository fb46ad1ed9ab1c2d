"""Endings that give access: register, confirm again, log in and out."""

from dataclasses import dataclass, replace

from conversations.engine.replies import Reply
from domain.access import LIFETIME, Purpose
from domain.messages import Begin, Open
from domain.office import Desk, Office
from domain.outcomes import LogIn, LogOut, NewUser, ResendConfirmation
from domain.recovery import Recovery
from handlers.endings.deed import Deed, NewLinkMaker, NotNow, Said
from handlers.endings.registry import Endings
from texts import mails
from texts.access import log_in as log_in_texts
from texts.access import recover as recover_texts
from texts.access import register as register_texts


@dataclass(frozen=True, slots=True)
class AccessEndings:
    """Users come in and go out."""

    desk: Desk
    recovery: Recovery
    new_link: NewLinkMaker

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(NewUser, self.register)
        endings.add(ResendConfirmation, self.resend)
        endings.add(LogIn, self.log_in)
        endings.add(LogOut, self.log_out)

    async def register(self, new_user: NewUser, office: Office, at: Deed) -> Said:
        """Create the unconfirmed user; the mail is planned with it."""
        may = self.recovery.may_mail
        if not await may(new_user.email, at.chat_id, key=at.key, now=at.now):
            raise NotNow(recover_texts.TOO_MANY_MAILS)
        link = self.new_link(Purpose.CONFIRM)
        mail = mails.confirm_address(new_user.email, new_user.first_names, link.url)
        kept = link.kept(Purpose.CONFIRM, at)
        await self.desk.register(at.chat_id, new_user, kept, mail, key=at.key, now=at.now)
        return (_mail_sent(new_user.email),)

    async def resend(self, outcome: ResendConfirmation, office: Office, at: Deed) -> Said:
        """Mail a new confirmation link; the earlier one stops working.

        Asked too often, it sends none and says so: the mails before are there to be opened.
        """
        user = await office.pending_user()
        if user is None:
            return (Reply(log_in_texts.ALREADY_CONFIRMED, log_in_texts.IN_OFFERS),)
        if not await self.recovery.may_mail(user.email, at.chat_id, key=at.key, now=at.now):
            return (replace(_mail_sent(user.email), html=recover_texts.TOO_MANY_MAILS),)
        link = self.new_link(Purpose.CONFIRM)
        mail = mails.confirm_address(user.email, user.first_names, link.url)
        kept = link.kept(Purpose.CONFIRM, at, user.id)
        await self.desk.open_link(kept, mail, key=at.key, now=at.now)
        return (_mail_sent(user.email),)

    async def log_in(self, outcome: LogIn, office: Office, at: Deed) -> Said:
        """Give the chat a link to the log-in page."""
        link = self.new_link(Purpose.LOG_IN)
        # Each link is a new one: its address is shown only now, so an old one would be no use.
        kept = link.kept(Purpose.LOG_IN, at)
        await self.desk.open_link(kept, None, key=link.token_hash, now=at.now)
        minutes = int(LIFETIME[Purpose.LOG_IN].total_seconds() // 60)
        open_page = Open(log_in_texts.OPEN_PAGE, link.url)
        register_instead = Begin(register_texts.ENTRY.label, "register")
        return (Reply(log_in_texts.page_link(minutes), ((open_page,), (register_instead,))),)

    async def log_out(self, outcome: LogOut, office: Office, at: Deed) -> Said:
        """End the chat's session."""
        await self.desk.log_out(at.chat_id)
        return (Reply(log_in_texts.OUT, log_in_texts.OUT_OFFERS),)


def _mail_sent(email: str) -> Reply:
    again = Begin(register_texts.RESEND, "resend_confirmation")
    correct = Begin(register_texts.CORRECT, "register")
    return Reply(register_texts.mail_sent(email), ((again,), (correct,)))
