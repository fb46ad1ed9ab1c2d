"""Endings that let people in again and change their password or e-mail.

What is said of a mail is the same whether or not it went out.
"""

from conversations.engine.replies import Reply
from domain.access import LIFETIME, Purpose
from domain.messages import Open
from domain.office import Office
from domain.outcomes import ChangeEmail, MailAccess
from handlers.endings.context import Deed, EndingContext, Said
from texts import mails
from texts.access import change_email as change_texts
from texts.access import log_in
from texts.access import recover as texts


async def mail_access(outcome: MailAccess, counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Mail the confirmation to who hasn't confirmed, else the user name and a link to reset."""
    said = (Reply(texts.mailed(outcome.email), texts.MAILED_BUTTONS),)
    recovery = counter.recovery
    if not await recovery.may_mail(outcome.email, at.chat_id, key=at.key, now=at.now):
        return said
    user = await recovery.owner(outcome.email)
    if user is None:
        return said
    if user.confirmed:
        url, link = counter.link(Purpose.RESET, at, user.id)
        mail = mails.reset_password(user, url)
    else:
        # Who confirms gets in at the chat that registered, not at any that asks about an address.
        home = await recovery.home(user.id) or at.chat_id
        url, link = counter.link(Purpose.CONFIRM, Deed(home, at.key, at.now), user.id)
        mail = mails.confirm_address(user.email, user.first_names, url)
    await counter.desk.open_link(link, mail, key=at.key, now=at.now)
    counter.nudge()
    return said


async def change_password(counter: EndingContext, office: Office, at: Deed) -> tuple[Said, ...]:
    """Give the chat, which is logged in, a link to the page that sets another password."""
    user = await office.user()
    if user is None:
        return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
    url, link = counter.link(Purpose.RESET, at, user.id)
    # Each link is a new one, as for a log in.
    await counter.desk.open_link(link, None, key=link.token_hash, now=at.now)
    minutes = int(LIFETIME[Purpose.RESET].total_seconds() // 60)
    return (Reply(texts.password_page(minutes), ((Open(texts.OPEN_PAGE, url),),)),)


async def change_email(
    outcome: ChangeEmail, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """Plan the new user and the mail that confirms it.

    Raises:
        Taken: somebody took the address meanwhile.
    """
    user = await office.user()
    if user is None:
        return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
    if not await counter.recovery.may_mail(outcome.email, at.chat_id, key=at.key, now=at.now):
        return (Reply(texts.TOO_MANY_MAILS, change_texts.SENT_BUTTONS),)
    url, link = counter.link(Purpose.CONFIRM, at)
    mail = change_texts.mail(outcome.email, user, url)
    await counter.recovery.change_email(
        at.chat_id, outcome.email, link, mail, key=at.key, now=at.now
    )
    counter.nudge()
    return (Reply(change_texts.mail_sent(outcome.email), change_texts.SENT_BUTTONS),)
