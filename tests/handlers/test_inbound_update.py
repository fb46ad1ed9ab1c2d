"""What is heard of what Telegram delivers: the customer's own words, whatever else comes."""

import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot

from conversations.engine.inbound import ButtonPress, TextMessage, Unsupported
from conversations.engine.replies import Answer, Control
from domain.messages import Begin
from handlers import inbound_update
from handlers.inbound_update import (
    GroupMessage,
    Heard,
    InboundUpdate,
    Membership,
    UnknownPress,
    line_of,
    number_of,
    parsed,
    read_update,
)
from texts.engine import dialogue as texts

BOT = Bot("1:x")
ROSA: dict[str, Any] = {"id": 5, "is_bot": False, "first_name": "Rosa"}
HERS: dict[str, Any] = {"id": 5, "type": "private", "first_name": "Rosa"}
OTHER: dict[str, Any] = {"id": 666, "is_bot": False, "first_name": "Otro"}
THE_BOT: dict[str, Any] = {"id": 1, "is_bot": True, "first_name": "Oficina"}
GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "Vecinos"}
FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u"}
SIZED = {**FILE, "width": 1, "height": 1}
PLACE = {"latitude": -28.5, "longitude": -65.8}


def message(**fields: Any) -> dict[str, Any]:
    """A message of Rosa's to the bot; a field given as None is left out."""
    all_fields = {"message_id": 9, "date": 1795000000, "from": ROSA, "chat": HERS, **fields}
    return {name: value for name, value in all_fields.items() if value is not None}


def update(kind: str = "message", /, **fields: Any) -> dict[str, Any]:
    return {"update_id": 7, kind: message(**fields)}


def press(data: object = "k:cancel", **fields: Any) -> dict[str, Any]:
    shown = message(**{"from": THE_BOT, "text": "¿Seguimos?"})
    query = {"id": "q", "from": ROSA, "chat_instance": "c", "message": shown, "data": data}
    query = {**query, **fields}
    return {"update_id": 7, "callback_query": {k: v for k, v in query.items() if v is not None}}


def membership(status: str, **fields: Any) -> dict[str, Any]:
    old = {"user": THE_BOT, "status": "member"}
    change = {"chat": HERS, "from": ROSA, "date": 1795000000, "old_chat_member": old}
    new = {"user": THE_BOT, "status": status, "until_date": 0}
    return {"update_id": 7, "my_chat_member": {**change, "new_chat_member": new, **fields}}


def heard(raw: object) -> Heard | None:
    read = parsed(raw, BOT)
    assert read is not None, "the library reads it"
    said = read_update(read)
    assert inbound_update.heard(raw, BOT) == said, "plain words are read without it, to the same"
    return said


def said(raw: object) -> object:
    """What is heard of Rosa, of what is no press."""
    update = heard(raw)
    if update is None:
        return None
    assert isinstance(update, InboundUpdate)
    assert (update.chat_id, update.update_id) == (5, 7)
    assert update.message_id == 9
    return update.inbound


# What the customer writes


def test_words_are_heard() -> None:
    assert said(update(text="cuánto debo")) == TextMessage("cuánto debo")


def test_words_are_heard_in_their_plain_form() -> None:
    assert said(update(text="\u206800503\u201110000000\u2069")) == TextMessage("00503-10000000")


def test_a_command_behind_an_unseen_mark_is_a_command() -> None:
    assert said(update(text="\u200e /menu")) == TextMessage("/menu")


@pytest.mark.parametrize("unseen", ["\u3164", "\u200b", "\u2800 \u2800", "\ufe0f", "\u00ad", ""])
def test_a_message_that_shows_nothing_is_answered_as_such(unseen: str) -> None:
    assert said(update(text=unseen)) == Unsupported("blank")
    assert "en blanco" in texts.odd("blank")


@pytest.mark.parametrize(
    "beside",
    [
        {"forward_origin": {"type": "hidden_user", "date": 1795000000, "sender_user_name": "A"}},
        {"reply_to_message": message(text="¿Cuál es tu DNI?")},
        {"quote": {"text": "DNI", "position": 0}},
        {"link_preview_options": {"is_disabled": True}},
        {"entities": [{"type": "bold", "offset": 0, "length": 2}]},
        {"via_bot": THE_BOT},
        {"effect_id": "1"},
        {"is_from_offline": True},
        {"has_protected_content": True},
        {"a_field_of_tomorrow": {"name": "x"}},
        {"a_field_of_tomorrow": 3},
    ],
)
def test_words_are_heard_whatever_comes_beside_them(beside: dict[str, Any]) -> None:
    assert said(update(text="hola", **beside)) == TextMessage("hola")


