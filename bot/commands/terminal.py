"""How a command speaks with who runs it: tables, JSON, errors, and a question before a deed.

A table is never cut. On a terminal that is too narrow for it each row is told line by line; piped
or redirected it has the width that it needs. What people wrote is shown as they wrote it:
[brackets] are no markup.
"""

import json
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from texts.commands import terminal as texts

out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
_errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
_WIDEST = 100_000
Json = Annotated[bool, typer.Option("--json", help=texts.JSON_HELP)]
"""An option of commands whose output a program may read."""


def say(sentence: str = "", *, style: str = "") -> None:
    """Print a sentence, in one line however long it is."""
    out.print(sentence, style=style or None)


def complain(sentence: str) -> None:
    """Tell on the standard error what is wrong, and go on."""
    _errors.print(sentence, style="red")


def note(sentence: str) -> None:
    """Tell on the standard error how it goes, where the standard output is for something else."""
    _errors.print(sentence)


def fail(sentence: str) -> NoReturn:
    """Tell on the standard error what is wrong, and end with code 1."""
    complain(sentence)
    raise typer.Exit(1)


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, red: Collection[int] = ()
) -> None:
    """Print rows under their columns; the rows numbered in `red` stand out where there are colours.

    A cell may have several lines.
    """
    table = Table(*columns, highlight=False)
    for number, row in enumerate(rows):
        table.add_row(*map(Text, row), style="red" if number in red else None)
    options = out.options.update(width=_WIDEST, max_width=_WIDEST)
    needed = Measurement.get(out, options, table).maximum
    if needed <= out.width or not out.is_terminal:
        wide = Console(width=max(needed, out.width), highlight=False, markup=False, emoji=False)
        wide.print(table)
        return
    for number, row in enumerate(rows):
        show_values(zip(columns, row, strict=True), style="red" if number in red else "")
        say()


def show_values(values: Iterable[tuple[str, str]], *, style: str = "") -> None:
    """Print values by their names, a line each; an empty one is left out.

    A value of several lines is indented.
    """
    for name, value in values:
        if not value:
            continue
        say(f"{name}: " + value.replace("\n", "\n  "), style=style)


def show_json(value: object) -> None:
    """Print a value for a program to read: JSON, in UTF-8, and nothing beside it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def agreed(question: str) -> bool:
    """Ask for a yes: s, sí, si, y; anything that is neither yes nor no is asked again.

    The question goes to the standard error. Without anybody to answer it the answer is no.
    """
    while True:
        sys.stderr.write(f"{question} [s/N]: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
        answer = line.strip().casefold()
        if answer in texts.YES:
            return True
        if answer in texts.NO:
            return False
        complain(texts.YES_OR_NO)


def progress_bar() -> Progress:
    """A bar that counts what is done. It is for eyes: on the standard error, if a person looks."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=_errors, disable=not _errors.is_terminal)
