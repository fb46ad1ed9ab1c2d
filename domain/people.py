"""Users of the office and the form of what they tell about themselves."""

import re
import unicodedata
from dataclasses import dataclass

from domain.spelling import unaccented


@dataclass(frozen=True, slots=True)
class User:
    """A registered user; until the e-mail is confirmed it has no password and can't log in."""

    id: int
    first_names: str
    surnames: str
    document: str
    email: str
    username: str
    phone: str
    confirmed: bool


class NotAName(ValueError):
    """What was written is no person's name."""


class NotADocument(ValueError):
    """What was written is no DNI."""


class NotAUsername(ValueError):
    """What was written can't be a user name."""


_NAME = re.compile(r"[^\W\d_]+(?:[ .'’´`-]+[^\W\d_]+)*\.?")
_INTRODUCING = re.compile(
    r"^(?:(?:hola|buenas|buen dia|buen día|buenas tardes|buenas noches),? )?"
    r"(?:(?:yo )?(?:me llamo|soy)|(?:mi )?(?:nombre|apellido)s?(?: es|:))\s+(?=\S)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"(?:(?:MI|EL)?(?:DNI|DOCUMENTO)(?:ES|EL|NRO|NUMERO|N?[º°])*)?(\d+)")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")


def person_name(written: str) -> str:
    """Normalise names or surnames: spaces single, capitals where someone wrote all in one case.

    What people introduce themselves with ('me llamo Ana') is left away.

    Raises:
        NotAName: it has no letters, digits or signs that names don't have, or over 60 characters.
    """
    name = introduced(unicodedata.normalize("NFC", written))
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise NotAName(written)
    return name.title() if name.islower() or name.isupper() else name


def introduced(written: str) -> str:
    """A name without what people introduce themselves with: 'hola, me llamo Ana' is Ana."""
    return _INTRODUCING.sub("", " ".join(written.split()))


def dni(written: str) -> str:
    """Normalise a DNI to its 7 or 8 digits; dots, spaces and 'mi DNI es' make no difference.

    Raises:
        NotADocument: it doesn't have 7 or 8 digits.
    """
    told = _DOCUMENT.fullmatch(re.sub(r"[\s.\-:]", "", written.upper()))
    if not told or not re.fullmatch(r"[1-9]\d{6,7}", told[1]):
        raise NotADocument(written)
    return told[1]


def username(written: str) -> str:
    """Normalise a user name: small letters, 4 to 30 of letters, digits, '.', '-' and '_'.

    Raises:
        NotAUsername: it is shorter, longer or has other characters.
    """
    name = written.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise NotAUsername(written)
    return name


def proposed_username(first_names: str, surnames: str) -> str:
    """A user name to begin with, such as 'ana.gomez'; whether it is free is another matter."""
    words = re.findall(r"[a-z]+", unaccented(f"{first_names.split()[0]} {surnames}"))
    name = ".".join(words)[:26].strip(".")
    return name if len(name) >= 4 else f"usuario.{name}".strip(".")


def email_key(address: str) -> str:
    """The form in which two spellings of an address are the same person's."""
    return address.strip().casefold()
