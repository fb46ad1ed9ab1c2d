"""Users of the office and the form of what they tell about themselves."""

import re
import unicodedata
from dataclasses import dataclass


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
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")


def person_name(written: str) -> str:
    """Normalise names or surnames: spaces single, capitals where someone wrote all in one case.

    Raises:
        NotAName: it has no letters, digits or signs that names don't have, or over 60 characters.
    """
    name = " ".join(unicodedata.normalize("NFC", written).split())
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise NotAName(written)
    return name.title() if name.islower() or name.isupper() else name


def dni(written: str) -> str:
    """Normalise a DNI to its 7 or 8 digits; dots and spaces make no difference.

    Raises:
        NotADocument: it doesn't have 7 or 8 digits.
    """
    digits = re.sub(r"^DNI", "", re.sub(r"[\s.\-:]", "", written.upper()))
    if not re.fullmatch(r"[1-9]\d{6,7}", digits):
        raise NotADocument(written)
    return digits


def username(written: str) -> str:
    """Normalise a user name: small letters, 4 to 30 of letters, digits, '.', '-' and '_'.

    Raises:
        NotAUsername: it is shorter, longer or has other characters.
    """
    name = written.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise NotAUsername(written)
    return name


def email_key(address: str) -> str:
    """The form in which two spellings of an address are the same person's."""
    return address.strip().casefold()
