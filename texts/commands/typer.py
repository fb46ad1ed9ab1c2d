"""What the command line's own library says, in Spanish: headings, hints, and its errors.

An error's words are known by their English form; `ERRORS` are tried in order.
"""

import re
from collections.abc import Sequence

USAGE = "Uso: "
HELP_OPTION = "Muestra esta ayuda y termina."
OPTIONS = "Opciones"
ARGUMENTS = "Argumentos"
COMMANDS = "Comandos"
DEFAULT = "[por defecto: {}]"
ENVIRONMENT = "[variable de entorno: {}]"
REQUIRED = "[obligatorio]"
DEPRECATED = "(en desuso) "
CANCELLED = "Cancelado."
PIECES = (("[OPTIONS]", "[OPCIONES]"), ("COMMAND [ARGS]...", "COMANDO [ARGUMENTOS]..."))
"""Words of the usage line."""
_A_PATH = "(?:file|path|dir|directory)"
_ANY = 10**9  # a larger end is no limit that anybody meets
TYPES = {
    "<int>": "NÚMERO",
    "<int range>": "NÚMERO",
    "<str>": "TEXTO",
    "<file>": "ARCHIVO",
    "<path>": "RUTA",
    "<directory>": "CARPETA",
    "<bool>": "",
}
"""What an option takes; a switch takes nothing."""
ERRORS = tuple(
    (re.compile(pattern, re.IGNORECASE), spanish)
    for pattern, spanish in (
        (r"^No such option: (\S+)$", r"No existe la opción \1."),
        (r"^No such command (.+)\. Did you mean (.+)\?$", r"No existe el comando \1. ¿Será \2?"),
        (r"^No such command (.+)\.$", r"No existe el comando \1."),
        (r"^Missing command\.$", "Falta el comando."),
        (r"^Got unexpected extra argument\(s\) \((.*)\)$", r"Sobra en la línea: \1."),
        (r"^Option (.+) requires an argument\.$", r"A la opción \1 le falta su valor."),
        (r"^Option (.+) does not take a value\.$", r"La opción \1 no lleva ningún valor."),
        (r"^(.+) is not one of (.+)\.$", r"\1 no es ninguno de: \2."),
        (rf"^{_A_PATH} (.+) does not exist\.$", r"no existe \1."),
        (
            r"^(?:file|path|dir|directory) (.+) is a directory\.$",
            r"\1 es una carpeta, no un archivo.",
        ),
        (rf"^{_A_PATH} (.+) is a file\.$", r"\1 es un archivo, no una carpeta."),
        (rf"^{_A_PATH} (.+) is not readable\.$", r"\1 no se puede leer."),
        (rf"^{_A_PATH} (.+) is not writable\.$", r"\1 no se puede escribir."),
        (
            r"^Input should be greater than or equal to (-?\d+)$",
            r"tiene que ser \1 o más.",
        ),
        (r"^Input should be less than or equal to (-?\d+)$", r"tiene que ser \1 o menos."),
        (r"^Input should be a valid integer.*$", "tiene que ser un número entero."),
        (r"^Unable to parse input string as an integer.*$", "es un número demasiado grande."),
    )
)


def span(formula: str) -> str:
    """Which numbers an option takes: 'x>=1', or '1<=x<=9' with both ends."""
    least, most = re.match(r"(\d+)<=x", formula), re.search(r"x<=(\d+)$", formula)
    if least and most and int(most[1]) < _ANY:
        return f"de {least[1]} a {most[1]}"
    return f"{formula.removeprefix('x>=').partition('<=')[0]} o más"


def see_help(command: str) -> str:
    """Where a command's help is."""
    return f"Ayuda: {command}"


def wrong(what: str) -> str:
    """The line that tells an error."""
    return f"Error: {what}"


def perhaps(options: Sequence[str]) -> str:
    """What may have been meant."""
    return f" ¿Será {' o '.join(sorted(options))}?" if options else ""


def missing(kind: str, hint: str) -> str:
    """An argument or an option was left out."""
    return f"Falta {'la opción' if kind == 'option' else 'el argumento'} {hint}."


def invalid(hint: str, why: str) -> str:
    """A value can't be used."""
    return f"Valor inválido para {hint}: {why}" if hint else f"Valor inválido: {why}"


def error(english: str) -> str:
    """An error of the library's, in Spanish."""
    said = english.removeprefix("Value error, ")
    for pattern, spanish in ERRORS:
        if pattern.search(said):
            return pattern.sub(spanish, said)
    return said
