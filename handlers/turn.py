"""Each turn of a conversation: remember, then speak; deliver, then forget.

    load the row ─► take the turn ─► save the row ─► say the replies ─► do the deed, deliver it
                        ▲               │ somebody else was first                 │
                        └───────────────┘                        forget the thread ┘

Killed anywhere between, the update comes again: the row tells whether it was remembered and
whether its reply went out, and the turn goes on from there. A deed is done under its thread's
name, so doing it again does nothing; at most the one message in flight is repeated.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from telegram import Message
from telegram.error import Forbidden, TelegramError

from conversations.engine.inbound import ButtonPress
from conversations.engine.replies import Answer, Control, PageTurn, Reply
from conversations.engine.script_runner import ScriptRunner
from conversations.engine.turn_planner import TurnPlanner
from conversations.engine.turn_result import TurnResult, finished
from domain.clock import Clock
from domain.dialogues import Dialogue, Dialogues
from domain.office import Desk, Office, Taken
from domain.outcomes import (
    AccountUsed,
    EraseMyData,
    LogIn,
    MailAccess,
    NewUser,
    Report,
    ResendConfirmation,
    WrongPair,
)
from handlers.delivery import Delivery, Document
from handlers.endings.deed import Deed, NotNow
from handlers.endings.registry import Endings
from handlers.inbound_update import InboundUpdate
from handlers.intent_recorder import IntentRecorder
from handlers.turn_log import OnTurn, TurnTaken, nobody, told
from texts.engine import dialogue as texts

UPDATES_REMEMBERED = 20
RACES_LOST_AT_MOST = 10
WAYS_IN = (NewUser, LogIn, MailAccess, ResendConfirmation)
log = logging.getLogger(__name__)


class TurnHandler:
    """Takes the turns of all chats; those of one chat are given to it one after the other."""

    def __init__(
        self,
        dialogues: Dialogues,
        desk: Desk,
        endings: Endings,
        office_of: Callable[[int], Office],
        intents: IntentRecorder,
        delivery: Delivery,
        clock: Clock,
        on_turn: OnTurn = nobody,
    ) -> None:
        self._dialogues = dialogues
        self._desk = desk
        self._endings = endings
        self._office_of = office_of
        self._intents = intents
        self._delivery = delivery
        self._clock = clock
        self._on_turn = on_turn

    async def take(self, inbound: InboundUpdate) -> None:
        """Take a turn to its end; an update that comes again has its effects once."""
        with told(self._on_turn) as turn:
            await self._take(inbound, turn)

    async def _take(self, inbound: InboundUpdate, turn: TurnTaken) -> None:
        step = await self._remember(inbound)
        if step is None:
            turn.outcome = "repeated"
            return
        turn.came_to(step)
        pressed = inbound.query.message if inbound.query else None
        if inbound.query:
            await self._delivery.answer_press(inbound.query.id, step.toast)
        if not step.outcome:
            await self._tidy(inbound, step)
        dialogue = await self._speak(
            step.dialogue, step.replies, pressed if isinstance(pressed, Message) else None
        )
        if step.outcome:
            dialogue = await self._finish(dialogue, step)
            turn.ended(step, dialogue)
            await self._tidy(inbound, step)  # last, for it is the deed that the person waits for
        await self._dialogues.save(replace(dialogue, replied=True))

    async def _remember(self, inbound: InboundUpdate) -> TurnResult | None:
        """Take the step and save its row; None if the update was dealt with before."""
        for _ in range(RACES_LOST_AT_MOST):
            dialogue = await self._dialogues.load(inbound.chat_id)
            if inbound.update_id in dialogue.seen and dialogue.replied:
                return None
            step = await self._step(dialogue, inbound)
            seen = tuple(one for one in dialogue.seen if one != inbound.update_id)
            remembered = replace(
                step.dialogue,
                seen=(*seen, inbound.update_id)[-UPDATES_REMEMBERED:],
                replied=False,
                version=dialogue.version,
            )
            if saved := await self._dialogues.save(remembered):
                return replace(step, dialogue=saved)
        raise RuntimeError("the chat's row kept changing under this turn")

    async def _step(self, dialogue: Dialogue, inbound: InboundUpdate) -> TurnResult:
        office, now = self._office_of(inbound.chat_id), self._clock()
        turn = TurnPlanner(office, now, inbound.update_id, self._intents.recognizer)
        if inbound.update_id in dialogue.seen:
            # It was remembered, but its reply may not have gone out.
            if dialogue.thread is None:
                return await turn.take(dialogue, inbound.inbound)
            return await turn.again(dialogue)
        if dialogue.thread and not dialogue.asking:
            dialogue = await self._finish_interrupted(dialogue, turn)
        step = await turn.take(dialogue, inbound.inbound)
        key = f"{inbound.chat_id}:{inbound.update_id}"
        new = [
            await self._record(inbound.chat_id, report, f"{key}:{n}", now)
            for n, report in enumerate(step.reports)
        ]
        # What was recorded may change the step: the fifth wrong pair ends the conversation.
        return await turn.take(dialogue, inbound.inbound) if any(new) else step

    async def _record(self, chat_id: int, report: Report, key: str, now: datetime) -> bool:
        """Record what happened; returns whether that may change what is to be answered."""
        if isinstance(report, WrongPair):
            return await self._desk.record_wrong_pair(chat_id, report, key=key, now=now)
        if isinstance(report, AccountUsed):
            await self._desk.touch_account(chat_id, report.account, now)
            return False
        await self._intents.record(report, key, now)
        return False

    async def _finish_interrupted(self, dialogue: Dialogue, turn: TurnPlanner) -> Dialogue:
        """Do the deed of a conversation whose end was remembered but not delivered."""
        step = await turn.again(dialogue)
        if step.outcome is None:
            return step.dialogue
        try:
            return await self._finish(step.dialogue, step)
        except Exception:
            log.exception("the interrupted ending of a conversation failed; it is given up")
            await self._delivery.say(dialogue.chat_id, Reply(texts.TROUBLE))
            return finished(step.dialogue)

    async def _finish(self, dialogue: Dialogue, step: TurnResult) -> Dialogue:
        """Do the deed, deliver what is to be said of it, forget the thread."""
        thread, outcome = step.dialogue.thread, step.outcome
        assert thread is not None
        assert outcome is not None
        chat_id, now = dialogue.chat_id, self._clock()
        office = self._office_of(chat_id)
        at = Deed(chat_id, f"{chat_id}:{thread.started}:{thread.script}", now)
        try:
            said = await self._endings.carry_out(outcome, office, at)
        except Taken:
            again = await TurnPlanner(office, now, thread.started).again(dialogue)
            return await self._speak(again.dialogue, again.replies, None)
        except NotNow as refused:
            unconfirmed = replace(dialogue, thread=replace(thread, answers=thread.answers[:-1]))
            turn = TurnPlanner(office, now, thread.started)
            again = await turn.again(unconfirmed, refused.why)
            return await self._speak(again.dialogue, again.replies, None)
        done = finished(dialogue)
        if isinstance(outcome, EraseMyData):  # what was interrupted holds its answers
            done = replace(done, set_aside=None)
        on_the_way_in = isinstance(outcome, WAYS_IN)
        paused = await ScriptRunner(office, now).still_paused(done, on_the_way_in=on_the_way_in)
        return await self._speak(done, (*said, *paused), None)

    async def _speak(
        self, dialogue: Dialogue, said: tuple[Reply | Document, ...], pressed: Message | None
    ) -> Dialogue:
        message_id = dialogue.message_id
        for one in said:
            if isinstance(one, Document):
                message_id = await self._delivery.send(dialogue.chat_id, one)
            else:
                message_id = await self._delivery.say(dialogue.chat_id, one, pressed)
        return replace(dialogue, message_id=message_id)

    async def _tidy(self, inbound: InboundUpdate, step: TurnResult) -> None:
        """Take away what is not to be pressed or read again; its failure hurts nobody."""
        message = inbound.query.message if inbound.query else inbound.message
        if not isinstance(message, Message):
            return
        try:
            if step.removes:
                await self._delivery.delete(inbound.chat_id, message.message_id)
            match inbound.inbound:
                case ButtonPress(Answer() | Control()) if inbound.query and (
                    step.replies or step.outcome
                ):
                    await self._delivery.mark_chosen(message, inbound.query.data or "")
                case ButtonPress(PageTurn()):
                    pass
        except Forbidden:
            raise
        except TelegramError as error:
            log.info("an earlier message stays as it is: %s", error.message)
