"""Has the command line's library, Typer, speak Spanish: help, usage, errors.

Typer has no translations: some of its words are constants, others stand in methods. This is the one
place that reaches into it; the version is pinned, and `tests/bot/commands/test_spanish.py` walks
every help and every kind of error for words that are left.
"""

from functools import wraps
from typing import Any

from typer import rich_utils
from typer._click import exceptions
from typer._click.core import Command
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperOption

from bot.commands import terminal
from texts.commands import typer as texts


def speak_spanish() -> None:
    """Translate Typer for the rest of the process."""
    for name, words in (
        ("DEPRECATED_STRING", texts.DEPRECATED),
        ("DEFAULT_STRING", texts.DEFAULT),
        ("ENVVAR_STRING", texts.ENVIRONMENT),
        ("REQUIRED_LONG_STRING", texts.REQUIRED),
        ("ARGUMENTS_PANEL_TITLE", texts.ARGUMENTS),
        ("OPTIONS_PANEL_TITLE", texts.OPTIONS),
        ("COMMANDS_PANEL_TITLE", texts.COMMANDS),
        ("ABORTED_TEXT", texts.CANCELLED),
    ):
        setattr(rich_utils, name, words)
    for owner, name, ours in (
        (rich_utils, "rich_format_error", _tell),
        (HelpFormatter, "write_usage", _write_usage(HelpFormatter.write_usage)),
        (Command, "get_help_option", _help_option(Command.get_help_option)),
        (TyperOption, "display_type_rich", _type(TyperOption.display_type_rich)),
        (TyperOption, "_get_number_range_help_str", _span(TyperOption._get_number_range_help_str)),
        (
            TyperArgument,
            "_get_number_range_help_str",
            _span(TyperArgument._get_number_range_help_str),
        ),
        (TyperArgument, "display_type_rich", _type(TyperArgument.display_type_rich)),
    ):
        setattr(owner, name, ours)


def _tell(error: exceptions.ClickException) -> None:
    """Tell an error of the command line: how the command is used, where its help is, what is wrong.

    In whole lines, so that nothing is cut where the standard error is written to a file.
    """
    if isinstance(error, exceptions.NoArgsIsHelpError):
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        terminal.note(context.get_usage())
        terminal.note(texts.see_help(f"{context.command_path} {context.help_option_names[0]}"))
    terminal.complain(texts.wrong(_words(error)))


def _words(error: exceptions.ClickException) -> str:
    match error:
        case exceptions.MissingParameter():
            kind = error.param_type or (error.param.param_type_name if error.param else "")
            return texts.missing(kind, _hint(error))
        case exceptions.BadParameter():
            return texts.invalid(_hint(error), texts.error(error.message))
        case exceptions.NoSuchOption():
            return texts.error(error.message) + texts.perhaps(error.possibilities or ())
        case _:
            return texts.error(error.message)


def _hint(error: exceptions.BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint() if error.param else "")
    return hint if isinstance(hint, str) else " / ".join(map(repr, hint))


def _write_usage(theirs: Any) -> Any:
    @wraps(theirs)
    def write_usage(self: Any, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, spanish in texts.PIECES:
            args = args.replace(english, spanish)
        theirs(self, prog, args, texts.USAGE if prefix is None else prefix)

    return write_usage


def _help_option(theirs: Any) -> Any:
    @wraps(theirs)
    def get_help_option(self: Any, context: Any) -> Any:
        option = theirs(self, context)
        if option is not None:
            option.help = texts.HELP_OPTION
        return option

    return get_help_option


def _type(theirs: Any) -> Any:
    @wraps(theirs)
    def display_type_rich(self: Any, ctx: Any) -> str | None:
        shown = theirs(self, ctx)
        return None if shown is None else texts.TYPES.get(shown, shown)

    return display_type_rich


def _span(theirs: Any) -> Any:
    @wraps(theirs)
    def number_range(self: Any) -> str | None:
        formula = theirs(self)
        return texts.span(formula) if formula else formula

    return number_range
