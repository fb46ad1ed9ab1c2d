"""Does what a chat needs: first the replies owed to it, then its updates, in order, one a turn.

`work` is called for one chat at a time, whenever something may have to be done there. All its state
is in the database, so it may be called too often, by any replica, and after any end.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot, Message

from domain.clock import Clock
from domain.dialogues import ChatLine, Dialogue, Dialogues, Saved, WaitingUpdate
from domain.office import Desk
from domain.outbox import Nudge
from handlers.delivery import Delivery
from handlers.inbound_update import (
    GroupMessage,
    Heard,
    InboundUpdate,
    Membership,
    UnknownPress,
    heard,
)
from handlers.reply_delivery import Delivered, ReplyDelivery, left_by_another
from handlers.turn import LostRace, TurnHandler, marks_chosen
from handlers.turn_log import OnTurn, TurnTaken, nobody, told
from texts.engine import dialogue as texts

BACKLOG = 20
"""More updates than these that wait in one chat are answered together."""
TRIES = 3
"""Turns of one update that fail before the person is told, where the database answers."""
HELD_ELSEWHERE = 0.2
"""Seconds after which to look again at a chat that another replica holds."""
log = logging.getLogger(__name__)

During = Callable[[int, int], AbstractContextManager[object]]
"""Marks what is logged meanwhile with an update's number and its chat."""


def unmarked(update_id: int, chat_id: int) -> AbstractContextManager[object]:
    """Mark nothing."""
    return nullcontext()


async def nothing() -> None:
    """Nobody has to know that an update was taken."""


