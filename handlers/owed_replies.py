"""The replies that a turn owes to its chat, as plain data: kept with the row until delivered."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from conversations.engine.replies import Keyboard, Reply
from handlers import keyboards
from handlers.printing import PrintOrder

log = logging.getLogger(__name__)

Markup = dict[str, Any] | None
"""Buttons as Telegram takes them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be sent, as an ending hands it over.

    Attributes:
        key: under which Telegram's file_id of it is kept: the same key is the same file.
        voucher: the number of the voucher that it carries, if any.
    """

    key: str
    file_name: str
    caption: str
    keyboard: Keyboard
    order: PrintOrder
    voucher: int | None = None


@dataclass(frozen=True, slots=True)
class OwedText:
    """A message in HTML; with a picture, its caption."""

    html: str
    markup: Markup = None
    picture: str = ""
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class OwedEdit:
    """Another page in place of the one whose button was pressed."""

    message_id: int
    html: str
    markup: Markup = None
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True)
class OwedDocument:
    """A file."""

    key: str
    file_name: str
    caption: str
    markup: Markup
    order: Annotated[PrintOrder, Field(discriminator="kind")]
    voucher: int | None = None
    kind: Literal["document"] = "document"


@dataclass(frozen=True, slots=True)
class OwedDeletion:
    """A message of the person's that must not stay in the chat: a password."""

    message_id: int
    kind: Literal["deletion"] = "deletion"


OwedReply = OwedText | OwedEdit | OwedDocument | OwedDeletion


@dataclass(frozen=True, slots=True)
class OwedReplies:
    """What is owed, in order, and how the first of it fared.

    Attributes:
        failures: how often the first one was tried in vain.
        perhaps_sent: how many of those tries may have arrived all the same.
        late: something of the turn did not go out at the first try.
    """

    replies: tuple[Annotated[OwedReply, Field(discriminator="kind")], ...]
    failures: int = 0
    perhaps_sent: int = 0
    late: bool = False

    def written(self) -> str:
        """As it is kept; '' if nothing is owed."""
        return _ADAPTER.dump_json(self).decode() if self.replies else ""

    @staticmethod
    def read(text: str) -> "OwedReplies":
        """What `written` gave; nothing, of what another version of the program wrote."""
        if not text:
            return OwedReplies(())
        try:
            return _ADAPTER.validate_json(text)
        except ValidationError as error:
            log.error("%d errors in what is owed to a chat: it is forgotten", error.error_count())
            return OwedReplies(())

    def first_delivered(self) -> "OwedReplies":
        """What is owed once the first one is delivered, or can't ever be."""
        return OwedReplies(self.replies[1:], late=self.late)


_ADAPTER = TypeAdapter(OwedReplies)


def owed(
    said: Iterable[Reply | Document], pressed: int | None = None, removes: int | None = None
) -> OwedReplies:
    """What a turn owes: its replies in order, one `in_place` in that of the `pressed` message.

    `removes` is a message of the person's to be taken away.
    """
    deletion = () if removes is None else (OwedDeletion(removes),)
    return OwedReplies((*deletion, *(_owed(one, pressed) for one in said)))


def _owed(one: Reply | Document, pressed: int | None) -> OwedReply:
    match one:
        case Document(key, file_name, caption, keyboard, order, voucher):
            markup = keyboards.written(keyboards.inline(keyboard))
            return OwedDocument(key, file_name, caption, markup, order, voucher)
        case Reply(in_place=True) if pressed is not None:
            return OwedEdit(pressed, one.html, keyboards.written(keyboards.inline(one.keyboard)))
        case _:
            return OwedText(one.html, keyboards.written(keyboards.under(one)), one.picture)