def test_the_own_telephone_is_heard_as_words() -> None:
    mine = {"phone_number": "+54\xa0383\u20114430003", "first_name": "Rosa", "user_id": 5}
    assert said(update(contact=mine)) == TextMessage("+54 383-4430003")


@pytest.mark.parametrize("user_id", [666, None])
def test_the_telephone_of_somebody_else_is_not_taken(user_id: int | None) -> None:
    theirs: dict[str, Any] = {"phone_number": "+543834430003", "first_name": "Otro"}
    theirs |= {"user_id": user_id} if user_id else {}
    assert said(update(contact=theirs)) == Unsupported("contact")


# What it sends that is no text

POLL = {
    **{"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False},
    **{"is_anonymous": True, "type": "regular", "allows_multiple_answers": False},
    **{"allows_revoting": False, "members_only": False},
}
MOVING = {"duration": 1}
STICKER = {**SIZED, "type": "regular", "is_animated": False, "is_video": False}
MEDIA: dict[str, tuple[dict[str, Any], str]] = {
    "sticker": ({"sticker": STICKER}, "sticker"),
    "an animation": (
        {"animation": {**SIZED, **MOVING}, "document": FILE},
        "sticker",
    ),
    "a photo": ({"photo": [SIZED]}, "photo"),
    "a photo with words under it": ({"photo": [SIZED], "caption": "mi factura"}, "photo"),
    "a voice note": ({"voice": {**FILE, **MOVING}}, "voice"),
    "a song": ({"audio": {**FILE, **MOVING}}, "voice"),
    "a video": ({"video": {**SIZED, **MOVING}}, "video"),
    "a round video": ({"video_note": {**FILE, **MOVING, "length": 1}}, "video"),
    "a file": ({"document": FILE}, "document"),
    "a place": ({"location": PLACE}, "location"),
    "a live place": ({"location": {**PLACE, "live_period": 900}}, "location"),
    "a venue": (
        {"location": PLACE, "venue": {"location": PLACE, "title": "t", "address": "a"}},
        "location",
    ),
    "a die": ({"dice": {"emoji": "🎲", "value": 3}}, "other"),
    "a story": ({"story": {"id": 1, "chat": HERS}}, "other"),
    "a game": ({"game": {"title": "t", "description": "d", "photo": [SIZED]}}, "other"),
    "a check list": ({"checklist": {"title": "t", "tasks": []}}, "other"),
    "paid media": ({"paid_media": {"star_count": 1, "paid_media": []}}, "other"),
    "a giveaway": (
        {"giveaway": {"chats": [], "winners_selection_date": 1, "winner_count": 1}},
        "other",
    ),
    "an invoice": (
        {
            "invoice": {
                "title": "t",
                "description": "d",
                "start_parameter": "",
                "currency": "ARS",
                "total_amount": 1,
            }
        },
        "other",
    ),
    "a medium of tomorrow": ({"hologram": FILE}, "other"),
    "a medium of tomorrow in sizes": ({"hologram": [FILE, FILE]}, "other"),
    "a forwarded kind of tomorrow": (
        {
            "verse": {"lines": 4},
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "A"},
        },
        "other",
    ),
    "a kind of tomorrow with words under it": ({"verse": {"lines": 4}, "caption": "mirá"}, "other"),
}


@pytest.mark.parametrize(("fields", "kind"), MEDIA.values(), ids=MEDIA)
def test_what_cannot_be_read_is_answered_as_what_it_is(fields: dict[str, Any], kind: str) -> None:
    assert said(update(**fields)) == Unsupported(kind)
    assert texts.odd(kind)


def test_the_parts_of_an_album_name_it() -> None:
    part = heard(update(photo=[SIZED], media_group_id="12345"))
    assert isinstance(part, InboundUpdate)
    assert part.album == "12345"
    alone = heard(update(photo=[SIZED]))
    assert isinstance(alone, InboundUpdate)
    assert alone.album == ""


# What nobody said

