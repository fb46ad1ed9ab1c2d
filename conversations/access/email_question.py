"""Asking for an e-mail address."""

import re

from email_validator import EmailNotValidError, validate_email

from conversations.engine.talk import Misread, Page, Question
from domain.messages import Buttons
from texts.access import register as texts


def email_question(html: str, links: Buttons = (), example: str = "") -> Question[str]:
    """Ask for an address; `links` are other ways out, under the question."""
    page = Page(html, links=links)
    example = example or texts.EMAIL_EXAMPLE
    return Question("email", (page,), read_email, keep=str, example=example)


_SPELT_AT = re.compile(r"\s*\(?\barroba\b\)?\s*", re.IGNORECASE)
_SPELT_DOT = re.compile(r"\s*\bpunto\b\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s:;<>()]+@[^\s:;<>()]+")


def read_email(written: str) -> str:
    """The address, normalised; whether it can receive mail is another matter.

    It may stand in a sentence, be spelt out ('ana arroba correo punto com'), or have a space
    beside the @ or a comma for a dot.

    Raises:
        Misread: it is no address.
    """
    text = written.strip()
    if "@" not in text and _SPELT_AT.search(text):
        text = _SPELT_DOT.sub(".", _SPELT_AT.sub("@", text))
    found = _ADDRESS.findall(re.sub(r"\s*@\s*", "@", text))
    address = found[0].rstrip(".,").replace(",", ".") if len(found) == 1 else text
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Misread(texts.not_an_email(), meant="@" in text) from error
