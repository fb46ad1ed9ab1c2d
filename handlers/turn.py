"""One turn of a conversation: plan it, then do and keep all of it together, or nothing.

    plan: read, change nothing ─► one transaction: what is to be recorded, the deed,
                                  the chat's row with the replies owed, the update taken

So a deed is done once however often its update comes, and a reply that was planned is owed until
it is delivered (`handlers.reply_delivery`). Should another replica have been first, all is undone.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from conversations.engine.inbound import ButtonPress, Inbound, TextMessage
from conversations.engine.replies import Answer, Control, Reply
from conversations.engine.script_runner import ScriptRunner
from conversations.engine.turn_planner import TurnPlanner
from conversations.engine.turn_result import TurnResult, finished
from domain.clock import Clock
from domain.dialogues import ChatLine, Dialogue, Dialogues, LastTurn, Saved
from domain.office import ChatView, Desk, Office, Taken
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
from handlers.endings.deed import Deed, NotNow, Said
from handlers.endings.registry import Endings
from handlers.inbound_update import InboundUpdate
from handlers.intent_recorder import IntentRecorder
from handlers.owed_replies import Document, OwedReplies, OwedReply, owed
from handlers.turn_log import TurnTaken
from texts.engine import dialogue as texts

WAYS_IN = (NewUser, LogIn, MailAccess, ResendConfirmation)

OfficeOf = Callable[[int, ChatView | None], Office]
"""What a chat may know: as it was read with its row, or read anew."""


class LostRace(Exception):
    """Somebody else changed the chat's row meanwhile: nothing was done."""


@dataclass(frozen=True, slots=True)
class TurnHandler:
    """Takes the turns of all chats; those of one chat are given to it one after the other."""

    dialogues: Dialogues
    desk: Desk
    endings: Endings
    office_of: OfficeOf
    intents: IntentRecorder
    clock: Clock

    async def take(
        self, line: ChatLine, update: InboundUpdate, taken: Sequence[int], turn: TurnTaken
    ) -> tuple[Saved, TurnResult]:
        """Take an update, together with others of the same album, to a saved row.

        Raises:
            LostRace: somebody else was first.
        """
        now = self.clock()
        office = self.office_of(update.chat_id, line.view)
        last = line.dialogue.last_turn
        if last and last.lost and _repeats_last(line.dialogue, update.inbound):
            turn.outcome = "repeated"
            unsaid = replace(
                line.dialogue,
                owed=last.lost,
                next_try_at=now,
                last_turn=replace(last, lost=""),
            )
            return await self._saved(unsaid, taken, now), TurnResult(unsaid)
        before = _as_it_was_seen(line.dialogue, update)
        seen = before or line.dialogue
        if before is None:
            turn.outcome = "repeated"
            step = TurnResult(line.dialogue)
        else:
            planner = TurnPlanner(office, now, update.update_id, self.intents.recognizer)
            step = await planner.take(before, update.inbound)
            turn.came_to(step)
        if before is None or not (step.reports or step.outcome):
            saved = await self._save(seen, step, step.replies, update, taken, now)
            return saved, step
        async with self.dialogues.together():
            if await self._record_all(step.reports, update, line.view, now):
                # What was recorded may change the step: the fifth wrong pair ends it.
                office = self.office_of(update.chat_id, None)
                planner = TurnPlanner(office, now, update.update_id, self.intents.recognizer)
                step = await planner.take(before, update.inbound)
            dialogue: Dialogue = step.dialogue
            ending: Said = ()
            if step.outcome:
                dialogue, ending = await self._finish(step, office, now)
                turn.ended(step, dialogue)
            ended = replace(step, dialogue=dialogue)
            said = (*step.replies, *ending)
            saved = await self._save(seen, ended, said, update, taken, now)
        return saved, step

    async def gather(self, line: ChatLine, taken: Sequence[int], messages: int) -> Saved:
        """Answer the messages that piled up with one sentence, and the question that is open.

        Raises:
            LostRace: somebody else was first.
        """
        now, chat_id = self.clock(), line.dialogue.chat_id
        office = self.office_of(chat_id, line.view)
        planner = TurnPlanner(office, now, taken[-1], self.intents.recognizer)
        step = await planner.again(line.dialogue, texts.too_many(messages))
        dialogue = replace(
            step.dialogue,
            owed=owed(step.replies).written(),
            next_try_at=now,
            last_turn=None,
            version=line.dialogue.version,
        )
        return await self._saved(dialogue, taken, now)

    async def pass_over(self, line: ChatLine, taken: Sequence[int]) -> Saved:
        """Take updates that nothing follows from.

        Raises:
            LostRace: somebody else was first.
        """
        return await self._saved(line.dialogue, taken, self.clock())

    async def give_up(self, line: ChatLine, taken: Sequence[int]) -> Saved:
        """Take an update that no turn could be made of: the person is told so.

        Raises:
            LostRace: somebody else was first.
        """
        now = self.clock()
        said = owed([Reply(texts.TROUBLE)]).written()
        return await self._saved(replace(line.dialogue, owed=said, next_try_at=now), taken, now)

    async def _record_all(
        self, reports: Sequence[Report], update: InboundUpdate, view: ChatView, now: datetime
    ) -> bool:
        """Record what happened; returns whether that may change what is to be answered."""
        key = f"{update.chat_id}:{update.update_id}"
        new = [
            await self._record(update.chat_id, report, view, f"{key}:{number}", now)
            for number, report in enumerate(reports)
        ]
        return any(new)

    async def _record(
        self, chat_id: int, report: Report, view: ChatView, key: str, now: datetime
    ) -> bool:
        match report:
            case WrongPair():
                return await self.desk.record_wrong_pair(chat_id, report, key=key, now=now)
            case AccountUsed(account):
                if not view.accounts or view.accounts[0].number != account:
                    await self.desk.touch_account(chat_id, account, now)
            case _:
                await self.intents.record(report, key, now)
        return False

    async def _finish(
        self, step: TurnResult, office: Office, now: datetime
    ) -> tuple[Dialogue, Said]:
        """Do the deed, and forget the thread; returns what is to be said of it."""
        dialogue, thread, outcome = step.dialogue, step.dialogue.thread, step.outcome
        assert thread is not None
        assert outcome is not None
        chat_id = dialogue.chat_id
        at = Deed(chat_id, f"{chat_id}:{thread.started}:{thread.script}", now)
        try:
            said = await self.endings.carry_out(outcome, office, at)
        except Taken:
            return _asked_again(await self._planner(chat_id, thread.started, now).again(dialogue))
        except NotNow as refused:
            unconfirmed = replace(dialogue, thread=replace(thread, answers=thread.answers[:-1]))
            planner = self._planner(chat_id, thread.started, now)
            return _asked_again(await planner.again(unconfirmed, refused.why))
        done = finished(dialogue)
        if isinstance(outcome, EraseMyData):  # what was interrupted holds its answers
            done = replace(done, set_aside=None)
        if not done.set_aside:
            return done, said
        runner = ScriptRunner(self.office_of(chat_id, None), now)  # as it is after the deed
        way_in = isinstance(outcome, WAYS_IN)
        return done, (*said, *await runner.still_paused(done, on_the_way_in=way_in))

    def _planner(self, chat_id: int, started: int, now: datetime) -> TurnPlanner:
        """A planner over the office as it is after a deed that was refused."""
        return TurnPlanner(self.office_of(chat_id, None), now, started)

    async def _save(
        self,
        before: Dialogue,
        step: TurnResult,
        said: Sequence[Reply | Document],
        update: InboundUpdate,
        taken: Sequence[int],
        now: datetime,
    ) -> Saved:
        pressed = update.inbound.message_id if isinstance(update.inbound, ButtonPress) else None
        removes = update.message_id if step.removes else None
        late = _is_earlier_than_late_reply(before, update)
        replies = OwedReplies(
            (*_lost_of_deed(before), *owed(said, pressed, removes).replies), late=late
        )
        last_turn = _last_turn(before, step, update.inbound)
        dialogue = replace(
            step.dialogue,
            album=update.album or before.album,
            owed=replies.written(),
            next_try_at=now if replies.replies else None,
            last_turn=last_turn if replies.replies else before.last_turn,
            version=before.version,
        )
        return await self._saved(dialogue, taken, now)

    async def _saved(self, dialogue: Dialogue, taken: Sequence[int], now: datetime) -> Saved:
        saved = await self.dialogues.save(dialogue, taken=taken, now=now, release=not dialogue.owed)
        if saved is None:
            raise LostRace
        return saved


