"""Messages as the real API takes and refuses them, asked with the real python-telegram-bot."""

from datetime import timedelta

import aiohttp
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest

from simulator import Customer

ALL_TAGS = (
    "<b>b</b><i>i</i><u>u</u><s>s</s><code>c</code><tg-spoiler>t</tg-spoiler>"
    '<a href="https://example.com/x">l</a><blockquote>q</blockquote>'
    '<blockquote expandable>e</blockquote><pre><code class="language-python">p</code></pre>'
)


def inline(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)])


async def test_a_message_comes_back_as_the_real_api_tells_it(bot: Bot, ana: Customer) -> None:
    message = await bot.send_message(ana.chat_id, "  hola <b>Ana</b> \n", parse_mode="HTML")
    assert message.text == "hola Ana"
    assert message.text_html == "hola <b>Ana</b>"
    assert message.chat.id == ana.chat_id
    assert message.chat.type == "private"
    assert message.from_user is not None
    assert message.from_user.is_bot
    assert [one.html for one in await ana.messages()] == ["hola <b>Ana</b>"]


async def test_all_tags_become_entities(bot: Bot, ana: Customer) -> None:
    message = await bot.send_message(ana.chat_id, ALL_TAGS, parse_mode="HTML")
    assert message.text == "biusctlqep"
    assert [entity.type for entity in message.entities] == [
        "bold", "italic", "underline", "strikethrough", "code", "spoiler", "text_link",
        "blockquote", "expandable_blockquote", "pre",
    ]  # fmt: skip
    assert message.entities[-1].language == "python"


async def test_offsets_count_utf16_units(bot: Bot, ana: Customer) -> None:
    message = await bot.send_message(ana.chat_id, "💧 <b>agua</b> &amp; más", parse_mode="HTML")
    assert message.text == "💧 agua & más"
    assert (message.entities[0].offset, message.entities[0].length) == (3, 4)
    assert (await ana.last()).html == "💧 <b>agua</b> &amp; más"


