"""Where people can turn to: what the manual gives, and what the utility adds in a TOML file.

    community = "https://…"          # the community page
    whatsapp = "383 …"

    [[offices]]
    name = "Casa Central"
    address = "…"
    hours = "lunes a viernes de 8 a 13"

Nothing is invented: without the file there are only the two telephones of the manual (term 9).
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

CALL_CENTRE = "(383) 4430-003"
FREE_LINE = "0800-888-8255"


class ContactFileWrong(ValueError):
    """The contact file at `path` can't be read; the message or the cause says why."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


@dataclass(frozen=True, slots=True)
class Premises:
    """An office that people can go to."""

    name: str
    address: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known besides the telephones; empty where it is not known."""

    offices: tuple[Premises, ...] = ()
    whatsapp: str = ""
    community: str = ""


def load_contact(path: Path) -> Contact:
    """Read the contact file.

    Raises:
        ContactFileWrong: it can't be read, or has a name or a value that it can't have.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        offices = tuple(Premises(**_texts(office)) for office in data.pop("offices", []))
        contact = Contact(offices, **_texts(data))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ContactFileWrong(path, f"{path}: {error}") from error
    if contact.community and not contact.community.startswith(("https://", "http://")):
        raise ContactFileWrong(path, f"{path}: community must begin with https://")
    return contact


def _texts(table: dict[str, object]) -> dict[str, str]:
    for name, value in table.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a text")
    return {name: str(value).strip() for name, value in table.items()}
