"""Keyboards under a message or in place of the phone's own, checked as the API checks them."""

from dataclasses import dataclass
from typing import Any

from simulator.bot_api.entities import link_complaint
from simulator.bot_api.errors import bad_request

Json = dict[str, Any]

_ACTIONS = (
    "url", "callback_data", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip
MOST_BUTTONS = 100
CALLBACK_BYTES = 64
COPY_LENGTH = 256


@dataclass(frozen=True, slots=True)
class Markup:
    """What a reply_markup asks for: inline buttons, or a change of the chat's keyboard."""

    inline: Json | None = None
    keyboard: Json | None = None


NO_MARKUP = Markup()


def read_markup(value: object) -> Markup:
    """Check a reply_markup; raises the API's 400 for what it wouldn't take."""
    if value is None or value == "":
        return NO_MARKUP
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"])
        if sum(map(len, rows)) > MOST_BUTTONS:
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        checked = [[_inline_button(button) for button in row] for row in rows]
        return Markup(inline={"inline_keyboard": checked} if any(checked) else None)
    if "keyboard" in value:
        for row in _rows(value["keyboard"]):
            for button in row:
                _keyboard_button(button)
        return Markup(keyboard=value)
    if value.get("remove_keyboard") or value.get("force_reply"):
        return Markup(keyboard=value)
    return NO_MARKUP


def _rows(value: object) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return [row for row in value if row]


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one optional field must be used"
        )
    value = button[actions[0]]
    match actions[0]:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= CALLBACK_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 1 <= len(text) <= COPY_LENGTH:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "url":
            complaint = link_complaint(str(value))
            if complaint:
                raise bad_request(f"inline keyboard button URL '{value}' is invalid: {complaint}")
        case _:
            pass
    return button


def _keyboard_button(button: object) -> None:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or Object")
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    if isinstance(button, dict):
        asked = [name for name in button if name.startswith("request_") and button[name]]
        if len(asked) > 1:
            raise bad_request("can't parse keyboard button: only one request is allowed")
