"""What is told of each turn: a line in the log, and to who counts them. Never what was said."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from telegram.error import Forbidden

from conversations.engine.turn_result import TurnResult
from domain.dialogues import Dialogue
from domain.outcomes import NotUnderstood, Understood

log = logging.getLogger(__name__)


@dataclass(slots=True)
class TurnTaken:
    """A turn as it is told: which conversation, what it came to, and how long it took.

    Attributes:
        script: the conversation's name, 'faq' for a question beside any, '' if there was none.
        outcome: the deed that was done (`issue_voucher`); or what happened instead: `asked` a
            question, `misread` an answer, `told` something, `not_understood`, `refused` the deed,
            `repeated` an update, `blocked` by the person, `failed`.
        seconds: from its beginning to its last message.
    """

    script: str = ""
    outcome: str = "failed"
    seconds: float = 0.0

    def came_to(self, step: TurnResult) -> None:
        """Note what the turn came to, before its deed is done."""
        self.script = step.script or ("faq" if _asks_the_faq(step) else "")
        self.outcome = _outcome(step)

    def ended(self, step: TurnResult, dialogue: Dialogue) -> None:
        """Note how the deed went: if its conversation goes on, it was refused."""
        self.outcome = _outcome(step) if dialogue.thread is None else "refused"


OnTurn = Callable[[TurnTaken], None]


def nobody(turn: TurnTaken) -> None:
    """Tell nobody."""


@contextmanager
def told(on_turn: OnTurn) -> Iterator[TurnTaken]:
    """Time a turn and tell of it, however it ends."""
    turn, begun = TurnTaken(), perf_counter()
    try:
        yield turn
    except Forbidden:
        turn.outcome = "blocked"
        raise
    except BaseException:
        turn.outcome = "failed"
        raise
    finally:
        turn.seconds = perf_counter() - begun
        milliseconds = round(turn.seconds * 1000)
        log.info(
            "turn of %s: %s in %d ms",
            *(turn.script or "none", turn.outcome, milliseconds),
            extra={
                "script": turn.script,
                "outcome": turn.outcome,
                "milliseconds": milliseconds,
            },
        )
        on_turn(turn)


def _outcome(step: TurnResult) -> str:
    if step.outcome is not None:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(step.outcome).__name__).lower()
    if any(isinstance(report, NotUnderstood) for report in step.reports):
        return "not_understood"
    if step.dialogue.thread is None:
        return "told"
    return "misread" if step.dialogue.misses else "asked"


def _asks_the_faq(step: TurnResult) -> bool:
    """Whether the step answers a question put beside any conversation."""
    return any(isinstance(report, Understood | NotUnderstood) for report in step.reports)
