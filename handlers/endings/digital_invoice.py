"""Endings of the digital invoice: subscribe and suspend, confirmed by chat and by mail."""

from dataclasses import dataclass
from datetime import timedelta

from conversations.engine.replies import Reply
from domain.digital_invoice import MINIMUM_DAYS
from domain.office import Desk, Office
from domain.outcomes import SetNotices, Subscribe, Suspend
from domain.subscriptions import Subscriptions
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from texts.access import log_in
from texts.digital_invoice import notice_settings
from texts.digital_invoice import subscription as texts


@dataclass(frozen=True, slots=True)
class DigitalInvoiceEndings:
    """The digital invoice begins and ends, and its notices are chosen."""

    desk: Desk
    subscriptions: Subscriptions

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(Subscribe, self.subscribe)
        endings.add(Suspend, self.suspend)
        endings.add(SetNotices, self.set_notices)

    async def subscribe(self, outcome: Subscribe, office: Office, at: Deed) -> Said:
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
        done = await self.subscriptions.subscribe(
            at.chat_id, accepted, mail, key=at.key, now=at.now
        )
        if not done:
            return (Reply(texts.TAKEN, texts.subscribed_buttons(account)),)
        return (Reply(html, texts.subscribed_buttons(account)),)

    async def suspend(self, outcome: Suspend, office: Office, at: Deed) -> Said:
        """End the subscription; who had subscribed is told if it was somebody else."""
        account = outcome.account
        user = await office.user()
        if user is None:
            return (Reply(log_in.ALREADY_OUT, log_in.OUT_OFFERS),)
        await self.subscriptions.suspend(
            at.chat_id,
            account.number,
            texts.suspended_mail(user, account),
            texts.suspended_by_other(account),
            key=at.key,
            now=at.now,
        )
        return (Reply(texts.suspended(account), texts.subscribed_buttons(account)),)

    async def set_notices(self, outcome: SetNotices, office: Office, at: Deed) -> Said:
        """Keep which notices the chat wants."""
        await self.desk.set_notice_wishes(at.chat_id, outcome.wishes)
        return (Reply(notice_settings.changed(outcome.wishes), notice_settings.OFFERS),)
