"""Endings that give or recover access: register, confirm again, log in."""

from dataclasses import replace

from conversations.engine.replies import Reply
from domain.access import LIFETIME, Purpose
from domain.messages import Begin, Open
from domain.office import Office
from domain.outcomes import NewUser
from handlers.endings.context import Deed, EndingContext, NotNow, Said
from texts import mails
from texts.access import log_in as log_in_texts
from texts.access import recover as recover_texts
from texts.access import register as register_texts


async def register(new_user: NewUser, counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Create the unconfirmed user; the mail is planned with it.

    Raises:
        Taken: the e-mail or the name went to somebody else meanwhile.
        NotNow: too many mails were asked for.
    """
    may = counter.recovery.may_mail
    if not await may(new_user.email, at.chat_id, key=at.key, now=at.now):
        raise NotNow(recover_texts.TOO_MANY_MAILS)
    url, link = counter.link(Purpose.CONFIRM, at)
    mail = mails.confirm_address(new_user.email, new_user.first_names, url)
    await counter.desk.register(at.chat_id, new_user, link, mail, key=at.key, now=at.now)
    counter.nudge()
    return (_mail_sent(new_user.email),)


async def resend(counter: EndingContext, office: Office, at: Deed) -> tuple[Said, ...]:
    """Mail a new confirmation link; the earlier one stops working.

    Asked too often, it sends none and says so: the mails before are there to be opened.
    """
    user = await office.pending_user()
    if user is None:
        return (Reply(log_in_texts.ALREADY_CONFIRMED, log_in_texts.IN_OFFERS),)
    if not await counter.recovery.may_mail(user.email, at.chat_id, key=at.key, now=at.now):
        return (replace(_mail_sent(user.email), html=recover_texts.TOO_MANY_MAILS),)
    url, link = counter.link(Purpose.CONFIRM, at, user.id)
    mail = mails.confirm_address(user.email, user.first_names, url)
    await counter.desk.open_link(link, mail, key=at.key, now=at.now)
    counter.nudge()
    return (_mail_sent(user.email),)


def _mail_sent(email: str) -> Reply:
    again = Begin(register_texts.RESEND, "resend_confirmation")
    correct = Begin(register_texts.CORRECT, "register")
    return Reply(register_texts.mail_sent(email), ((again,), (correct,)))


async def log_in(counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Give the chat a link to the log-in page."""
    url, link = counter.link(Purpose.LOG_IN, at)
    # Each link is a new one: its address is shown only now, so an old one would be no use.
    await counter.desk.open_link(link, None, key=link.token_hash, now=at.now)
    minutes = int(LIFETIME[Purpose.LOG_IN].total_seconds() // 60)
    open_page = Open(log_in_texts.OPEN_PAGE, url)
    register_instead = Begin(register_texts.ENTRY.label, "register")
    return (Reply(log_in_texts.page_link(minutes), ((open_page,), (register_instead,))),)
