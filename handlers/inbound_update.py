"""What Telegram delivers, read: only what the customer itself said in its private chat is heard.

A raw update tells which chat's line it joins (`line_of`) before anything is parsed; one that
python-telegram-bot can't parse is passed over (`parsed`); of what it can, `read_update` tells who
said what. Business messages, service messages, the moves of a live location are nobody's words.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import MessageAttachmentType

from conversations.engine.inbound import ButtonPress, Inbound, TextMessage, Unsupported
from domain.plain_text import plain_text
from handlers.keyboards import MOST_BYTES, pressed_key

log = logging.getLogger(__name__)

WANTED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
"""The kinds of updates that something is done with: all that Telegram is asked for."""

_KINDS = {
    "sticker": "sticker",
    "animation": "sticker",  # Telegram gives an animation as a document too
    "photo": "photo",
    "live_photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "document": "document",
    "venue": "location",
    "location": "location",
}
"""What a message may carry, by its field, and as what it is answered."""

_OTHER_CONTENT = (
    *{kind.value for kind in MessageAttachmentType} - {"successful_payment"},
    *("checklist", "giveaway", "giveaway_winners"),
)
_ONLY_OF_CONTENT = (
    *("caption", "entities", "quote", "external_reply", "reply_to_story", "forward_origin"),
    *("media_group_id", "via_bot", "effect_id", "has_media_spoiler"),
)
"""What a service message never has: nobody can forward it, or write under it."""

_LONGEST = 4096
"""Letters of a message: Telegram lets nobody write more."""

_BESIDE_WORDS = frozenset({"date", "entities"})
"""Fields of a message that change nothing of its words."""

_LARGEST = 2**63 - 1
"""Ids are kept as integers of 64 bits; Telegram's own have 52 at most."""


@dataclass(frozen=True, slots=True)
class InboundUpdate:
    """Something that a chat sent, as the turn needs it.

    Attributes:
        message_id: the number of the person's own message, where it sent one.
        query: the press of a button, where it is one.
        album: names the album that the message is a part of; '' if it is of none.
    """

    chat_id: int
    update_id: int
    inbound: Inbound
    message_id: int | None = None
    query: CallbackQuery | None = None
    album: str = ""


@dataclass(frozen=True, slots=True)
class UnknownPress:
    """A press of what is no button of ours, or no longer; it waits for its toast all the same."""

    query_id: str


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """Something that a person wrote in a group, where nobody is attended to."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Membership:
    """The person has blocked the bot, or lets it write again."""

    chat_id: int
    blocked: bool


Heard = InboundUpdate | UnknownPress | GroupMessage | Membership


def number_of(raw: object) -> int | None:
    """The update's number (`update_id`); None where it has none."""
    return _number(raw, "update_id")


def line_of(raw: object) -> int | None:
    """The chat whose line a raw update joins; None where it joins none: nothing comes of it."""
    for kind in WANTED:
        content = _get(raw, kind)
        if content is None:
            continue
        if kind == Update.CALLBACK_QUERY:
            held = _get(_get(content, "message"), "chat")
            return _number(_get(content, "from") if held is None else held, "id")
        return _number(_get(content, "chat"), "id")
    return None


def heard(raw: object, bot: Bot) -> Heard | None:
    """What was said by whom; None where nobody said anything to the bot, or nobody can read it."""
    if plain := _plain_words(raw):
        return plain
    update = parsed(raw, bot)
    return None if update is None else read_update(update)


def _plain_words(raw: object) -> InboundUpdate | None:
    """What most updates are: words that a person wrote in its chat, and nothing with them.

    They are read as they came; for the library to read them would take as long as to answer.
    """
    match raw:
        case {
            "update_id": update_id,
            "message": {
                "message_id": message_id,
                "from": {"id": sender, "is_bot": False},
                "chat": {"id": chat_id, "type": Chat.PRIVATE},
                "text": str() as text,
                **more,
            },
            **others,
        } if not others and more.keys() <= _BESIDE_WORDS:
            ids = (update_id, message_id, sender, chat_id)
            if all(_is_number(one) for one in ids) and sender == chat_id:
                return InboundUpdate(chat_id, update_id, _words(text), message_id)
    return None


def parsed(raw: object, bot: Bot) -> Update | None:
    """The update as the library reads it; None, and a line in the log, where it can't."""
    try:
        if not isinstance(raw, dict):
            raise TypeError("an update is an object")
        return Update.de_json(raw, bot)
    except Exception as error:  # whatever the library trips over; its words may hold the content
        log.warning(
            "update %s can't be read and is passed over: %s",
            *("-" if number_of(raw) is None else number_of(raw), type(error).__name__),
        )
        return None


