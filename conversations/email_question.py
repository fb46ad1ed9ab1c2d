"""Asking for an e-mail address."""

from email_validator import EmailNotValidError, validate_email

from conversations.dialogue import Misread, Page, Question
from domain.messages import Buttons
from texts import register as texts
from texts.recover import EMAIL_EXAMPLE


def email_question(html: str, links: Buttons = ()) -> Question[str]:
    """Ask for an address; `links` are other ways out, under the question."""
    page = Page(html, links=links)
    return Question("email", (page,), read_email, keep=str, example=EMAIL_EXAMPLE)


def read_email(written: str) -> str:
    """The address, normalised; whether it can receive mail is another matter.

    Raises:
        Misread: it is no address.
    """
    try:
        return validate_email(written.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Misread(texts.not_an_email()) from error
