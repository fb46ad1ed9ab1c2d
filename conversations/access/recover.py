"""Getting in again (manual, 'Olvidé mi usuario/contraseña', 'No puedo acceder a mi Cuenta')."""

from datetime import datetime

from conversations.access.email_question import email_question
from conversations.engine.entry import Entry
from conversations.engine.talk import Talk
from domain.office import Office
from domain.outcomes import ChangePassword, MailAccess, ResendConfirmation
from texts.access import recover as texts


async def recover(talk: Talk, office: Office, now: datetime) -> MailAccess | None:
    """Ask for the e-mail; what it is answered says nothing about whether anybody has it."""
    if user := await office.user():
        talk.say(texts.already_in(user.first_names, user.username))
        talk.offer(texts.IN_BUTTONS)
        return None
    return MailAccess(await talk.ask(email_question(texts.EMAIL, example=texts.EMAIL_EXAMPLE)))


async def cannot_enter(
    talk: Talk, office: Office, now: datetime
) -> MailAccess | ResendConfirmation | None:
    """Find out why somebody can't get in, and mend it.

    Logged in already; registered here and not confirmed; the address was typed wrong; logged in
    at another chat only; forgot the user name or the password; not confirmed, from another chat.
    """
    if user := await office.user():
        talk.say(texts.already_in(user.first_names, user.username))
        talk.offer(texts.IN_BUTTONS)
        return None
    if await office.pending_user():
        talk.say(texts.UNCONFIRMED)
        return ResendConfirmation()
    which = email_question(texts.HELP_EMAIL, texts.HELP_LINKS, texts.EMAIL_EXAMPLE)
    return MailAccess(await talk.ask(which))


async def change_password(talk: Talk, office: Office, now: datetime) -> ChangePassword:
    """Ends in a link to the page (manual, 'Deseo modificar mi Contraseña')."""
    return ChangePassword()


RECOVER_ENTRY = Entry(
    name="recover",
    words=texts.RECOVER_ENTRY,
    commands=("olvide", "recuperar"),
    conversation=recover,
    intent="recuperar_clave",
)
CANNOT_ENTER_ENTRY = Entry(
    name="cannot_enter",
    words=texts.CANNOT_ENTER_ENTRY,
    commands=("nopuedoentrar",),
    conversation=cannot_enter,
    intent="no_puedo_acceder",
)
CHANGE_PASSWORD_ENTRY = Entry(
    name="change_password",
    words=texts.CHANGE_PASSWORD_ENTRY,
    commands=("clave",),
    conversation=change_password,
    intent="cambiar_clave",
    needs_user=True,
)
