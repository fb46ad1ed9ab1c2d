"""Methods about the bot itself: who it is, its commands, its descriptions; and about chats."""

import re

from simulator.bot_api.errors import bad_request
from simulator.bot_api.messages import target
from simulator.bot_api.params import Params
from simulator.world import Json, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100


def get_me(world: World, _params: Params) -> Json:
    """getMe."""
    return world.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.bot.reads_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _place(params: Params) -> str:
    scope = params.json("scope") or {"type": "default"}
    who = ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"{who}|{params.text('language_code')}"


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands."""
    commands = params.json("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: Expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.bot.commands[_place(params)] = commands
    if world.feed.watched:
        world.feed.publish({"event": "commands"})
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """getMyCommands."""
    return world.bot.commands.get(_place(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands."""
    world.bot.commands.pop(_place(params), None)
    return True


def set_my_description(world: World, params: Params) -> bool:
    """setMyDescription, at most 512 characters."""
    if len(params.text("description")) > 512:
        raise bad_request("DESCRIPTION_TOO_LONG")
    world.bot.description[params.text("language_code")] = params.text("description")
    return True


def get_my_description(world: World, params: Params) -> Json:
    """getMyDescription."""
    return {"description": world.bot.description.get(params.text("language_code"), "")}


def set_my_short_description(world: World, params: Params) -> bool:
    """setMyShortDescription, at most 120 characters."""
    if len(params.text("short_description")) > 120:
        raise bad_request("SHORT_DESCRIPTION_TOO_LONG")
    short = params.text("short_description")
    world.bot.short_description[params.text("language_code")] = short
    return True


def get_my_short_description(world: World, params: Params) -> Json:
    """getMyShortDescription."""
    short = world.bot.short_description.get(params.text("language_code"), "")
    return {"short_description": short}


def set_my_name(world: World, params: Params) -> bool:
    """setMyName, at most 64 characters."""
    if len(params.text("name")) > 64:
        raise bad_request("NAME_TOO_LONG")
    world.bot.name = params.text("name") or world.bot.name
    return True


def get_my_name(world: World, _params: Params) -> Json:
    """getMyName."""
    return {"name": world.bot.name}


def set_chat_menu_button(world: World, params: Params) -> bool:
    """setChatMenuButton."""
    world.bot.menu_button = params.json("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, _params: Params) -> Json:
    """getChatMenuButton."""
    return world.bot.menu_button


def get_chat(world: World, params: Params) -> Json:
    """getChat."""
    return target(world, params).about | {"accent_color_id": 0, "max_reaction_count": 11}


def leave_chat(world: World, params: Params) -> bool:
    """leaveChat; afterwards the group answers 403."""
    chat = target(world, params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.has_bot = False
    world.bot_answered(chat)
    world.tell("chat", chat)
    return True


def done(_world: World, _params: Params) -> bool:
    """Methods with nothing to do here: close, logOut."""
    return True