SERVICE: dict[str, object] = {
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
    "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🏠"}},
    "write_access_allowed": {"from_request": True},
    "connected_website": "example.org",
    "forum_topic_created": {"name": "t", "icon_color": 1},
    "forum_topic_edited": {"name": "t"},
    "forum_topic_closed": {},
    "forum_topic_reopened": {},
    "general_forum_topic_hidden": {},
    "general_forum_topic_unhidden": {},
    "pinned_message": message(text="antes"),
    "new_chat_members": [OTHER],
    "left_chat_member": OTHER,
    "new_chat_title": "t",
    "new_chat_photo": [SIZED],
    "delete_chat_photo": True,
    "group_chat_created": True,
    "migrate_to_chat_id": -100,
    "boost_added": {"boost_count": 1},
    "users_shared": {"request_id": 1, "users": [{"user_id": 666}]},
    "chat_shared": {"request_id": 1, "chat_id": -100},
    "proximity_alert_triggered": {"traveler": ROSA, "watcher": OTHER, "distance": 1},
    "video_chat_scheduled": {"start_date": 1795000000},
    "video_chat_started": {},
    "video_chat_ended": {"duration": 1},
    "video_chat_participants_invited": {"users": []},
    "web_app_data": {"data": "x", "button_text": "y"},
    "paid_message_price_changed": {"paid_message_star_count": 1},
    "giveaway_created": {},
    "giveaway_completed": {"winner_count": 1},
    "checklist_tasks_done": {},
    "refunded_payment": {
        **{"currency": "XTR", "total_amount": 1, "invoice_payload": ""},
        **{"telegram_payment_charge_id": ""},
    },
    "successful_payment": {
        **{"currency": "XTR", "total_amount": 1, "invoice_payload": ""},
        **{"telegram_payment_charge_id": "", "provider_payment_charge_id": ""},
    },
    "gift": {"gift": {"id": "1", "star_count": 1, "sticker": STICKER}, "text": "¡felicidades!"},
    "something_of_tomorrow": {"text": "hola", "reason": 3},
    "something_else_of_tomorrow": True,
    "nothing_at_all": None,
}


@pytest.mark.parametrize("field", SERVICE)
def test_a_service_message_is_nobodys_words(field: str) -> None:
    assert said(update(**{field: SERVICE[field]})) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"location": {**PLACE, "live_period": 900, "heading": 3}},
        {"poll": POLL},
        {"checklist": {"title": "t", "tasks": []}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"photo": [SIZED]},
        {"reply_markup": {"inline_keyboard": []}},
    ],
)
def test_what_changes_by_itself_is_not_a_correction(fields: dict[str, Any]) -> None:
    assert said(update("edited_message", edit_date=1795000100, **fields)) is None


@pytest.mark.parametrize("fields", [{"text": "Rosa"}, {"photo": [SIZED], "caption": "Rosa"}])
def test_words_that_were_corrected_are_told_apart(fields: dict[str, Any]) -> None:
    corrected = update("edited_message", edit_date=1795000100, **fields)
    assert said(corrected) == Unsupported("edited")


@pytest.mark.parametrize(
    "kind",
    [
        *("business_message", "edited_business_message", "channel_post", "edited_channel_post"),
        "guest_message",
    ],
)
def test_messages_of_other_kinds_are_not_heard(kind: str) -> None:
    """By a business connection others write into a customer's chat."""
    raw = update(kind, text="/desvincular", **{"from": OTHER, "business_connection_id": "bc"})
    assert heard(raw) is None
    assert heard(update(kind, text="/desvincular")) is None
    assert line_of(raw) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"from": OTHER},
        {"from": {**ROSA, "is_bot": True}},
        {"from": None},
        {"chat": None},
        {"business_connection_id": "bc"},
        {"sender_business_bot": THE_BOT},
        {"chat": {"id": 5, "type": "channel", "title": "t"}},
        {"chat": {"id": 5, "type": "a_type_of_tomorrow"}},
        {"chat": {"id": 6, "type": "private"}},
        {"chat": {"id": "5", "type": "private"}, "from": {**ROSA, "id": "5"}},
        {"chat": {"id": True, "type": "private"}, "from": {**ROSA, "id": True}},
        {"chat": {"id": 10**40, "type": "private"}, "from": {**ROSA, "id": 10**40}},
    ],
)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_only_the_customer_is_heard_in_its_chat(kind: str, fields: dict[str, Any]) -> None:
    assert heard(update(kind, text="/desvincular", **fields)) is None


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 7},
        {"update_id": 7, "inline_query": {"id": "1", "from": ROSA, "query": "x", "offset": ""}},
        {"update_id": 7, "poll": POLL},
        {"update_id": 7, "something_of_tomorrow": {"from": ROSA, "text": "hola"}},
        {"update_id": 7, "message": None},
        {
            "update_id": 7,
            "message_reaction": {
                **{"chat": HERS, "message_id": 1, "date": 1, "user": ROSA},
                **{"old_reaction": [], "new_reaction": []},
            },
        },
    ],
)
def test_other_updates_are_nobodys_words_and_join_no_line(raw: dict[str, Any]) -> None:
    assert heard(raw) is None
    assert line_of(raw) is None


