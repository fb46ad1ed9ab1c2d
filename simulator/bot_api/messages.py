"""Methods that write, edit and delete messages and answer pressed buttons."""

from simulator.bot_api.entities import Entity, detect, parse_html, trim, utf16_length
from simulator.bot_api.errors import bad_request
from simulator.bot_api.markup import Markup, read_markup
from simulator.bot_api.params import Params
from simulator.world import Chat, Json, StoredMessage, World

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
ANSWER_LENGTH = 200
DELETABLE_SECONDS = 48 * 3600
CALLBACK_SECONDS = 15 * 60
_ACTION_SECONDS = 5
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip

_NOTHING_NEW = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def target(world: World, params: Params) -> Chat:
    """The chat that the request is about."""
    written = params.text("chat_id")
    if not written:
        raise bad_request("chat_id is empty")
    try:
        return world.chat_for_bot(int(written))
    except ValueError:
        raise bad_request("chat not found") from None


def formatted(params: Params, name: str) -> tuple[str, list[Entity]]:
    """The text or caption with its entities, trimmed as the API trims it."""
    text = params.text(name).replace("\r", "")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad_request("unsupported parse_mode (the simulator reads HTML only)")
    else:
        given = params.json("entities" if name == "text" else "caption_entities") or []
        entities = [dict(entity) for entity in given]
    text, entities = trim(text, entities)
    return text, detect(text, entities)


def read_text(params: Params) -> tuple[str, list[Entity]]:
    """A message's text: 1 to 4096 UTF-16 units after its HTML was read."""
    text, entities = formatted(params, "text")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return text, entities


def read_caption(params: Params) -> Json:
    """A caption of at most 1024 UTF-16 units, as the fields of a message; {} for none."""
    caption, entities = formatted(params, "caption")
    if utf16_length(caption) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def post(world: World, chat: Chat, params: Params, content: Json) -> Json:
    """Put a checked message of the bot into a chat; the message as the API answers it."""
    markup = read_markup(params.json("reply_markup"))
    replied = _replied(chat, params)
    body = world.next_message(chat, world.bot.as_user()) | content
    if replied is not None:
        body["reply_to_message"] = {
            key: value for key, value in replied.body.items() if key != "reply_to_message"
        }
    if params.flag("protect_content"):
        body["has_protected_content"] = True
    if markup.inline:
        body["reply_markup"] = markup.inline
    _show_keyboard(chat, markup)
    world.keep(chat, StoredMessage(body, from_bot=True, keyboard=markup.keyboard))
    return body


def _replied(chat: Chat, params: Params) -> StoredMessage | None:
    reply = params.json("reply_parameters") or {}
    number = reply.get("message_id") or params.integer("reply_to_message_id")
    if not number:
        return None
    stored = chat.messages.get(int(number))
    if stored is None and not (
        reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    ):
        raise bad_request("message to be replied not found")
    return stored


def _show_keyboard(chat: Chat, markup: Markup) -> None:
    if markup.keyboard is not None:
        chat.keyboard = markup.keyboard if markup.keyboard.get("keyboard") else None


def send_message(world: World, params: Params) -> Json:
    """sendMessage."""
    chat = target(world, params)
    text, entities = read_text(params)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    return post(world, chat, params, content)


def edit_message_text(world: World, params: Params) -> Json:
    """editMessageText."""
    chat, stored = to_edit(world, params)
    if "text" not in stored.body:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(params)
    return rewrite(world, chat, stored, params, {"text": text, "entities": entities})


def edit_message_caption(world: World, params: Params) -> Json:
    """editMessageCaption."""
    chat, stored = to_edit(world, params)
    if "text" in stored.body:
        raise bad_request("there is no caption in the message to edit")
    caption: Json = {"caption": "", "caption_entities": []} | read_caption(params)
    return rewrite(world, chat, stored, params, caption)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup."""
    chat, stored = to_edit(world, params)
    return rewrite(world, chat, stored, params, {})


def to_edit(world: World, params: Params) -> tuple[Chat, StoredMessage]:
    """The bot's message that the request wants changed, and its chat."""
    chat = target(world, params)
    number = params.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    return chat, world.own_message(chat, number, "message to edit not found")


def rewrite(world: World, chat: Chat, stored: StoredMessage, params: Params, content: Json) -> Json:
    """Give a message new content and buttons; what is empty is taken away."""
    markup = read_markup(params.json("reply_markup"))
    if markup.keyboard is not None:
        raise bad_request("object expected as reply markup")
    new = content | {"reply_markup": markup.inline}
    if all((stored.body.get(name) or None) == (value or None) for name, value in new.items()):
        raise bad_request(_NOTHING_NEW)
    body = stored.body | new | {"edit_date": int(world.now())}
    stored.body = {name: value for name, value in body.items() if value not in (None, "", [])}
    world.bot_answered(chat)
    world.tell("edit", chat, message_id=stored.id)
    return stored.body


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage."""
    chat = target(world, params)
    _delete(world, chat, params.integer("message_id"))
    return True


def delete_messages(world: World, params: Params) -> bool:
    """deleteMessages; those that aren't there are passed over."""
    chat = target(world, params)
    for number in params.json("message_ids") or []:
        if int(number) in chat.messages:
            _delete(world, chat, int(number))
    return True


def _delete(world: World, chat: Chat, number: int) -> None:
    stored = chat.messages.get(number)
    if stored is None:
        raise bad_request("message to delete not found")
    if world.now() - stored.body["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    if not stored.from_bot and not chat.is_private:
        raise bad_request("message can't be deleted")
    del chat.messages[number]
    world.bot_stirred(chat)
    world.tell("delete", chat, message_id=number)


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction; shows for five seconds or until the bot's next message."""
    chat = target(world, params)
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.bot_stirred(chat)
    chat.action = action
    chat.busy_until = chat.bot_at + _ACTION_SECONDS
    world.tell("action", chat, action=action)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery; a second answer to the same press is taken and not shown."""
    callback = world.callbacks.get(params.text("callback_query_id"))
    if callback is None or world.now() - callback.pressed_at > CALLBACK_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_length(text) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    if callback.answered:
        return True
    callback.answered = True
    chat = world.chats[callback.chat_id]
    if text:
        chat.alerts.append(text)
        world.bot_answered(chat)
    else:
        world.bot_stirred(chat)
    world.tell("alert", chat, text=text, show_alert=params.flag("show_alert"))
    return True
