"""Updates that nobody can read, or that are nobody's words: passed over, the rest is served.

Each shape comes in the same answer as a message of Ana's before it and one after it.
"""

import json
from typing import Any

import pytest

from simulator.control import actions
from simulator.people.customer import Customer
from tests.e2e.road import answer, newest, until, write
from tests.e2e.whole_office import WholeOffice

Update = dict[str, Any]
ANA, STRANGER, GROUP = 5_000, 666, -777  # Ana's chat, another person, a group
HELP = "Así se usa la Oficina Virtual"

_ANA = {"id": ANA, "is_bot": False, "first_name": "Ana"}
_STRANGER = {"id": STRANGER, "is_bot": False, "first_name": "Iván"}
_PRIVATE = {"id": ANA, "type": "private", "first_name": "Ana"}
_HEAD = {"message_id": 9_000, "date": 1_795_000_000, "chat": _PRIVATE}
_SAID = _HEAD | {"from": _ANA}
_POLL = {
    "id": "1",
    "question": "¿?",
    "options": [{"text": "a", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
_MEMBER = {"user": {"id": 1, "is_bot": True, "first_name": "Bot"}, "status": "member"}

UNREADABLE: dict[str, Update] = {
    "nothing": {},
    "a null message": {"message": None},
    "a list for a message": {"message": [_SAID | {"text": "/salir"}]},
    "a text for a message": {"message": "hola"},
    "a number for a message": {"message": 7},
    "a message with nothing in it": {"message": {}},
    "a message without its chat": {"message": {"message_id": 1, "date": 1, "text": "hola"}},
    "a message whose chat is null": {"message": _SAID | {"chat": None, "text": "hola"}},
    "a message whose chat is a list": {"message": _SAID | {"chat": [ANA], "text": "hola"}},
    "a message whose chat has no number": {
        "message": _SAID | {"chat": {"type": "private"}, "text": "hola"}
    },
    "words for numbers": {
        "message": _SAID
        | {"message_id": "nueve", "date": "ayer", "chat": {"id": "ana", "type": "private"}}
    },
    "a truth for a chat's number": {
        "message": _SAID | {"chat": {"id": True, "type": "private"}, "text": "hola"}
    },
    "a fraction for a chat's number": {
        "message": _SAID | {"chat": {"id": 5.5, "type": "private"}, "text": "hola"}
    },
    "a chat's number of 30 digits": {
        "message": _SAID
        | {
            "chat": {"id": 10**29, "type": "private"},
            "from": {"id": 10**29, "is_bot": False, "first_name": "X"},
            "text": "hola",
        }
    },
    "a date of 30 digits": {"message": _SAID | {"date": 10**29, "sticker": {}}},
    "no sender": {"message": _HEAD | {"text": "/salir"}},
    "a sender that is a list": {"message": _HEAD | {"from": [_ANA], "text": "/salir"}},
    "a null press": {"callback_query": None},
    "a list for a press": {"callback_query": [1]},
    "a press with nothing in it": {"callback_query": {}},
    "a press without a message": {
        "callback_query": {"id": "1", "from": _ANA, "chat_instance": "1", "data": "k:cancel"}
    },
    "a press of a game": {
        "callback_query": {"id": "1", "from": _ANA, "chat_instance": "1", "game_short_name": "g"}
    },
    "a press whose message is a text": {
        "callback_query": {"id": "1", "from": _ANA, "data": "k:cancel", "message": "hola"}
    },
    "a null membership": {"my_chat_member": None},
    "a membership without its states": {"my_chat_member": {"chat": _PRIVATE, "from": _ANA}},
    "a membership of an unknown state": {
        "my_chat_member": {
            "chat": _PRIVATE,
            "from": _ANA,
            "date": 1,
            "old_chat_member": _MEMBER | {"status": "frozen"},
            "new_chat_member": _MEMBER | {"status": "melted"},
        }
    },
    "a null correction": {"edited_message": None},
    "a correction without its chat": {"edited_message": {"message_id": 1, "text": "hola"}},
    "an unknown kind": {"hologram": {"id": 1, "from": _ANA}},
    "an unknown kind that is no object": {"hologram": [None]},
}
"""What can't be read, whatever it was."""

NOBODYS_WORDS: dict[str, Update] = {
    "somebody writes to a business": {
        "business_message": _SAID | {"business_connection_id": "b", "text": "/desvincular"}
    },
    "a stranger writes to a business": {
        "business_message": _HEAD
        | {"from": _STRANGER, "business_connection_id": "b", "text": "/salir"}
    },
    "it comes as a plain message": {
        "message": _SAID | {"business_connection_id": "b", "text": "/salir"}
    },
    "somebody corrects what was written to a business": {
        "edited_business_message": _SAID | {"business_connection_id": "b", "text": "/salir"}
    },
    "what was written to a business is deleted": {
        "deleted_business_messages": {
            "business_connection_id": "b",
            "chat": _PRIVATE,
            "message_ids": [1],
        }
    },
    "a business is connected": {
        "business_connection": {
            "id": "b",
            "user": _ANA,
            "user_chat_id": ANA,
            "date": 1,
            "is_enabled": True,
        }
    },
    "another person's words in Ana's chat": {
        "message": _HEAD | {"from": _STRANGER, "text": "/salir"}
    },
    "another person's correction in Ana's chat": {
        "edited_message": _HEAD | {"from": _STRANGER, "text": "/salir", "edit_date": 1}
    },
    "a bot's words": {"message": _HEAD | {"from": _ANA | {"is_bot": True}, "text": "/salir"}},
    "a channel's post": {
        "channel_post": _HEAD | {"chat": {"id": -5, "type": "channel"}, "text": "/salir"}
    },
    "a channel's corrected post": {
        "edited_channel_post": _HEAD | {"chat": {"id": -5, "type": "channel"}, "text": "/salir"}
    },
    "a live location moves": {
        "edited_message": _SAID
        | {"edit_date": 1, "location": {"latitude": 1.0, "longitude": 1.0, "live_period": 900}}
    },
    "a live location ends": {
        "edited_message": _SAID | {"edit_date": 1, "location": {"latitude": 1.0, "longitude": 1.0}}
    },
    "a poll's count": {"poll": _POLL | {"allows_revoting": False, "members_only": False}},
    "a vote": {"poll_answer": {"poll_id": "1", "user": _ANA, "option_ids": [0]}},
    "an inline search": {"inline_query": {"id": "1", "from": _ANA, "query": "x", "offset": ""}},
    "a reaction": {
        "message_reaction": {
            "chat": _PRIVATE,
            "message_id": 1,
            "date": 1,
            "user": _ANA,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    },
    "somebody wants to join": {
        "chat_join_request": {
            "chat": {"id": GROUP, "type": "supergroup", "title": "Vecinos"},
            "from": _ANA,
            "user_chat_id": ANA,
            "date": 1,
        }
    },
}
"""What can be read, and was said by nobody to the bot."""

SERVICE: dict[str, Update] = {
    "a timer for deleting": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}},
    "a background": {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎄"}}},
    "a permission to write": {"write_access_allowed": {"from_request": True}},
    "a topic": {"forum_topic_created": {"name": "t", "icon_color": 1}},
    "a website": {"connected_website": "example.org"},
    "a gift": {"gift": {"gift": {"id": "1", "star_count": 1}, "text": "para vos"}},
    "a pinned message": {"pinned_message": _SAID | {"message_id": 1, "text": "hola"}},
    "a call": {"video_chat_started": {}},
    "data of a page": {"web_app_data": {"data": "x", "button_text": "y"}},
    "a shared person": {"users_shared": {"request_id": 1, "users": [{"user_id": STRANGER}]}},
    "a boost": {"boost_added": {"boost_count": 1}},
    "a payment": {
        "successful_payment": {
            "currency": "ARS",
            "total_amount": 1,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "1",
            "provider_payment_charge_id": "1",
        }
    },
    "one that nobody knows": {"teleported": {"to": "Marte"}},
    "one that nobody knows, as a truth": {"has_teleported": True},
}
"""Service messages: Telegram's own, about the chat."""

SHAPES = (
    UNREADABLE
    | NOBODYS_WORDS
    | {f"service: {name}": {"message": _SAID | said} for name, said in SERVICE.items()}
)

pytestmark = [
    pytest.mark.timeout(300),
    # Which database there is makes no difference here: the other one has its turn in the soak.
    pytest.mark.parametrize(
        "database_url",
        ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)],
        indirect=True,
    ),
]


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_what_nobody_can_read_or_nobody_said_is_passed_over(
    office: WholeOffice, webhook: bool
) -> None:
    if webhook:
        await office.stop()
        await office.start(webhook=True)
    ana = await ana_here(office)

    for place, (name, shape) in enumerate(SHAPES.items(), start=1):
        ask_for_help(office)
        office.simulator.world.updates.add_as_it_is(shape, force=True)
        ask_for_help(office)
        await told_help(office, 2 * place, name)

    assert {one.text for one in await ana.messages() if one.from_bot} == {await help_text(ana)}
    assert not office.simulator.world.updates.pending, "all was confirmed"
    assert office.simulator.webhook.last_error == ""
    for kind in ("hologram", "/salir", "Iván"):
        assert kind not in office.log.read_text(), "what was passed over is nowhere in the log"


async def test_all_of_them_at_once(office: WholeOffice) -> None:
    await ana_here(office)
    ask_for_help(office)
    for shape in SHAPES.values():
        office.simulator.world.updates.add_as_it_is(shape, force=True)
    ask_for_help(office)
    await told_help(office, 2, "all at once")


async def test_numbers_of_updates_that_make_no_sense(office: WholeOffice) -> None:
    """Of one answer to getUpdates, what can be numbered is taken."""
    ana = await ana_here(office)
    number = office.simulator.world.updates.next_id
    office.simulator.world.updates.next_id += 10
    said = {"message": _SAID | {"text": "/ayuda"}}
    batch: list[object] = [
        *(None, 7, "x", [], {}, said, {"update_id": None} | said, {"update_id": "x"} | said),
        {"update_id": number} | said,
        {"update_id": number} | said,  # the same again
        {"update_id": True} | said,
        {"update_id": 10**29} | said,
        {"update_id": -3},
        {"update_id": number + 1} | said | {"message": said["message"] | {"message_id": 9_001}},
    ]
    odd = {"method": "getUpdates", "body": json.dumps({"ok": True, "result": batch})}
    office.simulator.api.faults.configure({"script": [odd]})

    await write(ana, "/privacidad")
    await answer(ana, "Ley 25.326", 0)
    await told_help(office, 2, "odd numbers")
    texts = [one.text for one in await ana.messages() if one.from_bot]
    assert len(texts) == 3


async def test_a_forwarded_poll_of_an_older_server_is_answered_or_passed_over(
    office: WholeOffice,
) -> None:
    ana = await ana_here(office)
    poll = {"message": _SAID | {"poll": _POLL}}
    office.simulator.world.updates.add_as_it_is(poll, force=True)
    ask_for_help(office)
    await told_help(office, 1, "a poll")
    texts = [one.text for one in await ana.messages() if one.from_bot]
    assert len(texts) <= 2


@pytest.mark.parametrize(
    "text",
    [5, None, ["hola"], {"a": 1}, "", "\ud800", "hola\x00", "a" * 100_000],
    ids=["number", "null", "list", "object", "empty", "half a pair", "NUL", "very long"],
)
async def test_texts_that_are_none_hurt_nobody(office: WholeOffice, text: object) -> None:
    await ana_here(office)
    update = {"message": _SAID | {"text": text}}
    office.simulator.world.updates.add_as_it_is(update, force=True)
    ask_for_help(office)
    await told_help(office, 1, repr(text)[:20])


async def test_others_cannot_act_for_a_customer(office: WholeOffice) -> None:
    """Over a business account, or by pressing a button of a chat that isn't theirs."""
    ana = await office.linked()
    chat = office.simulator.world.chats[ana.chat_id]
    for text in ("/desvincular", "sí", "/salir", "sí"):
        actions.write_to_business(office.simulator.world, chat, text, STRANGER, force=True)
    await write(ana, "/desvincular")
    asked = await unlinking(ana)
    press = {
        "callback_query": {
            "id": "1",
            "from": _STRANGER,
            "chat_instance": "1",
            "message": chat.messages[asked].body,
            "data": _data(chat.messages[asked].body, "Sí, desvincular"),
        }
    }
    office.simulator.world.updates.add_as_it_is(press, force=True)
    before = await newest(ana)
    await write(ana, "/ayuda")
    await answer(ana, HELP, before)

    assert await office.count("linked_accounts") == 1
    before = await newest(ana)
    await write(ana, "/ajustes")
    await answer(ana, "ana.", before)


async def test_an_album_is_answered_once(office: WholeOffice) -> None:
    ana = await office.customer()
    await ana.ask("POST", f"sim/chats/{ana.chat_id}/album", {"count": 10})
    await write(ana, "/ayuda")
    await answer(ana, HELP, 0)
    assert sum("no puedo leer fotos" in one.text for one in await ana.messages()) == 1


async def test_a_live_location_is_answered_once(office: WholeOffice) -> None:
    ana = await office.customer()
    [told] = await ana.send_location(live_seconds=900)
    assert "No necesito tu ubicación" in told.text
    place = next(one for one in await ana.messages() if not one.from_bot)
    for step in range(5):
        moved = {"message_id": place.id, "latitude": -28.4 - step / 100, "longitude": -65.7}
        await ana.ask("POST", f"sim/chats/{ana.chat_id}/move", moved)
    await write(ana, "/ayuda")
    await answer(ana, HELP, told.id)
    assert sum(one.from_bot for one in await ana.messages()) == 2


async def ana_here(office: WholeOffice) -> Customer:
    """Ana's chat, under the number that the shapes hold."""
    actions.new_customer(office.simulator.world, "Ana Pérez", user_id=ANA)
    return await office.taken_over(ANA)


def ask_for_help(office: WholeOffice) -> None:
    """Ana writes, with no moment in which the bot could fetch."""
    world = office.simulator.world
    actions.say(world, world.chats[ANA], {"text": "/ayuda"})


async def told_help(office: WholeOffice, times: int, shape: str) -> None:
    """Wait until Ana was answered so often; nothing else came before the last answer."""
    chat = office.simulator.world.chats[ANA]

    def answers() -> list[str]:
        return [str(one.body.get("text", "")) for one in chat.messages.values() if one.from_bot]

    async def told() -> bool:
        return sum(HELP in text for text in answers()) >= times

    try:
        await until(told)
    except TimeoutError:
        raise AssertionError(f"nobody is served after: {shape}\n{office.log.read_text()}") from None


async def help_text(ana: Customer) -> str:
    return next(one.text for one in await ana.messages() if HELP in one.text)


async def unlinking(ana: Customer) -> int:
    """Wait for the question whether to unlink; its message's number."""
    found: list[int] = []

    async def asked() -> bool:
        found[:] = [
            one.id for one in await ana.messages() if any("desvincular" in x for x in one.labels)
        ]
        return bool(found)

    await until(asked)
    return found[-1]


def _data(message: dict[str, Any], label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(key["callback_data"]) for row in rows for key in row if label in key["text"])
