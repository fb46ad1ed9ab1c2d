"""How a conversation goes on: its script is played, its question put, or its end reached."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from conversations.engine.catalogue import BY_NAME
from conversations.engine.replies import Control, Reply, put
from conversations.engine.talk import Asks, Ends, RunResult, play
from conversations.engine.turn_result import TurnResult, cleared
from domain.dialogues import Dialogue, Thread
from domain.messages import Begin
from domain.office import Office
from texts.engine import dialogue as texts

MISSES_BEFORE_EXAMPLE = 2
_PERSON_KEY = ((Begin(texts.PERSON, "contact"),),)


class ScriptRunner:
    """Plays conversations of one chat, at one moment, without changing anything."""

    def __init__(self, office: Office, now: datetime) -> None:
        self._office = office
        self._now = now

    async def play(self, thread: Thread) -> RunResult:
        """How far the conversation gets with the answers given."""
        script = BY_NAME[thread.script].script(self._office, self._now)
        return await play(script, thread.answers)

    async def go_on(
        self,
        dialogue: Dialogue,
        thread: Thread,
        *,
        before: Sequence[str] = (),
        view: int = 0,
        again: bool = False,
    ) -> TurnResult:
        """Play it and take the step that follows."""
        turn = await self.play(thread)
        return await self.step(dialogue, thread, turn, before=before, view=view, again=again)

    async def is_only_shown(self, thread: Thread) -> bool:
        """Whether it waits for nothing: a page that is looked at."""
        turn = await self.play(thread)
        return isinstance(turn, Asks) and turn.question.only_shown

    async def step(
        self,
        dialogue: Dialogue,
        thread: Thread,
        turn: RunResult,
        *,
        before: Sequence[str] = (),
        view: int = 0,
        again: bool = False,
    ) -> TurnResult:
        """What follows from a turn: its question is put, or the conversation is at its end.

        `again` leaves out what was said before the question already.
        """
        match turn:
            case Asks(question=question):
                asking = replace(
                    dialogue,
                    thread=replace(thread, answers=(*turn.answers, *turn.later)),
                    asking=question.name,
                    view=view,
                    misses=0,
                    touched_at=self._now,
                )
                put_now = replace(turn, said=()) if again else turn
                return TurnResult(asking, (put(put_now, view, *before),), reports=turn.reports)
            case Ends(outcome, said, reports, buttons):
                words = "\n\n".join(part for part in (*before, *said) if part)
                replies = (Reply(words, buttons),) if words else ()
                if outcome is None:
                    over = await self.over(cleared(dialogue), replies)
                    return replace(over, reports=reports)
                ended = replace(
                    dialogue, thread=thread, asking="", view=0, misses=0, touched_at=self._now
                )
                return TurnResult(ended, replies, outcome, reports)
            case _:
                assert_never(turn)

    async def over(self, dialogue: Dialogue, replies: tuple[Reply, ...]) -> TurnResult:
        """The conversation is over; the one it interrupted can be taken up again."""
        return TurnResult(dialogue, (*replies, *await self.still_paused(dialogue)))

    def explained(self, dialogue: Dialogue, thread: Thread, turn: Asks) -> TurnResult:
        """What the question wants, for who doesn't know."""
        reply = put(replace(turn, said=()), dialogue.view, turn.question.example)
        reply = replace(reply, keyboard=(*reply.keyboard, *_PERSON_KEY))
        asking = replace(dialogue, thread=thread, touched_at=self._now)
        return TurnResult(asking, (reply,), reports=turn.reports)

    def missed(self, dialogue: Dialogue, thread: Thread, turn: Asks, complaint: str) -> TurnResult:
        """The question again, with what was wrong; from the second miss on with an example."""
        misses = dialogue.misses + 1
        before = [complaint]
        person: tuple[tuple[Begin, ...], ...] = ()
        if misses >= MISSES_BEFORE_EXAMPLE:
            before += [turn.question.example, texts.STILL_NO_LUCK]
            person = _PERSON_KEY
        reply = put(replace(turn, said=()), dialogue.view, *before)
        reply = replace(reply, keyboard=(*reply.keyboard, *person))
        asking = replace(dialogue, thread=thread, misses=misses, touched_at=self._now)
        return TurnResult(asking, (reply,), reports=turn.reports)

    async def still_paused(
        self, dialogue: Dialogue, *, on_the_way_in: bool = False
    ) -> tuple[Reply, ...]:
        """The offer to take up the conversation that was interrupted, if that can be done.

        What needs a user is offered to somebody without one only `on_the_way_in`, for later.
        """
        aside = dialogue.set_aside
        if aside is None or aside.script not in BY_NAME:
            return ()
        doing = BY_NAME[aside.script].words.doing
        html = texts.still_paused(doing)
        if BY_NAME[aside.script].needs_user and await self._office.user() is None:
            if not on_the_way_in:
                return ()
            html = texts.paused_until_in(doing)
        keys = (Control(texts.resume(doing), "resume"), Control(texts.DROP, "drop"))
        return (Reply(html, tuple((key,) for key in keys)),)
