"""A turn: an inbound message and the chat's row come to the replies and the new row.

Who hears a message first: cancel and back; then the question's own reader; then whoever answers
questions asked in passing; then the complaint that says what was wrong.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from conversations.engine import interruptions
from conversations.engine.catalogue import BY_COMMAND, BY_NAME
from conversations.engine.entry import Entry
from conversations.engine.inbound import (
    ButtonPress,
    Inbound,
    TextMessage,
    Unsupported,
    asks_what_is_meant,
    control_word,
    leaves,
    looks_secret,
)
from conversations.engine.replies import Answer, Control, PageTurn, Reply
from conversations.engine.script_runner import ScriptRunner
from conversations.engine.talk import (
    PHONE,
    Asks,
    Declined,
    Ends,
    Misread,
    RunResult,
    answered,
    named_choice,
    taken_back,
)
from conversations.engine.turn_result import MENU_KEY, TurnResult, cleared
from domain.dialogues import Answers, Dialogue, Thread
from domain.intents import (
    AnswerIntent,
    ControlIntent,
    FlowIntent,
    Intent,
    IntentRecognizer,
    NoIntents,
    SuggestionIntent,
    UnknownIntent,
)
from domain.messages import Begin
from domain.office import Office
from domain.outcomes import NotUnderstood, Understood
from texts.access import log_in
from texts.engine import dialogue as texts

LASTS = timedelta(days=1)
DOUBLE_TAP = timedelta(minutes=1)
"""So soon after the end of a conversation a press of its last button is a second tap."""
WAYS_IN = frozenset({"register", "recover", "cannot_enter"})
LONGEST_NAME_WORDS = 3
"""A courtesy or an insult of no more words may be a name ('Dulce'), where one is asked for."""


class TurnPlanner:
    """Takes one turn of one chat, at one moment, without changing anything."""

    def __init__(
        self,
        office: Office,
        now: datetime,
        update_id: int,
        recognizer: IntentRecognizer | None = None,
    ) -> None:
        self._office = office
        self._now = now
        self._update_id = update_id
        self._recognizer = recognizer or NoIntents()
        self._runner = ScriptRunner(office, now)

    async def take(self, dialogue: Dialogue, inbound: Inbound) -> TurnResult:
        """Plan what follows from an inbound message."""
        was_asking, was_in = dialogue.asking, dialogue.thread
        expired = bool(dialogue.thread or dialogue.set_aside) and self._is_old(dialogue)
        if expired:
            dialogue = replace(cleared(dialogue), set_aside=None)
        held, dialogue = dialogue.thread, _without_retired(dialogue)
        retired = held is not None and dialogue.thread is None
        match inbound:
            case _ if retired and not _begins_another(inbound):
                step = await self._begin(dialogue, BY_NAME["menu"])
            case TextMessage(text):
                step = await self._words(dialogue, text)
            case ButtonPress(key, message_id):
                step = await self._pressed(dialogue, key, message_id)
            case Unsupported(kind):
                step = await self.again(dialogue, texts.odd(kind))
            case _:
                assert_never(inbound)
        if was_asking == PHONE != step.dialogue.asking:
            noted = Reply(texts.NOTED, clears_keyboard=True)
            step = replace(step, replies=(noted, *step.replies))
        if not step.script and (thread := step.dialogue.thread or was_in):
            step = replace(step, script=thread.script)
        if retired:
            return step.preceded(texts.RETIRED)
        return step.preceded(texts.EXPIRED) if expired else step

    async def again(self, dialogue: Dialogue, *before: str) -> TurnResult:
        """Put the present question again; with none, say what was to be said, with the menu."""
        held, dialogue = dialogue.thread, _without_retired(dialogue)
        if held is not None and dialogue.thread is None:
            return (await self._begin(dialogue, BY_NAME["menu"])).preceded(texts.RETIRED)
        if dialogue.thread is None:
            if not before:
                return await self._begin(dialogue, BY_NAME["menu"])
            return TurnResult(dialogue, (Reply("\n\n".join(before), MENU_KEY),))
        return await self._runner.go_on(
            dialogue, dialogue.thread, before=before, again=bool(before)
        )

    def _just_over(self, dialogue: Dialogue) -> bool:
        at = dialogue.touched_at
        return dialogue.thread is None and at is not None and self._now - at <= DOUBLE_TAP

    def _is_old(self, dialogue: Dialogue) -> bool:
        return dialogue.touched_at is not None and self._now - dialogue.touched_at > LASTS

    async def _words(self, dialogue: Dialogue, text: str) -> TurnResult:
        if text.startswith("/"):
            return await self._command(dialogue, _command_in(text))
        word = control_word(text)
        if word:
            return await self._control(dialogue, word)
        if dialogue.thread is None and leaves(text):
            return await self._begin(dialogue, BY_NAME["log_out"])
        if dialogue.thread is None and looks_secret(text):
            return TurnResult(dialogue, (Reply(texts.MESSAGE_REMOVED, MENU_KEY),), removes=True)
        if dialogue.thread is None:
            return await self._asked(dialogue, text)
        return await self._answer(dialogue, dialogue.thread, text)

    async def _asked(self, dialogue: Dialogue, text: str) -> TurnResult:
        """Something written while nothing is going on."""
        meaning = self._recognizer.meaning(text)
        lost = asks_what_is_meant(text)
        match meaning:
            case AnswerIntent(brief=True) | SuggestionIntent() | UnknownIntent() if lost:
                return await self._begin(dialogue, BY_NAME["help"])
            case FlowIntent():
                return await self._wished(dialogue, meaning)
            case AnswerIntent():
                return TurnResult(
                    dialogue,
                    (interruptions.told(meaning, self._office.contact),),
                    reports=(Understood(meaning.label),),
                )
            case ControlIntent(word):
                return await self._control(dialogue, word)
            case SuggestionIntent(buttons):
                reply = Reply(texts.DID_YOU_MEAN, (*buttons, *interruptions.NONE_OF_THESE))
                return TurnResult(dialogue, (reply,), reports=(NotUnderstood(text),))
            case UnknownIntent(buttons):
                keys = (
                    (*buttons, *interruptions.NONE_OF_THESE)
                    if buttons
                    else interruptions.SUGGESTIONS
                )
                reply = Reply(texts.NOT_UNDERSTOOD, keys)
                return TurnResult(dialogue, (reply,), reports=(NotUnderstood(text),))
            case _:
                assert_never(meaning)

    async def _wished(self, dialogue: Dialogue, wish: FlowIntent) -> TurnResult:
        step = await self._begin(dialogue, BY_NAME[wish.script])
        return replace(step, reports=(*step.reports, Understood(wish.label)))

    async def _in_between(
        self, dialogue: Dialogue, thread: Thread, turn: Asks, meaning: Intent
    ) -> TurnResult | None:
        """A question or another intent in the middle of a conversation; None if it is neither."""
        match meaning:
            case AnswerIntent(label):
                aside = interruptions.told(meaning, self._office.contact)
                step = await self._runner.step(
                    dialogue, thread, turn, view=dialogue.view, again=True
                )
                replies = (aside, *step.replies)
                return replace(step, replies=replies, reports=(*step.reports, Understood(label)))
            case FlowIntent(script=script) if BY_NAME[script].passing:
                return await self._wished(dialogue, meaning)
            case FlowIntent(label, script, title) if script != thread.script:
                doing = BY_NAME[thread.script].words.doing
                if (
                    thread.script in WAYS_IN
                    and BY_NAME[script].needs_user
                    and await self._office.user() is None
                ):
                    later = replace(dialogue, set_aside=Thread(script, self._update_id))
                    before = (texts.first_this(doing, BY_NAME[script].words.doing),)
                    step = await self._runner.step(
                        later, thread, turn, before=before, view=dialogue.view, again=True
                    )
                    return replace(step, reports=(*step.reports, Understood(label)))
                keys = (
                    (Begin(title, script),),
                    (Control(texts.resume(doing), "resume"),),
                )
                reply = Reply(texts.leave_for(doing, title), keys)
                return TurnResult(dialogue, (reply,), reports=(Understood(label),))
            case ControlIntent(word):
                return await self._control(dialogue, word)
            case _:
                return None

    async def _command(self, dialogue: Dialogue, name: str) -> TurnResult:
        if name in {"cancelar", "cancel"}:
            return await self._control(dialogue, "cancel")
        if name in {"volver", "back"}:
            return await self._control(dialogue, "back")
        entry = _begun_by(name)
        if entry is None:
            return await self.again(dialogue, texts.UNKNOWN_COMMAND)
        return await self._begin(dialogue, entry)

    async def _pressed(
        self, dialogue: Dialogue, key: Answer | PageTurn | Control | Begin, message_id: int
    ) -> TurnResult:
        match key:
            case Begin(_, "answer" | "helped" as script, answers):
                return await self._aside(dialogue, script, dict(answers))
            case Begin(_, script, answers):
                if script not in BY_NAME:
                    return await self._stale(dialogue, message_id)
                return await self._begin(dialogue, BY_NAME[script], answers)
            case Control(_, "cancel" | "back") if self._just_over(dialogue):
                return TurnResult(dialogue, toast=texts.ALREADY_TAKEN)
            case Control(_, word):
                return await self._control(dialogue, word)
            case Answer(_, question, value):
                if dialogue.thread and question == dialogue.asking:
                    return await self._answer(dialogue, dialogue.thread, value)
                if dialogue.thread and (question, value) in dialogue.thread.answers:
                    return TurnResult(dialogue, toast=texts.ALREADY_TAKEN)
                if question == dialogue.asking and self._just_over(dialogue):
                    return TurnResult(dialogue, toast=texts.ALREADY_TAKEN)
                return await self._stale(dialogue, message_id)
            case PageTurn(_, question, view):
                if dialogue.thread and question == dialogue.asking:
                    return await self._turn_page(dialogue, dialogue.thread, view)
                return await self._stale(dialogue, message_id)
            case _:
                assert_never(key)

    async def _aside(self, dialogue: Dialogue, script: str, given: dict[str, str]) -> TurnResult:
        """A suggestion's button, or what was pressed under 'did this help?'."""
        label = given.get("label", "")
        if script == "helped":
            helped = given.get("yes") == "1"
            reply = interruptions.HELPED if helped else interruptions.DID_NOT_HELP
            return TurnResult(dialogue, (reply,), reports=(Understood(label, helped),))
        meaning = self._recognizer.told(label)
        if isinstance(meaning, AnswerIntent):
            return TurnResult(
                dialogue,
                (interruptions.told(meaning, self._office.contact),),
                reports=(Understood(label),),
            )
        return await self.again(dialogue, texts.STALE if dialogue.thread else texts.STALE_IDLE)

    async def _stale(self, dialogue: Dialogue, message_id: int) -> TurnResult:
        if dialogue.thread is None and message_id == dialogue.message_id:
            return TurnResult(dialogue, toast=texts.ALREADY_TAKEN)
        before = texts.STALE if dialogue.thread else texts.STALE_IDLE
        return replace(await self.again(dialogue, before), toast=texts.STALE_TOAST)

    async def _begin(self, dialogue: Dialogue, entry: Entry, answers: Answers = ()) -> TurnResult:
        return replace(await self._begun(dialogue, entry, answers), script=entry.name)

    async def _begun(self, dialogue: Dialogue, entry: Entry, answers: Answers) -> TurnResult:
        if entry.known and not answers:
            answers = await entry.known(self._office)
        thread = Thread(entry.name, self._update_id, answers)
        if entry.needs_user and await self._office.user() is None:
            html = log_in.needs_user(entry.words.doing)
            waiting = replace(cleared(dialogue), set_aside=thread, touched_at=self._now)
            return TurnResult(waiting, (Reply(html, log_in.OUT_OFFERS),))
        turn = await self._runner.play(thread)
        if entry.passing:
            return await self._in_passing(dialogue, entry, turn)
        before, aside = "", dialogue.set_aside
        if dialogue.thread and dialogue.thread.answers and dialogue.thread.script != entry.name:
            if not await self._runner.is_only_shown(dialogue.thread):
                aside = dialogue.thread
                before = texts.paused(BY_NAME[aside.script].words.doing)
        elif aside and aside.script == entry.name:
            aside = None
        return await self._runner.step(
            replace(dialogue, set_aside=aside), thread, turn, before=(before,)
        )

    async def _in_passing(self, dialogue: Dialogue, entry: Entry, turn: RunResult) -> TurnResult:
        assert isinstance(turn, Ends), f"{entry.name} asks, so it can't be told in passing"
        keyboard = turn.buttons
        waiting = dialogue.thread or dialogue.set_aside
        if (
            waiting
            and BY_NAME[waiting.script].words.doing
            and not await self._runner.is_only_shown(waiting)
        ):
            go_on = Control(texts.resume(BY_NAME[waiting.script].words.doing), "resume")
            return TurnResult(dialogue, (Reply("\n\n".join(turn.said), ((go_on,), *keyboard)),))
        return TurnResult(cleared(dialogue), (Reply("\n\n".join(turn.said), keyboard),))

    async def _control(self, dialogue: Dialogue, word: str) -> TurnResult:
        thread = dialogue.thread
        if word == "menu":
            return await self._begin(dialogue, BY_NAME["menu"])
        if word == "person":
            return await self._begin(dialogue, BY_NAME["contact"])
        if word == "resume" and thread is None and dialogue.set_aside:
            return await self._resume(replace(dialogue, set_aside=None), dialogue.set_aside)
        if word == "resume":
            return await self.again(dialogue, "" if thread else texts.NOTHING_PAUSED)
        if word == "drop":
            return TurnResult(replace(dialogue, set_aside=None), (Reply(texts.DROPPED, MENU_KEY),))
        if thread is None:
            return TurnResult(dialogue, (Reply(texts.NOTHING_TO_CANCEL, MENU_KEY),))
        if word == "back":
            return await self._back(dialogue, thread)
        over = replace(cleared(dialogue), touched_at=self._now)
        return await self._runner.over(over, (Reply(texts.CANCELLED, MENU_KEY),))

    async def _resume(self, dialogue: Dialogue, thread: Thread) -> TurnResult:
        entry = BY_NAME[thread.script]
        if entry.needs_user and await self._office.user() is None:
            return await self._begin(dialogue, entry, thread.answers)
        before = texts.resumed(BY_NAME[thread.script].words.doing)
        return await self._runner.go_on(dialogue, thread, before=(before,))

    async def _back(self, dialogue: Dialogue, thread: Thread) -> TurnResult:
        turn = await self._runner.play(thread)
        before = taken_back(turn) if isinstance(turn, Asks) else None
        if before is None:
            return await self.again(dialogue, texts.NOTHING_BEFORE)
        thread = replace(thread, answers=before)
        return await self._runner.go_on(dialogue, thread, again=True)

    async def _turn_page(self, dialogue: Dialogue, thread: Thread, view: int) -> TurnResult:
        step = await self._runner.go_on(dialogue, thread, view=view)
        return replace(step, replies=tuple(replace(one, in_place=True) for one in step.replies))

    async def _answer(self, dialogue: Dialogue, thread: Thread, text: str) -> TurnResult:
        turn = await self._runner.play(thread)
        if isinstance(turn, Ends) or turn.question.name != dialogue.asking:
            return await self._runner.step(dialogue, thread, turn)
        if turn.question.only_shown:
            return await self._words(cleared(dialogue), text)
        if turn.question.example and asks_what_is_meant(text):
            return self._runner.explained(dialogue, thread, turn)
        if turn.question.open and not named_choice(turn.question, text).startswith("~"):
            meaning = self._recognizer.meaning(text)
            courtesy = isinstance(meaning, AnswerIntent) and meaning.brief
            if not (courtesy and len(text.split()) <= LONGEST_NAME_WORDS) and (
                step := await self._in_between(dialogue, thread, turn, meaning)
            ):
                return step
        try:
            answers = answered(turn, named_choice(turn.question, text))
        except Declined:
            return await self._control(dialogue, "cancel")
        except Misread as misread:
            if not (misread.meant or asks_what_is_meant(text)):
                meaning = self._recognizer.meaning(text)
                if step := await self._in_between(dialogue, thread, turn, meaning):
                    return step
            return self._runner.missed(dialogue, thread, turn, misread.complaint)
        thread = replace(thread, answers=answers)
        return await self._runner.go_on(dialogue, thread)


def _command_in(text: str) -> str:
    """The command's name, in small letters and without the bot's; '' if it is no command."""
    words = text[1:].split() if text.startswith("/") else []
    return words[0].split("@")[0].casefold() if words else ""


def _begun_by(command: str) -> Entry | None:
    return BY_NAME["menu"] if command == "start" else BY_COMMAND.get(command)


def _begins_another(inbound: Inbound) -> bool:
    """Whether it begins a conversation by its command or button, whatever was going on."""
    match inbound:
        case TextMessage(text):
            return _begun_by(_command_in(text)) is not None
        case ButtonPress(Begin(_, script)):
            return script in BY_NAME
        case _:
            return False


def _without_retired(dialogue: Dialogue) -> Dialogue:
    """The row without the conversations that this release doesn't have any more."""
    if dialogue.set_aside and dialogue.set_aside.script not in BY_NAME:
        dialogue = replace(dialogue, set_aside=None)
    if dialogue.thread and dialogue.thread.script not in BY_NAME:
        dialogue = cleared(dialogue)
    return dialogue
