"""Every word of the command line is Spanish: each command's help, and every kind of error."""

import re
from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from bot.commands.cli import app

ENGLISH = """
    about account accounts after all an and announcement answer answered argument arguments
    before by can command commands data database default delivered does doesn't exist
    exit extra failed file folder for found from given got group has have help here how in input
    integer invalid invoice is it its list long message missing months must named new not
    notice nothing number of only option options or people planned possible possibly range
    read required sent should show such tables text than that the them there this to try
    unanswered unexpected usage use used valid value wait waits was were what when where which
    who will with without would written yes you your
    """
"""Common English words, and those of the library, that are no Spanish ones."""
NAMES = re.compile(
    r"""--[\w-]+ | «[^»]*» | '[^']*' | "[^"]*" | <[^>]*> | \[bold\]|\[/bold\]
    | oficina(?:\ [a-z-]+){1,2} | (?:\w+[/.@_])+\w+ | OFICINA_\w+ | all\ \(todos\)
    """,
    re.VERBOSE,
)
"""Names of commands, options, settings and files: they stay as they are."""
BY_NAME = {"all", "accounts", "help", "list", "show", "import", "sample", "ask", "send", "status"}


def commands(
    command: typer.core.TyperCommand | TyperGroup, *path: str
) -> Iterator[tuple[tuple[str, ...], object]]:
    """A command and all below it, with the words that call each."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, *path, name)


EVERY = sorted(path for path, _ in commands(typer.main.get_command(app)))  # type: ignore[arg-type]


def english(told: str) -> set[str]:
    """The English words in what was told."""
    called = {name for path in EVERY for name in path}
    words = re.findall(r"[^\W\d_][^\W\d_'-]*", NAMES.sub(" ", told).replace("\n", " "))
    return {
        word
        for word in words
        if word.casefold() in ENGLISH.split() and word not in called | BY_NAME
    }


def run(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "300"})
    return ran.exit_code, ran.output


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_a_commands_help_is_spanish(path: tuple[str, ...]) -> None:
    code, told = run(*path, "--help")
    assert code == 0
    assert " Uso: " in told
    assert "Muestra esta ayuda y termina." in told
    assert english(told) == set(), told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nada", "No existe el comando 'nada'."),
        ("clams", "¿Será 'claims'?"),
        ("import", "Falta el argumento 'TIPO'."),
        ("import cuentas", "Falta el argumento 'ARCHIVO'."),
        ("import cuentas nada.csv", "Valor inválido para 'ARCHIVO': no existe 'nada.csv'."),
        ("announce /", "'/' es una carpeta, no un archivo."),
        (f"demo --output {__file__}", "es un archivo, no una carpeta"),
        ("claims show", "Falta el argumento 'NÚMERO'."),
        ("claims show dos", "tiene que ser un número entero"),
        ("claims show 0", "tiene que ser 1 o más"),
        ("claims show 1 2", "Sobra en la línea: 2."),
        ("claims --cerrados", "No existe la opción --cerrados."),
        ("claims list --close", "No existe la opción --close. ¿Será --closed?"),
        ("notices status --periods", "A la opción '--periods' le falta su valor."),
        ("notices status --periods x", "Valor inválido para '--periods'"),
        ("run --webhook=1", "La opción '--webhook' no lleva ningún valor."),
        ("announce /dev/null --to nadie", "'nadie' no es ninguno de"),
        ("faq teach " + "9" * 30 + " contacto", "o menos"),
        ("sample x --accounts 1", "tiene que ser 50 o más"),
        ("notices show x", "no es un número de comprobante"),
    ],
)
def test_an_error_is_spanish_and_tells_what_is_wrong(line: str, told: str) -> None:
    code, output = run(*line.split())
    assert code in (1, 2)
    assert told in output
    assert english(output) == set(), output


def test_the_words_are_found() -> None:
    assert english("Usage: oficina [OPTIONS]\n Show this message and exit.") >= {
        "Usage", "OPTIONS", "Show", "this", "message", "and", "exit",
    }  # fmt: skip