@dataclass
class ChatHandler:
    """Works on chats, each on its own.

    Attributes:
        answers: whether the database answers: else a turn that fails is tried until it does.
        nudge: told after a deed, which may have planned mails and notes.
        on_turn: told of each turn; on_update: after each update that was taken.
    """

    bot: Bot
    dialogues: Dialogues
    turns: TurnHandler
    replies: ReplyDelivery
    delivery: Delivery
    desk: Desk
    clock: Clock
    answers: Callable[[], Awaitable[bool]]
    nudge: Nudge
    on_turn: OnTurn = nobody
    on_update: Callable[[], Awaitable[None]] = nothing
    during: During = unmarked
    _failures: dict[int, int] = field(default_factory=dict)
    _left: dict[int, int] = field(default_factory=dict)  # versions of rows whose replies wait here

    async def work(self, chat_id: int) -> float | None:
        """Do all there is to do; returns after how many seconds to look again, if at all.

        Raises:
            Exception: what a turn raised: it is tried again at the next call.
        """
        while True:
            line = await self.dialogues.claim(chat_id)
            if line is None:
                return HELD_ELSEWHERE
            dialogue, waiting = line.dialogue, len(line.waiting)
            if not dialogue.owed:
                if not line.waiting:
                    await self.dialogues.release(chat_id)
                    return None
                if (done := await self._take_next(line)) is None:
                    continue
                dialogue, waiting = done.dialogue, done.waiting
            elif wait := self._still_waits(dialogue):
                await self.dialogues.release(chat_id)
                return wait
            else:
                if self._left.get(chat_id) != dialogue.version:
                    dialogue = left_by_another(dialogue)
                with self.during(0, chat_id):
                    delivered = await self.replies.deliver(dialogue)
                if delivered is None:
                    continue
                dialogue, waiting = delivered.dialogue, delivered.waiting
            if dialogue.owed:
                self._left[chat_id] = dialogue.version
                return self._still_waits(dialogue) or 0.0
            self._left.pop(chat_id, None)
            if not waiting:
                return None

    def in_no_line(self, raw: object) -> None:
        """Deal at once with what joins no chat's line; what fails here is not tried again."""
        match self._heard(raw):
            case GroupMessage(chat_id, message_id):
                self.delivery.reply_in_group(chat_id, message_id)
            case UnknownPress(query_id):
                self.delivery.answer_press(query_id, texts.STALE_TOAST)
            case _:
                return

    async def _take_next(self, line: ChatLine) -> Saved | None:
        """Take what waits first, and deliver what follows; None if another replica was first."""
        first = line.waiting[0].update_id
        try:
            with self.during(first, line.dialogue.chat_id):
                taken = await self._take(line)
            await self.on_update()
        except LostRace:
            return None
        except Exception as error:
            failures = self._failures[first] = self._failures.get(first, 0) + 1
            if failures < TRIES or not await self.answers():
                raise
            log.error("update %d is given up", first, exc_info=error)
            try:
                given_up = await self.turns.give_up(line, [first])
            except LostRace:
                return None
            taken = await self._deliver(given_up)
        self._failures.pop(first, None)
        return taken

    async def _take(self, line: ChatLine) -> Saved | None:
        if len(line.waiting) > BACKLOG and (taken := await self._take_backlog(line)):
            return taken
        waiting = line.waiting[0]
        match self._heard(_loaded(waiting)):
            case InboundUpdate() as update:
                return await self._turn(line, update)
            case heard:
                await self._apply(heard)
                return await self.turns.pass_over(line, [waiting.update_id])

    async def _turn(self, line: ChatLine, update: InboundUpdate) -> Saved | None:
        taken = [update.update_id]
        if update.album:
            if update.album == line.dialogue.album:  # its first message was answered
                return await self.turns.pass_over(line, taken)
            taken += self._of_album(line.waiting[1:], update.album)
        with told(self.on_turn) as turn:
            saved, step = await self.turns.take(line, update, taken, turn)
            if step.outcome:
                self.nudge()
            if query := update.query:
                self.delivery.answer_press(query.id, step.toast)
                if marks_chosen(update, step) and isinstance(query.message, Message):
                    self.delivery.mark_chosen(query.message, query.data or "")
            return await self._deliver(saved, turn)

    async def _take_backlog(self, line: ChatLine) -> Saved | None:
        """Answer a backlog with one sentence, or take first what nobody said; None if it is none.

        Raises:
            LostRace: somebody else was first.
        """
        heard = {one.update_id: self._heard(_loaded(one)) for one in line.waiting}
        said = {n: one for n, one in heard.items() if isinstance(one, InboundUpdate)}
        messages = len({one.album or n for n, one in said.items()})
        together = messages > BACKLOG
        taken = [n for n in heard if together or n not in said]
        for number in taken:
            await self._apply(heard[number])
        if not together:
            return await self.turns.pass_over(line, taken) if taken else None
        log.info("%d messages of one chat are answered together", messages)
        saved = await self.turns.gather(line, taken, messages)
        if (delivered := await self._deliver(saved)) is None:
            raise LostRace
        return delivered

    async def _deliver(self, saved: Saved, turn: TurnTaken | None = None) -> Saved | None:
        if not saved.dialogue.owed:
            return saved
        delivered: Delivered | None = await self.replies.deliver(saved.dialogue)
        if delivered is None:
            return None
        if delivered.blocked and turn:
            turn.outcome = "blocked"
        return Saved(delivered.dialogue, delivered.waiting)

    async def _apply(self, heard: Heard | None) -> None:
        """What follows from an update without a turn."""
        match heard:
            case Membership(chat_id, blocked):
                await self.desk.mark_blocked(chat_id, blocked, self.clock())
            case UnknownPress(query_id):
                self.delivery.answer_press(query_id, texts.STALE_TOAST)
            case InboundUpdate(query=query) if query:
                self.delivery.answer_press(query.id)
            case _:
                return

    def _heard(self, raw: object) -> Heard | None:
        return heard(raw, self.bot)

    def _of_album(self, waiting: tuple[WaitingUpdate, ...], album: str) -> list[int]:
        heard = ((one.update_id, self._heard(_loaded(one))) for one in waiting)
        return [n for n, one in heard if isinstance(one, InboundUpdate) and one.album == album]

    def _still_waits(self, dialogue: Dialogue) -> float:
        """Seconds until what is owed may be tried; 0 if it may be."""
        if dialogue.next_try_at is None:
            return 0.0
        return max(0.0, (dialogue.next_try_at - self.clock()) / timedelta(seconds=1))


def _loaded(waiting: WaitingUpdate) -> object:
    return json.loads(waiting.content)