def read_update(update: Update) -> Heard | None:
    """What was said by whom; None where nobody said anything to the bot."""
    if not _is_number(update.update_id):
        return None
    if update.message:
        return _message(update.update_id, update.message)
    if update.edited_message:
        return _edited(update.update_id, update.edited_message)
    if update.callback_query:
        return _press(update.update_id, update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    return None


def _message(update_id: int, message: Message) -> InboundUpdate | GroupMessage | None:
    worded = bool(message.text or message.caption) and _is_number(message.message_id)
    if worded and _in_group(message.chat, message.from_user):
        return GroupMessage(message.chat.id, message.message_id)
    return _heard(update_id, message, _said(message))


def _edited(update_id: int, message: Message) -> InboundUpdate | None:
    """Words that were corrected; a live location moves by edits too, and a poll is answered."""
    if message.text is None and message.caption is None:
        return None
    return _heard(update_id, message, Unsupported("edited"))


def _heard(update_id: int, message: Message, said: Inbound | None) -> InboundUpdate | None:
    if said is None or not _in_private(message.chat, message.from_user):
        return None
    of_a_business = message.business_connection_id or message.sender_business_bot
    if of_a_business or not _is_number(message.message_id):
        return None
    album = message.media_group_id if isinstance(message.media_group_id, str) else ""
    return InboundUpdate(message.chat.id, update_id, said, message.message_id, album=album)


def _in_private(chat: Chat | None, sender: User | None) -> bool:
    """Whether a person speaks in its own chat with the bot."""
    if chat is None or sender is None:
        return False
    agree = _is_number(chat.id) and chat.id == sender.id
    return agree and chat.type == Chat.PRIVATE and not sender.is_bot


def _in_group(chat: Chat | None, sender: User | None) -> bool:
    """Whether a person speaks in a group."""
    if chat is None or sender is None:
        return False
    return _is_number(chat.id) and chat.type in (Chat.GROUP, Chat.SUPERGROUP) and not sender.is_bot


def _said(message: Message) -> Inbound | None:
    """What a message says; None for what nobody said: a service message, of whatever kind."""
    if message.text is not None:
        return _words(message.text)
    if (contact := message.contact) is not None:
        own = message.from_user is not None and contact.user_id == message.from_user.id
        return _words(contact.phone_number) if own else Unsupported("contact")
    for field, kind in _KINDS.items():
        if message[field]:
            return Unsupported(kind)
    return Unsupported("other") if _is_content(message) else None


def _words(written: object) -> Inbound:
    """What was written, folded; some messages hold only what nobody sees."""
    text = plain_text(written[:_LONGEST]) if isinstance(written, str) else ""
    return TextMessage(text) if text else Unsupported("blank")


def _is_content(message: Message) -> bool:
    """Whether somebody sent it, though it can't be read here.

    Of what the library doesn't know yet, a medium is told from news of the chat by its file.
    """
    if any(message[field] for field in (*_OTHER_CONTENT, *_ONLY_OF_CONTENT)):
        return True
    return any(_holds_file(value) for value in message.api_kwargs.values())


def _holds_file(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(_get(one, "file_id") is not None for one in value)
    return _get(value, "file_id") is not None


def _press(update_id: int, query: CallbackQuery) -> InboundUpdate | UnknownPress | None:
    if not isinstance(query.id, str):
        return None
    data, message = query.data, query.message
    key = pressed_key(data) if isinstance(data, str) and _may_be_ours(data) else None
    if key is None or message is None or not _in_private(message.chat, query.from_user):
        return UnknownPress(query.id)
    of_a_business = isinstance(message, Message) and message.business_connection_id
    if of_a_business or not _is_number(message.message_id):
        return UnknownPress(query.id)
    pressed = ButtonPress(key, message.message_id)
    return InboundUpdate(message.chat.id, update_id, pressed, query=query)


def _may_be_ours(data: str) -> bool:
    """Whether a button of ours can carry it; a program can send anything in a button's name."""
    return data.isprintable() and len(data.encode()) <= MOST_BYTES


def _membership(change: ChatMemberUpdated) -> Membership | None:
    member: ChatMember | None = change.new_chat_member
    if member is None or not _in_private(change.chat, change.from_user):
        return None
    return Membership(change.chat.id, member.status == ChatMember.BANNED)


def _get(raw: object, name: str) -> object:
    return raw.get(name) if isinstance(raw, Mapping) else None


def _number(raw: object, name: str) -> int | None:
    number = _get(raw, name)
    return number if _is_number(number) else None


def _is_number(value: object) -> TypeGuard[int]:
    """Whether it is an id that can be kept: Telegram promises numbers, but anything may come."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
