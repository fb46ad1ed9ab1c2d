"""Endings of the digital invoice: subscribe and suspend, confirmed by chat and by mail."""

from datetime import timedelta

from conversations.engine.replies import Reply
from domain.digital_invoice import MINIMUM_DAYS
from domain.office import Office
from domain.outcomes import Subscribe, Suspend
from handlers.endings.context import Deed, EndingContext, Said
from texts.access import log_in
from texts.digital_invoice import subscription as texts


async def subscribe(
    outcome: Subscribe, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """Record what was accepted, with the mail that confirms it."""
    account, accepted = outcome.account, outcome.accepted
    user = await office.user()
    if user is None:
        return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
    before = await office.subscription(account.number)
    email = user.email if accepted.by_email else ""
    if before and before.active and before.mine:
        html = texts.ways_changed(account, accepted, email)
        mail = texts.ways_changed_mail(user, account, accepted)
    else:
        until = at.now.date() + timedelta(days=MINIMUM_DAYS)
        html = texts.subscribed(account, accepted, email, until)
        mail = texts.subscribed_mail(user, account, accepted, until)
    done = await counter.subscriptions.subscribe(at.chat_id, accepted, mail, key=at.key, now=at.now)
    if not done:
        return (Reply(texts.TAKEN, texts.subscribed_buttons(account)),)
    counter.nudge()
    return (Reply(html, texts.subscribed_buttons(account)),)


async def suspend(
    outcome: Suspend, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """End the subscription; who had subscribed is told if it was somebody else."""
    account = outcome.account
    user = await office.user()
    if user is None:
        return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
    await counter.subscriptions.suspend(
        at.chat_id,
        account.number,
        texts.suspended_mail(user, account),
        texts.suspended_by_other(account),
        key=at.key,
        now=at.now,
    )
    counter.nudge()
    return (Reply(texts.suspended(account), texts.subscribed_buttons(account)),)
