"""What is done about mails that come back, read from their mailbox by the leader.

The ledger counts the mail as failed. What else follows, `bot.delivery_fallback` knows.
"""

import asyncio
import logging
from dataclasses import dataclass, field

from bot.jobs.periodic import run_periodically
from domain.clock import Clock
from domain.messages import Mail
from domain.outbox import Outbox
from outbox.delivery_reports import Returned, read_returned
from outbox.mail_names import MailNames
from outbox.returned import AT_ONCE, Letter, MailboxAway, ReturnedMailbox
from outbox.sender import MailHook

EVERY = 300.0  # seconds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReturnedMailJob:
    """Deals with each returned mail once; what else is in the mailbox is left there, unread."""

    mailbox: ReturnedMailbox
    outbox: Outbox
    names: MailNames
    on_refused: MailHook
    clock: Clock
    _others: set[str] = field(default_factory=set)

    async def run(self, over: asyncio.Event, every: float = EVERY) -> None:
        """Look into the mailbox every so many seconds until `over`."""
        await run_periodically(self.run_once, "returned mails", over, every)

    async def run_once(self) -> bool:
        """Deal with the letters that are there; returns whether there may be more."""
        try:
            letters = await self.mailbox.unread(tuple(self._others))
            done = [letter for letter in letters if await self._deal_with(letter)]
            await self.mailbox.mark_read(done)
        except MailboxAway as error:
            log.warning("the mailbox of returned mails can't be read: %s", error)
            return False
        self._others.update(letter.uid for letter in letters if letter not in done)
        return len(letters) == AT_ONCE

    async def _deal_with(self, letter: Letter) -> bool:
        """Whether the letter was a returned mail, of ours; then it is written down."""
        try:
            returned = read_returned(letter.message)
        except Exception:  # a letter can be written in any way, and one must not stop the others
            log.exception("a letter can't be read; it is left unread")
            return False
        return returned is not None and await self._write_down(returned)

    async def _write_down(self, returned: Returned) -> bool:
        ours = False
        reason = returned.reason
        for number, name in returned.names.items():
            item = await self.outbox.delivered_mail(number)
            if item is None or self.names.of(item) != name:
                continue
            ours = True
            assert isinstance(item.content, Mail)  # by `delivered_mail`
            verdict = returned.verdict(item.content.to)
            await self.on_refused(item, verdict, reason)
            await self.outbox.came_back(item.id, self.clock(), reason)
            log.warning("item %d of the outbox came back (%s): %s", item.id, verdict, reason)
        return ours
