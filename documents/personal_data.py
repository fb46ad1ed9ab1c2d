"""A person's own data as a document: sections of named values, chosen by the caller."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the data with its rows: what a value is called, and the value as a person reads it.

    A section without rows says that nothing is held; `note` stands below them.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is held of a person at a moment, local time."""

    person: str
    moment: datetime
    sections: tuple[Section, ...]
    introduction: str = ""
    closing: str = ""
