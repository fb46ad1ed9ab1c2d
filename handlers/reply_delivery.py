"""Delivers what a chat is owed, in order: nothing newer goes out before it.

- What was surely not sent is tried again with growing waits, until it is taken.
- What was perhaps sent is sent once more at most, and only once Telegram answers again: a probe of
  the same method, which sends nothing, tells.
- A flood wait is obeyed, in this chat alone.
- What Telegram refuses is given up after three tries, and the person is told.
- A chat that blocked the bot is owed nothing.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from conversations.engine.replies import Reply
from domain.clock import Clock
from domain.dialogues import Dialogue, Dialogues
from domain.office import Desk
from domain.retry import growing_wait
from domain.sent_vouchers import SentVouchers
from handlers.delivery import Delivery, Undelivered
from handlers.owed_replies import OwedDeletion, OwedDocument, OwedReplies, OwedReply, owed
from handlers.send_failures import Failure
from texts.engine import dialogue as texts

FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0
"""Seconds between tries: a person waits, so even after a long outage the next one is soon."""
REFUSALS = 3
"""Tries after which what Telegram refuses is given up."""
PERHAPS_AT_MOST = 2
"""Tries of one reply that may have arrived."""
_TROUBLE = owed([Reply(texts.TROUBLE)]).replies
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The row after a delivery; `waiting` updates are in the chat's line."""

    dialogue: Dialogue
    waiting: int
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class ReplyDelivery:
    """Delivers what chats are owed."""

    dialogues: Dialogues
    delivery: Delivery
    desk: Desk
    vouchers: SentVouchers
    clock: Clock

    async def deliver(self, dialogue: Dialogue) -> Delivered | None:
        """Deliver until nothing is owed or a try fails, and give the chat up.

        None if the row changed meanwhile: what was sent may be sent again.
        """
        pending, blocked = OwedReplies.read(dialogue.owed), False
        while pending.replies:
            first = pending.replies[0]
            try:
                message_id = await self._send(dialogue.chat_id, first, pending)
            except Undelivered as error:
                blocked = error.failure.kind is Failure.BLOCKED
                dialogue, pending = self._after_failure(dialogue, pending, error)
                if blocked:
                    await self.desk.mark_blocked(dialogue.chat_id, True, self.clock())
                break
            if isinstance(first, OwedDocument) and first.voucher and message_id:
                now = self.clock()
                await self.vouchers.sent(dialogue.chat_id, first.voucher, message_id, now)
            dialogue = replace(dialogue, message_id=message_id or dialogue.message_id)
            pending = pending.first_delivered()
            if pending.replies:
                dialogue = replace(dialogue, owed=pending.written())
                saved = await self.dialogues.save(dialogue, now=self.clock())
                if saved is None:
                    return None
                dialogue = saved.dialogue
        return await self._save(dialogue, pending, blocked=blocked)

    async def _save(
        self, dialogue: Dialogue, pending: OwedReplies, *, blocked: bool
    ) -> Delivered | None:
        if not pending.replies:
            # In time, it was seen before anything else was written.
            last_turn = dialogue.last_turn if pending.late else None
            dialogue = replace(dialogue, next_try_at=None, last_turn=last_turn)
        dialogue = replace(dialogue, owed=pending.written())
        saved = await self.dialogues.save(dialogue, now=self.clock(), release=True)
        return None if saved is None else Delivered(saved.dialogue, saved.waiting, blocked)

    async def _send(self, chat_id: int, first: OwedReply, pending: OwedReplies) -> int | None:
        if pending.perhaps_sent:
            await self.delivery.probe(chat_id, first)
        return await self.delivery.send(chat_id, first)

    def _after_failure(
        self, dialogue: Dialogue, pending: OwedReplies, error: Undelivered
    ) -> tuple[Dialogue, OwedReplies]:
        """The row and what is owed after a try that failed."""
        failures = pending.failures + 1
        wait = growing_wait(failures, FIRST_WAIT, LONGEST_WAIT)
        match error.failure.kind:
            case Failure.BLOCKED:
                log.info("a chat has blocked the bot")
                return dialogue, OwedReplies(())
            case Failure.TOLD_TO_WAIT:
                wait = error.failure.wait
                after = replace(pending, late=True)
            case Failure.NOT_SENT:
                after = replace(pending, failures=failures, late=True)
            case Failure.PERHAPS_SENT:
                perhaps = pending.perhaps_sent + 1
                if last := dialogue.last_turn:
                    dialogue = replace(dialogue, last_turn=replace(last, perhaps_seen=True))
                after = replace(pending, failures=failures, perhaps_sent=perhaps, late=True)
                if perhaps >= PERHAPS_AT_MOST:
                    log.warning("a reply may have been lost: it was sent twice, unanswered")
                    dialogue = _perhaps_lost(dialogue, after.replies[0])
                    after = after.first_delivered()
                    wait = 0.0
            case Failure.REFUSED:
                after = replace(pending, failures=failures, late=True)
                if failures >= REFUSALS:
                    return self._given_up(dialogue, after, error)
        kind = error.failure.kind.name
        log.warning("a reply is tried again in %.1f s: %s: %s", wait, error.method, kind)
        return replace(dialogue, next_try_at=self.clock() + timedelta(seconds=wait)), after

    def _given_up(
        self, dialogue: Dialogue, pending: OwedReplies, error: Undelivered
    ) -> tuple[Dialogue, OwedReplies]:
        """The person is told of trouble, and the question seen last is open again."""
        log.error("a reply is given up: Telegram refuses it: %s", error.method)
        rest = pending.first_delivered()
        first, last = pending.replies[0], dialogue.last_turn
        if not isinstance(first, OwedDeletion) and first not in _TROUBLE:
            rest = replace(rest, replies=(*_TROUBLE, *rest.replies))
        if last and not last.deed:
            dialogue = dialogue.before(last)
        return replace(dialogue, next_try_at=self.clock()), rest


def left_by_another(dialogue: Dialogue) -> Dialogue:
    """The row with replies of a process that ended: it may just have sent the first of them."""
    pending = replace(OwedReplies.read(dialogue.owed), late=True)
    last = dialogue.last_turn and replace(dialogue.last_turn, perhaps_seen=True)
    return replace(dialogue, owed=pending.written(), last_turn=last)


def _perhaps_lost(dialogue: Dialogue, reply: OwedReply) -> Dialogue:
    """Keep what may never have come, for the case that the person says the same again."""
    if (last := dialogue.last_turn) is None:
        return dialogue
    lost = OwedReplies((*OwedReplies.read(last.lost).replies, reply), late=True)
    return replace(dialogue, last_turn=replace(last, lost=lost.written()))
