"""What is said beside a conversation: answers to questions, suggestions, 'did this help?'."""

from conversations.replies import Keyboard, Reply
from domain.meaning import Told
from domain.messages import Begin
from texts import dialogue as texts
from texts import menu

_PERSON = (Begin(texts.PERSON, "contact"),)
_MENU = (Begin(menu.MENU, "menu"),)

NONE_OF_THESE: Keyboard = (_PERSON, _MENU)
SUGGESTIONS: Keyboard = (
    *((Begin(menu.LABELS[name], name),) for name in ("account_statement", "overdue_voucher")),
    _PERSON,
    _MENU,
)
HELPED = Reply(texts.GLAD_IT_HELPED, (_MENU,))
DID_NOT_HELP = Reply(texts.SORRY_IT_DID_NOT, (_PERSON, _MENU))


def told(meaning: Told) -> Reply:
    """An answer, its buttons, and the question whether it helped."""
    if meaning.brief:
        return Reply(meaning.html, meaning.buttons or (_MENU,))
    label = ("label", meaning.label)
    helped = (
        Begin(texts.IT_HELPED, "helped", (label, ("yes", "1"))),
        Begin(texts.IT_DID_NOT_HELP, "helped", (label, ("yes", "0"))),
    )
    return Reply(meaning.html, (*meaning.buttons, helped))
