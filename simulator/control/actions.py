"""What people do: write, press, send things, edit, block. Each deed becomes the bot's updates."""

import itertools
import secrets

from simulator.bot_api.entities import detect
from simulator.bot_api.markup import Json
from simulator.bot_api.media import document, photo
from simulator.world import Callback, Chat, StoredMessage, World

_PIECE = 4096
_callback_numbers = itertools.count(secrets.randbelow(10**15))


class CannotDo(Exception):
    """What was asked can't be done by a person in this chat; says why."""


def new_customer(
    world: World,
    name: str = "Ana Pérez",
    language: str = "es",
    user_id: int | None = None,
    username: str | None = None,
) -> Chat:
    """A person who has a phone and has found the bot; its chat is empty."""
    number = user_id if user_id is not None else _free_id(world)
    if number in world.chats:
        raise CannotDo(f"customer {number} exists already")
    first, _, last = name.strip().partition(" ")
    person: Json = {"id": number, "is_bot": False, "first_name": first or "Sin nombre"}
    if last:
        person["last_name"] = last
    if username:
        person["username"] = username
    about = {key: value for key, value in person.items() if key != "is_bot"}
    chat = Chat(
        about=about | {"type": "private"}, members={number: person | {"language_code": language}}
    )
    world.chats[number] = chat
    world.tell("chat", chat)
    return chat


def _free_id(world: World) -> int:
    while (number := 10**8 + secrets.randbelow(9 * 10**8)) in world.chats:
        pass
    return number


def new_group(world: World, title: str, member_ids: list[int]) -> Chat:
    """A group of customers to which the bot is added."""
    members = {number: _person(world, number) for number in member_ids}
    if not members:
        raise CannotDo("a group needs a member")
    number = -_free_id(world)
    chat = Chat(about={"id": number, "title": title, "type": "group"}, members=members)
    world.chats[number] = chat
    world.tell("chat", chat)
    membership(world, chat, chat.owner, "left", "member")
    return chat


def _person(world: World, number: int) -> Json:
    chat = world.chats.get(number)
    if chat is None or not chat.is_private:
        raise CannotDo(f"there is no customer {number}")
    return chat.owner


def membership(world: World, chat: Chat, person: Json, old: str, new: str) -> int | None:
    """Tell the bot that it was let in or thrown out."""
    bot = world.bot.as_user()
    change: Json = {
        "chat": chat.about,
        "from": person,
        "date": int(world.now()),
        "old_chat_member": {"user": bot, "status": old},
        "new_chat_member": {"user": bot, "status": new},
    }
    for member in (change["old_chat_member"], change["new_chat_member"]):
        if member["status"] == "kicked":
            member["until_date"] = 0
    return world.updates.add("my_chat_member", change)


def block(world: World, chat: Chat, blocked: bool) -> int | None:
    """The customer blocks the bot, or lets it in again."""
    if chat.blocked == blocked:
        return None
    chat.blocked = blocked
    world.tell("chat", chat)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    return membership(world, chat, chat.owner, old, new)