async def test_links_addresses_and_commands_are_found(bot: Bot, ana: Customer) -> None:
    text = "Entrá a https://example.com/a?b=1. O a@example.com, o /ayuda"
    message = await bot.send_message(ana.chat_id, text)
    found = message.parse_entities()
    assert list(found.values()) == ["https://example.com/a?b=1", "a@example.com", "/ayuda"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<x>hola</x>", 'Can\'t parse entities: unsupported start tag "x" at byte offset 0'),
        ("¡<p>", 'Can\'t parse entities: unsupported start tag "p" at byte offset 2'),
        ("<b>hola", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("hola</b>", "Can't parse entities: unexpected end tag at byte offset 4"),
        (
            "<b>ho</i>",
            'Can\'t parse entities: unmatched end tag at byte offset 5, expected "</b>", '
            'found "</i>"',
        ),
        ("5 < 7", 'Can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("hola <b", "Can't parse entities: unclosed start tag at byte offset 5"),
        ('<span class="x">a</span>', 'must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_html_that_telegram_refuses(
    bot: Bot, ana: Customer, text: str, complaint: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ana.chat_id, text, parse_mode="HTML")
    assert complaint.lower() in refused.value.message.lower()
    assert await ana.messages() == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (" ", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("a" * 4097, "Message is too long"),
        ("💧" * 2049, "Message is too long"),
    ],
)
async def test_length_of_a_text(bot: Bot, ana: Customer, text: str, complaint: str) -> None:
    with pytest.raises(BadRequest, match=complaint):
        await bot.send_message(ana.chat_id, text, parse_mode="HTML")


async def test_tags_do_not_count_towards_the_length(bot: Bot, ana: Customer) -> None:
    text = f"<b>{'a' * 4096}</b>"
    assert len((await bot.send_message(ana.chat_id, text, parse_mode="HTML")).text or "") == 4096


async def test_an_unknown_chat(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(4242, "hola")


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        (InlineKeyboardButton("a", callback_data="ñ" * 33), "Button_data_invalid"),
        (InlineKeyboardButton("a", copy_text=CopyTextButton("1" * 257)), "COPY_TEXT_INVALID"),
        (InlineKeyboardButton("a", url="ftp://example.com"), "Unsupported URL protocol"),
        (InlineKeyboardButton("a", url="http://localhost/x"), "Wrong HTTP URL"),
        (InlineKeyboardButton("a"), "Text buttons are unallowed in the inline keyboard"),
        (
            InlineKeyboardButton("a", url="https://example.com", callback_data="a"),
            "exactly one optional field",
        ),
    ],
)
async def test_buttons_that_telegram_refuses(
    bot: Bot, ana: Customer, button: InlineKeyboardButton, complaint: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.send_message(ana.chat_id, "elegí", reply_markup=inline(button))


async def test_buttons_are_echoed(bot: Bot, ana: Customer) -> None:
    markup = inline(
        InlineKeyboardButton("Sí", callback_data="x" * 64),
        InlineKeyboardButton("Copiar", copy_text=CopyTextButton("1" * 256)),
        InlineKeyboardButton("Web", url="https://example.com"),
    )
    message = await bot.send_message(ana.chat_id, "elegí", reply_markup=markup)
    assert message.reply_markup == markup
    assert (await ana.last()).labels == ["Sí", "Copiar", "Web"]


async def test_editing_a_text_and_its_buttons(bot: Bot, ana: Customer) -> None:
    markup = inline(InlineKeyboardButton("Sí", callback_data="si"))
    sent = await bot.send_message(ana.chat_id, "uno", reply_markup=markup)
    edited = await bot.edit_message_text("dos", ana.chat_id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("dos", None)
    assert edited.edit_date is not None
    changed = await bot.edit_message_reply_markup(ana.chat_id, sent.message_id, reply_markup=markup)
    assert not isinstance(changed, bool)
    assert changed.reply_markup == markup
    assert [one.text for one in await ana.messages()] == ["dos"]


async def test_an_edit_that_changes_nothing(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_message(ana.chat_id, "<b>uno</b>", parse_mode="HTML")
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_text("<b>uno</b>", ana.chat_id, sent.message_id, parse_mode="HTML")
    assert refused.value.message == (
        "Message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ana.chat_id, sent.message_id)


async def test_edits_of_what_is_not_there_or_not_the_bots(bot: Bot, ana: Customer) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("dos", ana.chat_id, 999_999)
    asked = await ana.ask("POST", f"sim/chats/{ana.chat_id}/send", {"text": "hola"})
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("dos", ana.chat_id, asked["message"]["id"])


async def test_deleting(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_message(ana.chat_id, "uno")
    secret = (await ana.ask("POST", f"sim/chats/{ana.chat_id}/send", {"text": "clave"}))["message"]
    assert await bot.delete_message(ana.chat_id, sent.message_id)
    assert await bot.delete_message(ana.chat_id, secret["id"])
    assert await ana.messages() == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ana.chat_id, sent.message_id)


async def test_deleting_after_48_hours(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_message(ana.chat_id, "uno")
    await ana.ask("POST", "sim/clock", {"seconds": timedelta(hours=48, minutes=1).total_seconds()})
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(ana.chat_id, sent.message_id)


async def test_answering_a_press(bot: Bot, ana: Customer) -> None:
    markup = inline(InlineKeyboardButton("Sí", callback_data="si"))
    await bot.send_message(ana.chat_id, "¿?", reply_markup=markup)
    pressed = await ana.ask("POST", f"sim/chats/{ana.chat_id}/press", {"label": "Sí"})
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "si"
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(pressed["callback_query_id"], "a" * 201)
    assert await update.callback_query.answer("¡Listo!")
    assert await ana.alerts() == ["¡Listo!"]


async def test_answering_a_press_too_late_or_never_made(bot: Bot, ana: Customer) -> None:
    complaint = "Query is too old and response timeout expired or query id is invalid"
    sent = await bot.send_message(ana.chat_id, "¿?")
    pressed = await ana.ask(
        "POST", f"sim/chats/{ana.chat_id}/press", {"message_id": sent.message_id, "data": "viejo"}
    )
    with pytest.raises(BadRequest, match=complaint):
        await bot.answer_callback_query("77")
    await ana.ask("POST", "sim/clock", {"seconds": 3600})
    with pytest.raises(BadRequest, match=complaint):
        await bot.answer_callback_query(pressed["callback_query_id"])


async def test_a_keyboard_comes_and_goes(bot: Bot, ana: Customer) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Compartir", request_contact=True)]])
    sent = await bot.send_message(ana.chat_id, "¿Tu teléfono?", reply_markup=keyboard)
    assert sent.reply_markup is None  # the API never tells these back
    seen = await ana.ask("GET", f"sim/chats/{ana.chat_id}")
    assert seen["keyboard"]["keyboard"][0][0]["request_contact"] is True
    await bot.send_message(ana.chat_id, "Gracias", reply_markup=ReplyKeyboardRemove())
    assert (await ana.ask("GET", f"sim/chats/{ana.chat_id}"))["keyboard"] is None


async def test_typing_shows_until_the_next_message(bot: Bot, ana: Customer) -> None:
    await bot.send_chat_action(ana.chat_id, ChatAction.UPLOAD_DOCUMENT)
    assert (await ana.ask("GET", f"sim/chats/{ana.chat_id}"))["action"] == "upload_document"
    await bot.send_message(ana.chat_id, "listo")
    assert (await ana.ask("GET", f"sim/chats/{ana.chat_id}"))["action"] == ""
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(ana.chat_id, "dancing")


async def test_a_reply_needs_its_message(bot: Bot, ana: Customer) -> None:
    first = await bot.send_message(ana.chat_id, "uno")
    reply = await bot.send_message(ana.chat_id, "dos", reply_to_message_id=first.message_id)
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "uno"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ana.chat_id, "tres", reply_to_message_id=999_999)


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_any_of_four_ways(
    http: aiohttp.ClientSession, bot: Bot, ana: Customer, way: str
) -> None:
    values = {"chat_id": str(ana.chat_id), "text": "ñandú & más", "protect_content": "true"}
    url = f"/bot{bot.token}/sendMessage"
    match way:
        case "query":
            answer = await http.get(url, params=values)
        case "form":
            answer = await http.post(url, data=values)
        case "json":
            answer = await http.post(url, json=values | {"chat_id": ana.chat_id})
        case _:
            with aiohttp.MultipartWriter("form-data") as form:
                for name, value in values.items():
                    form.append(value).set_content_disposition("form-data", name=name)
            answer = await http.post(url, data=form)
    told = await answer.json()
    assert told["ok"] is True
    assert told["result"]["text"] == "ñandú & más"
