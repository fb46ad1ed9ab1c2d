"""What a turn comes to."""

from dataclasses import dataclass, replace

from conversations.engine.replies import Reply, preceded
from domain.dialogues import Dialogue
from domain.messages import Begin
from domain.outcomes import Outcome, Report
from texts.common.entry import MENU

MENU_KEY = ((Begin(MENU, "menu"),),)


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What a turn comes to: the row to be kept, then the replies, then the deed if it ended.

    `toast` answers a button's press, `removes` has the person's own message deleted. `script` names
    the conversation that the turn belonged to, '' if it belonged to none.
    """

    dialogue: Dialogue
    replies: tuple[Reply, ...] = ()
    outcome: Outcome | None = None
    reports: tuple[Report, ...] = ()
    toast: str = ""
    removes: bool = False
    script: str = ""

    def preceded(self, html: str) -> "TurnResult":
        """The step with something said before its replies."""
        if not self.replies:
            return replace(self, replies=(Reply(html, MENU_KEY),))
        return replace(self, replies=(preceded(self.replies[0], html), *self.replies[1:]))


def cleared(dialogue: Dialogue) -> Dialogue:
    """The row with no conversation going on."""
    return replace(dialogue, thread=None, asking="", view=0, misses=0)


def finished(dialogue: Dialogue) -> Dialogue:
    """The row once the deed is done: what was answered last stays known for a second tap."""
    answers = dialogue.thread.answers if dialogue.thread else ()
    return replace(cleared(dialogue), asking=answers[-1][0] if answers else "")