def say(
    world: World, chat: Chat, content: Json, sender: int | None = None, reply_to: int | None = None
) -> StoredMessage:
    """Send a message made of these fields; a long text goes in pieces, as phones send it."""
    text = content.get("text", "")
    for start in range(_PIECE, len(text), _PIECE):
        _say(world, chat, content | {"text": text[start - _PIECE : start]}, sender, reply_to)
    if len(text) > _PIECE:
        content = content | {"text": text[(len(text) - 1) // _PIECE * _PIECE :]}
    return _say(world, chat, content, sender, reply_to)


def _say(
    world: World, chat: Chat, content: Json, sender: int | None, reply_to: int | None
) -> StoredMessage:
    if chat.blocked:
        raise CannotDo("who blocked the bot must unblock it before writing")
    person = chat.owner if sender is None else chat.members.get(sender)
    if person is None:
        raise CannotDo(f"customer {sender} is not in this chat")
    body = world.next_message(chat, person) | content
    entities = detect(body.get("text", ""), [])
    if entities:
        body["entities"] = entities
    replied = chat.messages.get(reply_to) if reply_to else None
    if replied is not None:
        body["reply_to_message"] = replied.body
    stored = StoredMessage(body, from_bot=False)
    world.keep(chat, stored)
    if _reaches_bot(world, chat, stored, replied):
        world.updates.add("message", body)
    return stored


def _reaches_bot(
    world: World, chat: Chat, stored: StoredMessage, replied: StoredMessage | None
) -> bool:
    """In a group a bot hears commands, replies to it and its name, unless its privacy is off."""
    if not chat.has_bot:
        return False
    if chat.is_private or world.bot.reads_groups:
        return True
    text = str(stored.body.get("text", ""))
    name = f"@{world.bot.username}"
    if text.startswith("/"):
        command = text.split()[0]
        return "@" not in command or command.endswith(name)
    return name in text or (replied is not None and replied.from_bot)


def edit(world: World, chat: Chat, message_id: int, text: str) -> StoredMessage:
    """The customer corrects one of its own messages."""
    stored = chat.messages.get(message_id)
    if stored is None or stored.from_bot or "text" not in stored.body:
        raise CannotDo(f"message {message_id} is no text of the customer's")
    body = stored.body | {"text": text, "edit_date": int(world.now())}
    body.pop("entities", None)
    entities = detect(text, [])
    stored.body = body | ({"entities": entities} if entities else {})
    world.tell("edit", chat, message_id=message_id)
    world.updates.add("edited_message", stored.body)
    return stored


def location(latitude: float, longitude: float, live_seconds: int = 0) -> Json:
    """A place, as the fields of a message; live for so many seconds, or not."""
    place: Json = {"latitude": latitude, "longitude": longitude}
    return {"location": place | ({"live_period": live_seconds} if live_seconds else {})}


def move(
    world: World, chat: Chat, message_id: int, latitude: float, longitude: float
) -> StoredMessage:
    """The customer walks on while sharing a live location: Telegram edits its message."""
    stored = chat.messages.get(message_id)
    if stored is None or stored.from_bot or "live_period" not in stored.body.get("location", {}):
        raise CannotDo(f"message {message_id} is no live location of the customer's")
    place = stored.body["location"] | {"latitude": latitude, "longitude": longitude}
    stored.body = stored.body | {"location": place, "edit_date": int(world.now())}
    world.tell("edit", chat, message_id=message_id)
    world.updates.add("edited_message", stored.body)
    return stored


def album(world: World, chat: Chat, pictures: list[Json]) -> list[StoredMessage]:
    """Send several pictures at once: a message each, under one group's number."""
    group = {"media_group_id": str(world.last_message_id + 1)}
    return [say(world, chat, picture | group) for picture in pictures]


def write_to_business(
    world: World, chat: Chat, text: str, sender: int | None = None, force: bool = False
) -> int | None:
    """Somebody writes in a chat that a business account lets the bot see; the update's number."""
    body = world.next_message(chat, chat.owner | ({"id": sender} if sender else {}))
    body |= {"business_connection_id": "business-1", "text": text}
    if entities := detect(text, []):
        body["entities"] = entities
    return world.updates.add_as_it_is({"business_message": body}, force)


def press(world: World, chat: Chat, message_id: int, data: str, sender: int | None = None) -> str:
    """Press the button with this data; it need not be on the message any more (a slow phone)."""
    stored = chat.messages.get(message_id)
    if stored is None or not stored.from_bot:
        raise CannotDo(f"the bot has no message {message_id} in this chat")
    person = chat.owner if sender is None else chat.members[sender]
    number = str(next(_callback_numbers))
    world.callbacks[number] = Callback(chat.id, world.now())
    if len(world.callbacks) > 10_000:
        del world.callbacks[next(iter(world.callbacks))]
    query: Json = {
        "id": number,
        "from": person,
        "message": stored.body,
        "chat_instance": str(chat.id),
        "data": data,
    }
    world.updates.add("callback_query", query)
    return number


def find_button(chat: Chat, label: str, message_id: int | None = None) -> tuple[int, Json]:
    """The newest inline button of this label, and its message's number."""
    for stored in reversed(chat.messages.values()):
        if message_id is not None and stored.id != message_id:
            continue
        for row in stored.body.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if label in (button["text"], button.get("callback_data")):
                    return stored.id, button
    raise CannotDo(f"no message has a button «{label}»")


def contact(chat: Chat, phone: str, sender: int | None = None) -> Json:
    """The customer's own contact card, as the contact button sends it."""
    person = chat.owner if sender is None else chat.members[sender]
    card = {"phone_number": phone, "first_name": person["first_name"], "user_id": person["id"]}
    if "last_name" in person:
        card["last_name"] = person["last_name"]
    return {"contact": card}


def attachment(world: World, kind: str, name: str, mime: str, data: bytes) -> Json:
    """A photo, sticker, voice note or document, as the fields of a message."""
    file = world.files.keep(f"{kind}s" if kind != "voice" else "voice", name, mime, data)
    about = document(file)
    about.pop("file_name")
    match kind:
        case "photo":
            return {"photo": photo(file)}
        case "document":
            return {"document": document(file)}
        case "voice":
            return {"voice": about | {"duration": 3}}
        case "sticker":
            about.pop("mime_type")
            about |= {"width": 512, "height": 512, "emoji": "👍", "type": "regular"}
            return {"sticker": about | {"is_animated": False, "is_video": False}}
        case _:
            raise CannotDo(f"a customer can't send a «{kind}» here")
