"""Tables are whole: wide where they are piped, row by row where a terminal is too narrow."""

import os
import pty
import re
import sys

from tests.bot.command import TREE

LONG = "una frase [/b] que con sus palabras no entra en cuarenta columnas"
SCRIPT = f"""
from bot.commands import terminal
rows = [("1", "corta"), ("22", "{LONG}\\notra")]
terminal.show_table(("número", "frase"), rows, red=[0])
"""


def shown(columns: int, *, on_terminal: bool) -> str:
    """What a process prints of the table, on a terminal that wide or into a pipe."""
    environment = os.environ | {"PYTHONPATH": str(TREE), "COLUMNS": str(columns), "TERM": "xterm"}
    reading, writing = pty.openpty() if on_terminal else os.pipe()
    if (child := os.fork()) == 0:
        os.dup2(writing, 1)
        os.execve(sys.executable, [sys.executable, "-c", SCRIPT], environment)
    os.close(writing)
    text = b""
    try:
        while part := os.read(reading, 65536):
            text += part
    except OSError:  # a terminal whose other side is gone
        pass
    os.close(reading)
    assert os.waitpid(child, 0)[1] == 0
    return re.sub("\x1b[^m]*m", "", text.decode()).replace("\r\n", "\n")


def test_a_piped_table_is_as_wide_as_it_needs() -> None:
    piped = shown(40, on_terminal=False)
    assert f"│ 22     │ {LONG} │\n" in piped


def test_a_terminal_that_is_too_narrow_tells_each_row_line_by_line() -> None:
    told = shown(40, on_terminal=True)
    assert "número: 1\nfrase: corta\n\n" in told
    assert f"número: 22\nfrase: {LONG}\n  otra\n" in told


def test_a_terminal_that_is_wide_enough_has_the_table() -> None:
    assert f"│ 22     │ {LONG} │\n" in shown(120, on_terminal=True)
