"""How the bot introduces itself to Telegram: commands with descriptions, texts, menu button."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError

from conversations.engine.catalogue import ENTRIES
from texts.general import menu

log = logging.getLogger(__name__)


def commands() -> list[BotCommand]:
    """The commands Telegram lists, in the menu's order."""
    entries = [BotCommand(entry.commands[0], entry.words.description) for entry in ENTRIES]
    back = BotCommand("volver", menu.BACK_DESCRIPTION)
    return [*entries, back, BotCommand("cancelar", menu.CANCEL_DESCRIPTION)]


async def publish_profile(bot: Bot) -> None:
    """Set commands, descriptions and menu button; the bot works all the same without them."""
    try:
        await bot.set_my_commands(commands(), scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_description(menu.DESCRIPTION)
        await bot.set_my_short_description(menu.SHORT_DESCRIPTION)
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as error:
        log.warning("the bot could not introduce itself: %s", error.message)