# Presses


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("k:cancel", Control("", "cancel")),
        ("b:menu", Begin("", "menu")),
        ("a:document:27345678", Answer("", "document", "27345678")),
    ],
)
def test_a_press_is_heard(data: str, key: object) -> None:
    pressed = heard(press(data))
    assert isinstance(pressed, InboundUpdate)
    assert pressed.inbound == ButtonPress(key, 9)  # type: ignore[arg-type]
    assert (pressed.chat_id, pressed.update_id, pressed.message_id) == (5, 7, None)
    assert pressed.query is not None
    assert pressed.query.id == "q"


def test_a_button_of_a_message_that_is_gone_is_heard_all_the_same() -> None:
    gone = {"chat": HERS, "message_id": 9, "date": 0}
    pressed = heard(press(message=gone))
    assert isinstance(pressed, InboundUpdate)
    assert pressed.inbound == ButtonPress(Control("", "cancel"), 9)


@pytest.mark.parametrize(
    "raw",
    [
        press(None),
        press(None, game_short_name="ajedrez"),
        press(""),
        press("x"),
        press("z:menu"),
        press("k:"),
        press("v:account:\u00b2"),
        press("a:document:\0"),
        press("a:document:\ud800"),
        press("a:document:27\u200b"),
        press("a:document:" + "1" * 64),
        press(message=None),
        press(message=None, inline_message_id="i"),
        press(message=message(text="?", chat=GROUP)),
        press(message=message(text="?", business_connection_id="bc")),
        press(**{"from": OTHER}),
        press(message={"chat": HERS, "message_id": "9", "date": 0}),
    ],
    ids=lambda raw: json.dumps(raw["callback_query"].get("data")),
)
def test_a_press_of_no_button_of_ours_waits_for_its_toast(raw: dict[str, Any]) -> None:
    assert heard(raw) == UnknownPress("q")


# Memberships and groups


def test_a_bot_that_is_blocked_and_let_in_again_is_told_of_it() -> None:
    assert heard(membership("kicked")) == Membership(5, blocked=True)
    assert heard(membership("member")) == Membership(5, blocked=False)


@pytest.mark.parametrize("fields", [{"chat": GROUP}, {"from": OTHER}])
def test_memberships_elsewhere_are_of_no_concern(fields: dict[str, Any]) -> None:
    assert heard(membership("kicked", **fields)) is None


def test_who_writes_in_a_group_is_told_where_to_write() -> None:
    assert heard(update(chat=GROUP, text="cuánto debo")) == GroupMessage(-100, 9)
    assert heard(update(chat=GROUP, photo=[SIZED], caption="¿esto?")) == GroupMessage(-100, 9)


@pytest.mark.parametrize(
    "raw",
    [
        update(chat=GROUP, photo=[SIZED]),
        update(chat=GROUP, new_chat_members=[OTHER]),
        update(chat=GROUP, text="hola", **{"from": THE_BOT}),
        update("edited_message", chat=GROUP, text="hola"),
        update(chat={**GROUP, "type": "channel"}, text="hola"),
    ],
)
def test_what_is_nobodys_question_in_a_group_is_left(raw: dict[str, Any]) -> None:
    assert heard(raw) is None