def _repeats_last(dialogue: Dialogue, inbound: Inbound) -> bool:
    """Whether it says again what was said at the last turn, whose reply was late."""
    last = dialogue.last_turn
    return last is not None and last.said == _digest(inbound)


def _as_it_was_seen(dialogue: Dialogue, update: InboundUpdate) -> Dialogue | None:
    """The row with the question that the person had seen; None if the answer was taken already.

    While a reply is late the person sees the question before, and answers that one: by the same
    words again, most often.
    """
    last, inbound = dialogue.last_turn, update.inbound
    if not isinstance(inbound, TextMessage) or not _is_earlier_than_late_reply(dialogue, update):
        return dialogue
    assert last is not None
    if _repeats_last(dialogue, inbound):
        return None
    if last.deed or last.perhaps_seen or inbound.text.startswith("/"):
        return dialogue
    return dialogue.before(last)


def _lost_of_deed(dialogue: Dialogue) -> tuple[OwedReply, ...]:
    """What was perhaps never heard of something that was done, whatever the person says next."""
    last = dialogue.last_turn
    return OwedReplies.read(last.lost).replies if last and last.deed else ()


def _is_earlier_than_late_reply(dialogue: Dialogue, update: InboundUpdate) -> bool:
    """Whether it was written before a late reply came, so that the person had not seen that.

    Telegram numbers a chat's messages in their order.
    """
    number, newest = update.message_id, dialogue.message_id
    if dialogue.last_turn is None or number is None or newest is None:
        return False
    return number <= newest


def _last_turn(before: Dialogue, step: TurnResult, inbound: Inbound) -> LastTurn:
    """What is to be known of the turn while its replies are late.

    Nothing goes back behind a deed, so its answers are not kept: they may just have been erased.
    """
    if step.outcome is not None:
        return LastTurn(_digest(inbound), deed=True)
    return LastTurn(
        said=_digest(inbound),
        deed=False,
        thread=before.thread,
        asking=before.asking,
        view=before.view,
        misses=before.misses,
        set_aside=before.set_aside,
    )


def _digest(inbound: Inbound) -> str:
    match inbound:
        case TextMessage(text):
            words = " ".join(text.casefold().split())
        case _:
            words = repr(inbound)
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


def _asked_again(step: TurnResult) -> tuple[Dialogue, Said]:
    return step.dialogue, step.replies


def marks_chosen(update: InboundUpdate, step: TurnResult) -> bool:
    """Whether the pressed message is to show what was chosen, and lose its buttons."""
    answered = bool(step.replies or step.outcome)
    match update.inbound:
        case ButtonPress(Answer() | Control()):
            return answered
        case _:
            return False
