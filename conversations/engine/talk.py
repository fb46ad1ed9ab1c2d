"""The engine: a script is run again at each turn over the answers given so far.

    script ── ask(question) ──► the recorded answer, read again by its question
                             └► none yet: the run stops there, and that is what to ask now

A run changes nothing in the world, so it can be made at any time: after a restart, on another
machine, twice. An answer that its question reads no longer (a bill paid meanwhile, a day gone by)
is dropped with all that came after it, and asked for again; one that a script refuses is asked
for again with the rest kept.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NoReturn, Protocol, TypeVar, cast, overload

from domain.dialogues import Answers
from domain.messages import Buttons
from domain.outcomes import Outcome, Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that answers the question it stands under."""

    label: str
    value: str


Choices = tuple[tuple[Choice, ...], ...]

_AGAIN = "~"
PHONE = "phone"


def again(question: str) -> str:
    """The value of a choice that asks an earlier question again and keeps all other answers."""
    return _AGAIN + question


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a question: a text in Telegram's HTML and its choices, row by row."""

    html: str
    choices: Choices = ()
    links: Buttons = ()


class Pages(Sequence[Page]):
    """Pages that are made when they are looked at: of many, one is shown in a turn."""

    def __init__(self, count: int, make: Callable[[int], Page]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Page: ...

    @overload
    def __getitem__(self, index: slice) -> "tuple[Page, ...]": ...

    def __getitem__(self, index: int | slice) -> "Page | tuple[Page, ...]":
        """Make a page, or some."""
        numbers = range(self._count)[index]
        if isinstance(numbers, range):
            return tuple(self._make(number) for number in numbers)
        return self._make(numbers)


class Misread(Exception):
    """An answer that its question can't take; says, in HTML, what is wrong and what to do.

    `meant`: plainly an answer to this question all the same, so that it is no other wish.
    """

    def __init__(self, complaint: str, *, meant: bool = False) -> None:
        super().__init__(complaint)
        self.complaint = complaint
        self.meant = meant


class Declined(Exception):
    """A plain no to what was to be confirmed: the conversation is left, as by 'cancelar'."""


class Instead(Exception):
    """An answer that changes an earlier one: 'the 30th', said when asked to confirm the 24th."""

    def __init__(self, question: str, answer: str) -> None:
        super().__init__(question)
        self.question = question
        self.answer = answer


class Several(Exception):
    """An answer that holds those to later questions too: both codes in one message."""

    def __init__(self, *answers: tuple[str, str]) -> None:
        super().__init__(answers)
        self.answers = answers


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """Something to ask.

    Args:
        name: Unique in its script; in a loop it is numbered.
        pages: One, or several to leaf through when the choices are many.
        read: Turns what was answered, typed or pressed, into its value; raises `Misread`,
            `Declined`, `Instead` or `Several`.
        keep: How the value is written down, where the words themselves could change their
            meaning ('mañana').
        settled: The value, where only one is possible: the question answers itself.
        example: What helps after it was not understood twice.
        picture: A picture of `texts/pictures` shown with the question.
        contact: Label of the button that shares the phone number; only the question PHONE has it.
        open: It takes almost any words (a name): what is plainly a question or another wish is
            not taken for its answer.
        only_shown: Nothing depends on its answer (a list to look at): whatever is written next is
            not for this question, and nothing is lost by leaving it.
    """

    name: str
    pages: Sequence[Page]
    read: Callable[[str], T]
    keep: Callable[[T], str] | None = None
    settled: tuple[T, ...] = ()
    example: str = ""
    picture: str = ""
    contact: str = ""
    only_shown: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Asks:
    """The run stopped at a question.

    `answers` came before it; `later` were given before to what may be asked after it.
    `complaint` says why its recorded answer no longer serves.
    """

    question: Question[object]
    said: tuple[str, ...]
    answers: Answers
    later: Answers
    reports: tuple[Report, ...]
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    """The run came to its end, with what is to be done, if anything."""

    outcome: Outcome | None
    said: tuple[str, ...]
    reports: tuple[Report, ...]
    buttons: Buttons = ()


RunResult = Asks | Ends


class _Stop(Exception):
    def __init__(self, question: Question[object], complaint: str, *, for_good: bool) -> None:
        super().__init__(question.name)
        self.question = question
        self.complaint = complaint
        self.for_good = for_good


class Talk:
    """What a script holds of the conversation: it asks, says and reports."""

    def __init__(self, answers: Answers) -> None:
        self._given = dict(answers)
        self._asked: set[str] = set()
        self.used: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.reports: list[Report] = []
        self.next_steps: Buttons = ()

    def say(self, html: str) -> None:
        """Say something, in HTML, before the question that follows."""
        self.said.append(html)

    def offer(self, buttons: Buttons) -> None:
        """Offer the natural next steps under the last words of the conversation."""
        self.next_steps = buttons

    def report(self, event: Report) -> None:
        """Have something that happened recorded; a run made again does not record it twice."""
        self.reports.append(event)

    async def ask(self, question: Question[T]) -> T:
        """Return the answer to a question, or stop the run there."""
        if question.name in self._asked:
            raise ValueError(f"the question {question.name!r} is asked twice in one script")
        self._asked.add(question.name)
        if question.name not in self._given:
            if question.settled:
                return question.settled[0]
            self._stop(question)
        answer = self._given[question.name]
        try:
            value = question.read(answer)
        except Misread as misread:
            self._stop(question, misread.complaint, for_good=True)
        self.used.append((question.name, answer))
        self.said.clear()  # it was said when this question was put
        return value

    def refuse(self, question: Question[T], complaint: str) -> NoReturn:
        """Ask a question again whose answer could be read but can't serve; say why, in HTML."""
        self.used.remove((question.name, self._given[question.name]))
        self._stop(question, complaint)

    def _stop(
        self, question: Question[T], complaint: str = "", *, for_good: bool = False
    ) -> NoReturn:
        # A question of T serves where only its name, pages and reading of a str are used.
        raise _Stop(cast(Question[object], question), complaint, for_good=for_good)


class Script(Protocol):
    """A conversation, bound to its office and its moment."""

    def __call__(self, talk: Talk) -> Awaitable[Outcome | None]:
        """Run over the answers in `talk`."""


async def play(script: Script, answers: Answers) -> RunResult:
    """Run a script over the answers given so far."""
    talk = Talk(answers)
    try:
        outcome = await script(talk)
    except _Stop as stop:
        used = tuple(talk.used)
        kept = {name for name, _ in used} | {stop.question.name}
        later = () if stop.for_good else tuple(pair for pair in answers if pair[0] not in kept)
        said, reports = tuple(talk.said), tuple(talk.reports)
        return Asks(stop.question, said, used, later, reports, stop.complaint)
    return Ends(outcome, tuple(talk.said), tuple(talk.reports), talk.next_steps)


def answered(asks: Asks, text: str) -> Answers:
    """Add an answer to the question being asked, or take back the one to be given again.

    Raises:
        Misread: the question can't take it.
    """
    name = text.removeprefix(_AGAIN)
    if text.startswith(_AGAIN) and any(name == given for given, _ in asks.answers):
        return tuple(pair for pair in (*asks.answers, *asks.later) if pair[0] != name)
    question = asks.question
    try:
        value = question.read(text)
    except Instead as other:
        changed = {other.question: other.answer}
        return tuple((name, changed.get(name, given)) for name, given in asks.answers)
    except Several as several:
        return (*asks.answers, *several.answers)
    written = question.keep(value) if question.keep else text.strip()
    return (*asks.answers, (question.name, written), *asks.later)


def named_choice(question: Question[object], text: str) -> str:
    """The value of the choice whose label was typed instead of pressed, else the text itself."""
    wanted = _letters(text)
    for page in question.pages:
        for choice in (choice for row in page.choices for choice in row):
            if wanted and _letters(choice.label) == wanted:
                return choice.value
    return text


def _letters(label: str) -> str:
    return "".join(letter for letter in label.casefold() if letter.isalnum())


def taken_back(asks: Asks) -> Answers | None:
    """Go back to the question before this one; None if this is the first one asked."""
    return (*asks.answers[:-1], *asks.later) if asks.answers else None