# Lines, before anything is parsed


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (update(text="hola"), 5),
        (update("edited_message", text="hola"), 5),
        (update(text="hola", chat=GROUP), -100),
        (press(), 5),
        (press(message=None), 5),
        (press(message=message(chat=GROUP)), -100),
        (membership("kicked"), 5),
        (update("message", poll={"id": "1"}), 5),
        ({"update_id": 7, "message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 7, "message": {"from": ROSA}}, None),
        ({"update_id": 7, "message": {"chat": {"id": "5"}}}, None),
        ({"update_id": 7, "message": {"chat": {"id": True}}}, None),
        ({"update_id": 7, "message": {"chat": {"id": 5.0}}}, None),
        ({"update_id": 7, "message": {"chat": {"id": 2**63}}}, None),
        ({"update_id": 7, "message": {"chat": 5}}, None),
        ({"update_id": 7, "message": []}, None),
        ({"update_id": 7, "message": "hola"}, None),
        ({"update_id": 7, "callback_query": {"id": "q"}}, None),
        ({"message": message(text="hola")}, 5),
        ({}, None),
        ([], None),
        ("<html>", None),
        (None, None),
        (7, None),
    ],
)
def test_a_raw_update_joins_its_chats_line(raw: object, line: int | None) -> None:
    assert line_of(raw) == line


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ({"update_id": 7}, 7),
        ({"update_id": 0}, 0),
        ({"update_id": "7"}, None),
        ({"update_id": 7.0}, None),
        ({"update_id": True}, None),
        ({"update_id": 2**70}, None),
        ({"update_id": None}, None),
        ({}, None),
        (["update_id"], None),
        (None, None),
    ],
)
def test_a_raw_update_has_its_number(raw: object, number: int | None) -> None:
    assert number_of(raw) == number


# What can't be read

UNREADABLE: dict[str, object] = {
    "a poll of an older server": update(poll={"id": "1", "question": "?", "options": []}),
    "a press without its chat_instance": {
        "update_id": 7,
        "callback_query": {"id": "1", "from": ROSA, "data": "k:cancel"},
    },
    "no update_id": {"message": message(text="secreto")},
    "no date": {"update_id": 7, "message": message(text="secreto", date=None)},
    "a date out of time": update(text="secreto", date=10**30),
    "a date in words": update(text="secreto", date="ayer"),
    "a chat that is a number": update(text="secreto", chat=5),
    "a sender that is a list": update(text="secreto", **{"from": [ROSA]}),
    "a sender without a name": update(text="secreto", **{"from": {"id": 5, "is_bot": False}}),
    "a message that is a text": {"update_id": 7, "message": "secreto"},
    "a message that is a list": {"update_id": 7, "message": ["secreto"]},
    "a message that is empty": {"update_id": 7, "message": {}},
    "photos that are none": update(photo=["secreto"]),
    "entities that are none": update(text="x", entities=[{"secreto": 1}]),
    "a list": [1],
    "a text": "secreto",
    "nothing": None,
    "a number": 7,
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_what_the_library_cannot_read_is_passed_over_and_its_content_told_nobody(
    raw: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert parsed(raw, BOT) is None
    (line,) = caplog.records
    number = "-" if number_of(raw) is None else number_of(raw)
    assert line.getMessage().startswith(f"update {number} can't be read and is passed over: ")
    assert "secreto" not in caplog.text
    assert "Rosa" not in caplog.text


def test_an_update_nested_without_end_is_passed_over() -> None:
    deep = message(text="hola")
    for _ in range(2000):
        deep = message(text="hola", reply_to_message=deep)
    assert parsed({"update_id": 7, "message": deep}, BOT) is None


SEEN = [
    *(update(**fields) for fields, _ in MEDIA.values()),
    *(update(**{field: value}) for field, value in SERVICE.items()),
    *(press(), press(message=None), membership("kicked"), update(text="hola", chat=GROUP)),
    update("edited_message", text="hola"),
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(raw: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a tree of JSON, by its keys."""
    inner = (
        raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    )
    return [
        *((*above, key) for key, _ in inner),
        *(
            place
            for key, value in (raw.items() if isinstance(raw, dict) else ())
            for place in places(value, (*above, key))
        ),
    ]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_update_breaks_the_reading_whatever_stands_in_its_places(data: st.DataObject) -> None:
    raw = json.loads(json.dumps(data.draw(st.sampled_from(SEEN))))
    place = data.draw(st.sampled_from(places(raw)))
    holder: Any = raw
    for key in place[:-1]:
        holder = holder[key]
    if data.draw(st.booleans()):
        holder[place[-1]] = data.draw(anything)
    else:
        del holder[place[-1]]
    line_of(raw)
    number_of(raw)
    read = parsed(raw, BOT)
    result = read_update(read) if read else None
    heard = inbound_update.heard(raw, BOT)
    assert heard == result or read is None, "the short way comes to the same"
    if isinstance(result, InboundUpdate):
        assert result.chat_id == line_of(raw)
        assert result.update_id == number_of(raw)


@given(anything)
def test_anything_at_all_has_a_line_and_a_number_or_none(raw: object) -> None:
    assert line_of(raw) is None
    assert number_of(raw) is None
    assert parsed(raw, BOT) is None
    assert inbound_update.heard(raw, BOT) is None
