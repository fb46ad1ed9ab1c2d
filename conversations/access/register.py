"""Create a user (manual, 'Crear Usuario'): the mandatory data, then the mail to be confirmed."""

import re
from datetime import datetime

import phonenumbers

from conversations.access.email_question import read_email
from conversations.common.questions import plain, says_yes
from conversations.engine.entry import Entry
from conversations.engine.talk import PHONE, Choice, Misread, Page, Question, Talk, again
from domain import people
from domain.dialogues import Answers
from domain.office import Office
from domain.outcomes import NewUser
from texts.access import register as texts

NO_PHONE = "-"
_NO_PHONE = re.compile(
    r"-|paso|ninguno|prefiero no(?: darlo)?"
    r"|no(?: tengo| uso| quiero(?: dar(?:lo)?)?)?(?: (?:el |mi |un )?(?:tel[eé]fono|celular))?"
)
_NO_EMAIL = re.compile(r"no (?:tengo|uso|s[eé] usar)(?: .*)?|ninguno")


async def register(talk: Talk, office: Office, now: datetime) -> NewUser | None:
    """Ask for names, DNI, e-mail, user name and, if wanted, a phone; ends in a `NewUser`."""
    if user := await office.user():
        talk.say(texts.already_in(user.first_names))
        return None

    talk.say(texts.BEGINNING)
    first_names = await talk.ask(
        plain("first_names", texts.FIRST_NAMES, _name, example=texts.NAME_EXAMPLE, open=True)
    )
    surnames = await talk.ask(
        plain("surnames", texts.SURNAMES, _name, example=texts.NAME_EXAMPLE, open=True)
    )
    document = await talk.ask(plain("document", texts.DOCUMENT, _dni, example=texts.DNI_EXAMPLE))

    email = await talk.ask(
        which_email := plain("email", texts.EMAIL, _email, example=texts.EMAIL_EXAMPLE)
    )
    if await office.email_taken(email):
        talk.refuse(which_email, texts.email_taken(email))

    proposed = await _proposed_username(office, first_names, surnames)
    username = await talk.ask(
        which_username := plain(
            "username",
            texts.USERNAME,
            _username,
            choices=((Choice(proposed, proposed),),) if proposed else (),
            example=texts.USERNAME_EXAMPLE,
        )
    )
    if await office.username_taken(username):
        talk.refuse(which_username, texts.username_taken(username))

    phone = await talk.ask(
        plain(
            PHONE,
            texts.PHONE,
            _phone,
            choices=((Choice(texts.NO_PHONE, NO_PHONE),),),
            contact=texts.SHARE_PHONE,
        )
    )
    new_user = NewUser(
        first_names, surnames, document, email, username, "" if phone == NO_PHONE else phone
    )
    await talk.ask(_all_right(new_user))
    return new_user


async def answers_of_pending(office: Office) -> Answers:
    """What this chat answered when it registered the user that is still to be confirmed."""
    user = await office.pending_user()
    if user is None:
        return ()
    return (
        ("first_names", user.first_names),
        ("surnames", user.surnames),
        ("document", user.document),
        ("email", user.email),
        ("username", user.username),
        (PHONE, user.phone or NO_PHONE),
    )


async def _proposed_username(office: Office, first_names: str, surnames: str) -> str:
    """One that is free; '' if none of the likely ones is."""
    name = people.proposed_username(first_names, surnames)
    for proposed in (name, *(f"{name}{number}" for number in range(2, 6))):
        if not await office.username_taken(proposed):
            return proposed
    return ""


def _name(written: str) -> str:
    try:
        return people.person_name(written)
    except people.NotAName as error:
        raise Misread(texts.not_a_name()) from error


def _dni(written: str) -> str:
    try:
        return people.dni(written)
    except people.NotADocument as error:
        raise Misread(texts.not_a_dni()) from error


def _email(written: str) -> str:
    if _NO_EMAIL.fullmatch(written.strip(" .").casefold()):
        raise Misread(texts.no_email(), meant=True)
    return read_email(written)


def _username(written: str) -> str:
    try:
        return people.username(written)
    except people.NotAUsername as error:
        raise Misread(texts.not_a_username()) from error


def _phone(written: str) -> str:
    """A phone as +5493834123456; a number of the area without prefix is taken as a mobile."""
    if _NO_PHONE.fullmatch(written.strip(" .").casefold()):
        return NO_PHONE
    text = written.strip()
    try:
        number = phonenumbers.parse("+" + text if text.startswith("54") else text, "AR")
    except phonenumbers.NumberParseException as error:
        raise Misread(texts.not_a_phone()) from error
    if not phonenumbers.is_valid_number(number):
        raise Misread(texts.not_a_phone())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _all_right(new_user: NewUser) -> Question[None]:
    """Show what was given, each of it to be changed with one press."""

    def read(written: str) -> None:
        if not says_yes(written):
            raise Misread(texts.CONFIRM_OR_CHANGE)

    changes = [Choice(label, again(name)) for name, label in texts.CHANGE.items()]
    rows = tuple(tuple(changes[at : at + 2]) for at in range(0, len(changes), 2))
    page = Page(texts.summary(new_user), ((Choice(texts.ALL_RIGHT, "sí"),), *rows))
    return Question("all_right", (page,), read)


ENTRY = Entry(
    name="register",
    words=texts.ENTRY,
    commands=("crear", "registrarme"),
    conversation=register,
    intent="crear_usuario",
    known=answers_of_pending,
)
