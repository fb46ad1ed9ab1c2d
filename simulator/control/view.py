"""Chats and messages as tests and the web chat see them."""

import time
from typing import Any

from simulator.bot_api.entities import to_html
from simulator.bot_api.markup import Json
from simulator.world import Chat, StoredMessage, World

_KINDS = ("text", "document", "photo", "sticker", "voice", "contact", "location")


def message_view(stored: StoredMessage) -> Json:
    """One message: who, what, its HTML, its buttons, its file."""
    body = stored.body
    text: str = body.get("text") or body.get("caption") or ""
    entities: list[Json] = body.get("entities") or body.get("caption_entities") or []
    return {
        "id": stored.id,
        "date": body["date"],
        "at": stored.at,
        "edited": "edit_date" in body,
        "from_bot": stored.from_bot,
        "sender": body["from"]["first_name"],
        "kind": next((kind for kind in _KINDS if kind in body), "service"),
        "text": text,
        "entities": entities,
        "html": to_html(text, entities),
        "buttons": body.get("reply_markup", {}).get("inline_keyboard", []),
        "keyboard": stored.keyboard,
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
        "file": _file(body),
        "contact": body.get("contact"),
    }


def _file(body: Json) -> Json | None:
    for kind in ("document", "voice", "sticker"):
        if kind in body:
            return _file_view(body[kind])
    return _file_view(body["photo"][-1]) if "photo" in body else None


def _file_view(about: Json) -> Json:
    return {
        "file_id": about["file_id"],
        "name": about.get("file_name", ""),
        "mime": about.get("mime_type", ""),
        "size": about["file_size"],
        "url": f"/sim/files/{about['file_id']}",
    }


def chat_summary(chat: Chat) -> Json:
    """A chat in a list."""
    newest = next(reversed(chat.messages.values()), None)
    return {
        "id": chat.id,
        "name": _name(chat),
        "type": chat.about["type"],
        "blocked": chat.blocked,
        "has_bot": chat.has_bot,
        "members": list(chat.members),
        "bot_messages": chat.bot_messages,
        "answers": chat.answers,
        "last": _excerpt(newest),
        "last_id": newest.id if newest else 0,
    }


def _name(chat: Chat) -> str:
    about: dict[str, Any] = chat.about
    return str(about.get("title") or f"{about['first_name']} {about.get('last_name', '')}".strip())


def _excerpt(stored: StoredMessage | None) -> str:
    if stored is None:
        return ""
    seen = message_view(stored)
    return str(seen["text"][:80] or seen["kind"])


def chat_view(world: World, chat: Chat, after: int = 0) -> Json:
    """A chat with its messages after the given number."""
    acting = chat.action if time.monotonic() < chat.busy_until else ""
    return chat_summary(chat) | {
        "keyboard": chat.keyboard,
        "action": acting,
        "alerts": chat.alerts,
        "commands": commands_for(world, chat),
        "messages": [
            message_view(stored) for stored in chat.messages.values() if stored.id > after
        ],
    }


def commands_for(world: World, chat: Chat) -> list[Json]:
    """The commands that this chat's menu shows: by the customer's language, then for all."""
    language = chat.owner.get("language_code", "")
    wide = "all_private_chats" if chat.is_private else "all_group_chats"
    for place in (f"chat:{chat.id}", wide, "default"):
        for spoken in (language, ""):
            commands = world.bot.commands.get(f"{place}|{spoken}")
            if commands:
                return commands
    return []
