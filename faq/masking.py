"""Takes personal data out of a message before it is kept: what stays is how people ask, not who.

Digits, e-mail addresses, links, street addresses and names become placeholders. Names are known
by a list (`data/names.txt`) and by what stands before them ('me llamo', 'soy', 'señora').
Better one word too many than one name too few.
"""

import re
from functools import cache
from pathlib import Path

from domain.spelling import unaccented

_DATA = Path(__file__).parent / "data"

MAIL = "[correo]"
LINK = "[enlace]"
NUMBER = "[número]"
ADDRESS = "[domicilio]"
NAME = "[nombre]"

_LETTER = r"[^\W\d_]"
_PLACEHOLDERS = (MAIL, LINK, NUMBER, ADDRESS, NAME)
_MAIL = re.compile(r"[\w.+-]+(?:@|\s?\barroba\b\s?)[\w-]+(?:\s?(?:\.|\bpunto\b)\s?\w+)*", re.I)
_LINK = re.compile(r"https?://\S+|www\.\S+", re.I)
_HANDLE = re.compile(r"@\w+")
_STREET = re.compile(
    rf"\b(?:calle|avenida|av|avda|pasaje|pje|bv|boulevard|ruta|barrio|bº|b°|manzana|mza|mz|lote|casa"
    rf"|block|torre|piso|dpto|depto|departamento)\b\.?\s*(?:n[º°]\s*)?"
    rf"(?:(?:{_LETTER}+\.?\s+){{0,4}}(?:n[º°]?\.?\s*)?\d+\w?|(?-i:[A-ZÁÉÍÓÚÑ]{_LETTER}+"
    rf"(?:\s+(?:(?:de|del|la|las|los|y)\s+)*[A-ZÁÉÍÓÚÑ]{_LETTER}+)*))",
    re.I,
)
_STREET_NUMBER = re.compile(
    rf"\b(?:[A-ZÁÉÍÓÚÑ]{_LETTER}+\s+){{1,3}}(?:[nN][º°]?\.?\s*)?\d{{2,5}}\b"
)
_DIGITS = re.compile(r"\+?\d[\d.,/ -]*\d|\d")
_INTRODUCED = re.compile(
    rf"\b(me llamo|mi nombre es|mi apellido es|de parte de|a nombre de|titular es|les? habla"
    rf"|soy(?: la| el)?(?: se[ñn]ora| se[ñn]or| sra\.?| sr\.?| do[ñn]a| don)?"
    rf"|se[ñn]ora|se[ñn]or|sra\.?|sr\.?|do[ñn]a|don|dni de|atte\.?|atentamente|firma)"
    rf"([,:]?\s+)({_LETTER}+(?:\s+(?:(?:de|del|la|los)\s+)*{_LETTER}+){{0,3}})",
    re.I,
)
_WORD = re.compile(rf"{_LETTER}+")
_NAME_FOLLOWS = frozenset({"llamo", "nombre", "apellido", "habla", "hablan"})
"""In 'me llamo' or 'mi nombre es', whatever comes next is a name, in capitals or not."""


def mask(text: str) -> str:
    """The text with personal data replaced by placeholders such as [nombre] and [número]."""
    text = _MAIL.sub(MAIL, text)
    text = _LINK.sub(LINK, text)
    text = _HANDLE.sub(NAME, text)
    text = _STREET.sub(ADDRESS, text)
    text = _STREET_NUMBER.sub(_street_number, text)
    text = _DIGITS.sub(NUMBER, text)
    text = _INTRODUCED.sub(_introduced, text)
    text = _WORD.sub(_listed, text)
    for placeholder in (NAME, NUMBER):
        text = re.sub(
            rf"{re.escape(placeholder)}(?:\s+{re.escape(placeholder)})+", placeholder, text
        )
    return text


@cache
def _list(file: str) -> frozenset[str]:
    lines = (_DATA / file).read_text("utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def _is_name(word: str) -> bool:
    return unaccented(word) in _list("names.txt")


def _listed(found: re.Match[str]) -> str:
    before, after = found.start() - 1, found.end()
    inside = found.string[max(before, 0) : after + 1]
    if any(inside == placeholder for placeholder in _PLACEHOLDERS):
        return found.group()
    return NAME if _is_name(found.group()) else found.group()


def _street_number(found: re.Match[str]) -> str:
    first = found.group().split()[0]
    return ADDRESS if len(first) > 3 else found.group()


def _introduced(found: re.Match[str]) -> str:
    """Words after 'me llamo' and the like are a name while they look like one."""
    lead, gap, following = found.groups()
    words = following.split()
    expected = 2 if _NAME_FOLLOWS & set(unaccented(lead).split()) else 0
    taken = 0
    for place, word in enumerate(words):
        if _is_name(word):
            taken = place + 1
        elif unaccented(word) in {"de", "del", "la", "los"} and place:
            continue
        elif unaccented(word) in _list("not_names.txt"):
            break
        elif word[0].isupper() or place < expected:
            taken = place + 1
        else:
            break
    if not taken:
        return found.group()
    return " ".join([f"{lead}{gap}{NAME}", *words[taken:]])
