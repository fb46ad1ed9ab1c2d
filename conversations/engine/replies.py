"""What goes back to a chat in a turn, as plain values: a text and the buttons under it."""

from dataclasses import dataclass, replace

from conversations.engine.talk import Asks, Page
from domain.messages import Button
from texts.engine import dialogue as texts


@dataclass(frozen=True, slots=True)
class Answer:
    """A button that answers the question `question`."""

    label: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A button that turns to another page of a question."""

    label: str
    question: str
    view: int


@dataclass(frozen=True, slots=True)
class Control:
    """A button of the conversation itself: back, cancel, go on, resume, drop."""

    label: str
    word: str


Key = Answer | PageTurn | Control | Button
Keyboard = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A message of the bot, in HTML.

    `in_place` edits the message whose button was pressed; `contact` is the label of the button
    that shares the phone number (its keyboard lies under the field of writing, and the next
    reply with `clears_keyboard` takes it away).
    """

    html: str
    keyboard: Keyboard = ()
    picture: str = ""
    contact: str = ""
    in_place: bool = False
    clears_keyboard: bool = False


def put(asks: Asks, view: int = 0, *before: str) -> Reply:
    """Put a question, after what has to be said before it."""
    question = asks.question
    view = min(max(view, 0), len(question.pages) - 1)
    page = question.pages[view]
    said = [part for part in (*before, *asks.said, asks.complaint, page.html) if part]
    return Reply(
        "\n\n".join(said),
        keyboard=(
            *_choices(question.name, page),
            *_leaves(asks, view),
            *page.links,
            *_controls(asks),
        ),
        picture=question.picture,
        contact=question.contact,
    )


def _choices(name: str, page: Page) -> Keyboard:
    return tuple(
        tuple(Answer(choice.label, name, choice.value) for choice in row) for row in page.choices
    )


def _leaves(asks: Asks, view: int) -> Keyboard:
    name, count = asks.question.name, len(asks.question.pages)
    if count == 1:
        return ()
    before = (PageTurn(texts.PAGE_BEFORE, name, view - 1),) if view else ()
    after = (PageTurn(texts.PAGE_AFTER, name, view + 1),) if view + 1 < count else ()
    return ((*before, PageTurn(texts.page(view + 1, count), name, view), *after),)


def _controls(asks: Asks) -> Keyboard:
    if asks.question.only_shown:
        return ()
    back = (Control(texts.BACK, "back"),) if asks.answers else ()
    return ((*back, Control(texts.CANCEL, "cancel")),)


def preceded(reply: Reply, html: str) -> Reply:
    """The reply with something said before it."""
    return replace(reply, html=f"{html}\n\n{reply.html}")
