"""Asks for the staff's password: on the standard error, so that the output is the setting alone."""

import sys
from getpass import getpass

from bot.commands import terminal
from texts.commands import office as texts

SHORTEST = 12


def ask_for_password() -> str:
    """A password typed twice without being shown, or two lines of a file where nobody types."""
    first, again = (_read(prompt) for prompt in (texts.ASK, texts.ASK_AGAIN))
    if first != again:
        terminal.fail(texts.DIFFERENT)
    if len(first) < SHORTEST:
        terminal.fail(texts.password_too_short(SHORTEST))
    return first


def _read(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass(prompt, sys.stderr)
    sys.stderr.write(prompt + "\n")
    return sys.stdin.readline().rstrip("\r\n")
