"""What is said beside a conversation: answers to questions, suggestions, 'did this help?'."""

from dataclasses import replace

from conversations.engine.replies import Keyboard, Reply
from domain.contact import Contact
from domain.intents import AnswerIntent
from domain.messages import Begin, Open
from texts.common.entry import MENU
from texts.engine import dialogue as texts
from texts.general import contact as contact_texts
from texts.invoices import account_statement, overdue_voucher

_PERSON = (Begin(texts.PERSON, "contact"),)
_MENU = (Begin(MENU, "menu"),)

NONE_OF_THESE: Keyboard = (_PERSON, _MENU)
SUGGESTIONS: Keyboard = (
    (Begin(account_statement.ENTRY.label, "account_statement"),),
    (Begin(overdue_voucher.ENTRY.label, "overdue_voucher"),),
    _PERSON,
    _MENU,
)
HELPED = Reply(texts.GLAD_IT_HELPED, (_MENU,))
DID_NOT_HELP = Reply(texts.SORRY_IT_DID_NOT, (_PERSON, _MENU))


def told(meaning: AnswerIntent, contact: Contact) -> Reply:
    """An answer, its buttons, and the question whether it helped.

    Where the utility has said how it is reached (`contact`), that takes the corpus' place.
    """
    meaning = _with_contact(meaning, contact)
    if meaning.brief:
        return Reply(meaning.html, meaning.buttons or (_MENU,))
    label = ("label", meaning.label)
    helped = (
        Begin(texts.IT_HELPED, "helped", (label, ("yes", "1"))),
        Begin(texts.IT_DID_NOT_HELP, "helped", (label, ("yes", "0"))),
    )
    return Reply(meaning.html, (*meaning.buttons, helped))


def _with_contact(meaning: AnswerIntent, contact: Contact) -> AnswerIntent:
    match meaning.label:
        case "contacto":
            known = bool(contact.offices or contact.whatsapp)
            html = contact_texts.all_ways(contact) if known else meaning.html
            return replace(meaning, html=html, buttons=contact_texts.ways_buttons(contact))
        case "facebook" if contact.community:
            join = (Open(contact_texts.COMMUNITY, contact.community),)
            return replace(meaning, html=contact_texts.COMMUNITY_NEWS, buttons=(join,))
        case _:
            return meaning
