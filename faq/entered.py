"""What is typed in reply to a question and asks for nothing by itself: a person's name, a code,
a date, a mail address, a plain yes or no. Taken for a wish, it would break in on the question."""

import re
from functools import cache
from pathlib import Path

from faq.normalise import plain

_DATA = Path(__file__).parent / "data"
_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_PIECE = re.compile(r"[a-z]+|\d+")
_NUMBER = re.compile(r"\d[\d.,/\- ]*")
_GREETED = r"(?:(?:hola|buenas|buen dia|buenas tardes|buenas noches),? )?"
"""Not before 'soy': 'hola, soy Marta' greets."""
_INTRODUCED = re.compile(
    rf"({_GREETED}(?:yo )?(?:me llamo|mi (?:nombre|apellido) es)|(?:yo )?soy) ([a-z' .-]+)"
)
_JOINING = frozenset(("de", "del", "la", "las", "los", "y"))
_CODE = ("b", "comp", "comprobante", "codigo", "cod", "pago", "electronico", "numero", "nro", "num")
_OTHER = ("dni", "documento", "cuit", "cuil", "cuenta", "telefono", "tel", "celular", "cel")
_NAMING = frozenset((*_CODE, *_OTHER, *_JOINING, "n", "no", "es", "el", "mi"))
"""What may stand beside a code: 'comp. nº B 0001-00012345', 'mi DNI es 30123456'."""


def entered(message: str) -> bool:
    """Whether the message is nothing but such a reply."""
    if _introduces(plain(message)):
        return True
    bare = _ADDRESS.sub(" ", message)
    pieces = _PIECE.findall(plain(bare))
    if not pieces:
        return bare != message
    if _reply(bare) in _replies():
        return True
    names = [piece for piece in pieces if piece not in _JOINING]
    if names and (all(name in _people() for name in names) or _of_two(pieces)):
        return True
    digits = any(piece.isdigit() for piece in pieces)
    return digits and all(piece.isdigit() or piece in _NAMING for piece in pieces)


def _introduces(message: str) -> bool:
    """'Me llamo Ofelia Ríos'; 'soy inquilino' says something else."""
    match = _INTRODUCED.fullmatch(message.strip(" .!"))
    if match is None:
        return False
    words = _PIECE.findall(match[2])
    if match[1].endswith("soy"):
        return all(one in _people() for one in words)
    return 1 <= len(words) <= 4


def _of_two(pieces: list[str]) -> bool:
    """A given name and one word more, whatever it is otherwise: 'Juan Pago'."""
    return len(pieces) == 2 and pieces[0] in _given() and pieces[1].isalpha()


def _reply(message: str) -> str:
    return " ".join(_PIECE.findall(_NUMBER.sub(" 0 ", plain(message))))


@cache
def _replies() -> frozenset[str]:
    return frozenset(_reply(line) for line in _lines("replies.txt"))


@cache
def _given() -> frozenset[str]:
    return frozenset(name for line in _lines("names.txt") for name in line.split())


@cache
def _people() -> frozenset[str]:
    return _given() | {name for line in _lines("surnames.txt") for name in line.split()}


def _lines(name: str) -> list[str]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
