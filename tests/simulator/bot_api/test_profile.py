"""What the bot tells about itself."""

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import BadRequest

from simulator import Customer


async def test_who_the_bot_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.can_join_groups) == ("oficina_virtual_bot", True, True)
    assert bot.token.startswith(f"{me.id}:")


async def test_commands_are_kept_by_scope_and_language(bot: Bot, ana: Customer) -> None:
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("menu", "Ver el menú")])
    await bot.set_my_commands([("ayuda", "Cómo se usa")], scope=private, language_code="es")
    assert [one.command for one in await bot.get_my_commands()] == ["menu"]
    assert [one.command for one in await bot.get_my_commands(private, "es")] == ["ayuda"]
    seen = await ana.ask("GET", f"sim/chats/{ana.chat_id}")
    assert seen["commands"] == [{"command": "ayuda", "description": "Cómo se usa"}]


@pytest.mark.parametrize(
    ("command", "description", "complaint"),
    [
        ("Menú", "x", "Bot_command_invalid"),
        ("menu", "", "Bot_command_description_invalid"),
        ("menu", "x" * 257, "Bot_command_description_invalid"),
    ],
)
async def test_commands_that_are_refused(
    bot: Bot, command: str, description: str, complaint: str
) -> None:
    with pytest.raises(BadRequest, match=complaint):
        await bot.set_my_commands([(command, description)])


async def test_descriptions_and_the_menu_button(bot: Bot, ana: Customer) -> None:
    await bot.set_my_description("Pagá tus facturas")
    await bot.set_my_short_description("Agua")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_my_description()).description == "Pagá tus facturas"
    assert (await bot.get_my_short_description()).short_description == "Agua"
    assert (await ana.ask("GET", "sim/bot"))["description"] == "Pagá tus facturas"
    with pytest.raises(BadRequest, match="Description_too_long"):
        await bot.set_my_description("x" * 513)


async def test_a_chat_is_told(bot: Bot, ana: Customer) -> None:
    chat = await bot.get_chat(ana.chat_id)
    assert (chat.type, chat.first_name, chat.last_name) == ("private", "Ana", "Pérez")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(4242)
