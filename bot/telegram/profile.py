"""How the bot introduces itself to Telegram: commands with descriptions, texts, menu button."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import InvalidToken

from bot.telegram.first_calls import Stopped, until_answered
from conversations.engine.catalogue import ENTRIES
from texts.general import menu

LONGEST = 600.0  # seconds between two tries: nobody waits for it
log = logging.getLogger(__name__)


def commands() -> list[BotCommand]:
    """The commands Telegram lists, in the menu's order."""
    entries = [BotCommand(entry.commands[0], entry.words.description) for entry in ENTRIES]
    back = BotCommand("volver", menu.BACK_DESCRIPTION)
    return [*entries, back, BotCommand("cancelar", menu.CANCEL_DESCRIPTION)]


async def publish_profile(bot: Bot, stop: asyncio.Event) -> None:
    """Set commands, descriptions and menu button, each until Telegram has it or `stop` is set.

    The bot works all the same without them.
    """
    private = BotCommandScopeAllPrivateChats()
    button = MenuButtonCommands()
    await asyncio.gather(
        _published(lambda: bot.set_my_commands(commands(), scope=private), stop, "setMyCommands"),
        _published(lambda: bot.set_my_description(menu.DESCRIPTION), stop, "setMyDescription"),
        _published(
            lambda: bot.set_my_short_description(menu.SHORT_DESCRIPTION),
            *(stop, "setMyShortDescription"),
        ),
        _published(lambda: bot.set_chat_menu_button(menu_button=button), stop, "setChatMenuButton"),
    )


async def _published(
    call: Callable[[], Coroutine[Any, Any, object]], stop: asyncio.Event, name: str
) -> None:
    try:
        await until_answered(call, stop, name, longest=LONGEST)
    except Stopped:
        log.info("%s is left for the next start", name)
    except InvalidToken:
        log.warning("%s was refused with the token", name)
