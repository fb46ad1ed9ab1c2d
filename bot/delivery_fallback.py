"""What follows where a chat or an address can't be reached."""

from dataclasses import dataclass

from domain.clock import Clock
from domain.messages import Mail, Note
from domain.office import Desk
from domain.outbox import Owed
from outbox.mail_answers import Verdict
from storage import outbox
from storage.notices import announcements, planning
from storage.notices.awaited_mails import who_awaits
from storage.notices.refused_addresses import note_refusal
from texts.access import awaited_mail

LATE_AFTER = 7
"""Tries: some ten minutes, which a server that has everybody wait at first (greylisting) needs."""


@dataclass(frozen=True, slots=True)
class DeliveryFallback:
    """Told by the sender, and by the mailbox of returned mails, of each item. Safe to repeat."""

    desk: Desk
    clock: Clock

    async def chat_blocked(self, item: Owed) -> None:
        """The chat is told nothing more until it writes again; what it must know goes by mail."""
        if item.chat_id is not None:
            await self.desk.mark_blocked(item.chat_id, True, self.clock())
        await planning.fall_back_to_mail(item.key, self.clock())
        await announcements.fall_back_to_mail(item.key, self.clock())

    async def mail_refused(self, item: Owed, verdict: Verdict, reason: str) -> None:
        """Where the address is no more its digital invoice will end (`bot.jobs.refused_addresses`).

        Who waits for the mail in a chat is told, whatever the reason.
        """
        if not isinstance(item.content, Mail):
            return
        email = item.content.to
        if verdict is Verdict.ADDRESS_GONE:
            await note_refusal(email, reason, key=item.key, now=self.clock())
        if awaited := await who_awaits(item.key):
            match verdict:
                case Verdict.ADDRESS_GONE:
                    note = awaited_mail.no_such_address(email, awaited.script)
                case Verdict.MAILBOX_FULL:
                    note = awaited_mail.mailbox_full(email, awaited.script, retried=False)
                case _:
                    note = awaited_mail.not_taken(email, awaited.script)
            await self._tell(awaited.chat_id, note, f"undelivered:{item.key}")

    async def mail_delayed(self, item: Owed, verdict: Verdict, reason: str) -> None:
        """Who waits for the mail in a chat is told of a full mailbox, and of a long delay."""
        full = verdict is Verdict.MAILBOX_FULL
        if not isinstance(item.content, Mail) or not (full or item.attempts >= LATE_AFTER):
            return
        if awaited := await who_awaits(item.key):
            email = item.content.to
            if full:
                note = awaited_mail.mailbox_full(email, awaited.script, retried=True)
            else:
                note = awaited_mail.late(email, awaited.script)
            await self._tell(awaited.chat_id, note, f"delayed:{item.key}")

    async def _tell(self, chat_id: int, note: Note, key: str) -> None:
        await outbox.plan(note, key=key, now=self.clock(), chat_id=chat_id)
