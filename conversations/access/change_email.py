"""Change the e-mail (manual, term 6): register anew, with the linked accounts carried over."""

from datetime import datetime

from conversations.access.email_question import email_question
from conversations.engine.entry import Entry
from conversations.engine.talk import Talk
from domain.office import Office
from domain.outcomes import ChangeEmail
from domain.people import email_key
from texts.access import change_email as texts


async def change_email(talk: Talk, office: Office, now: datetime) -> ChangeEmail | None:
    """Ask for the new address; ends in the mail that confirms it."""
    user = await office.user()
    if user is None:  # logged out in the middle
        return None
    email = await talk.ask(which := email_question(texts.question(user.email)))
    if email_key(email) == email_key(user.email):
        talk.refuse(which, texts.same(user.email))
    if await office.email_taken(email):
        talk.refuse(which, texts.taken(email))
    return ChangeEmail(email)


ENTRY = Entry(
    name="change_email",
    words=texts.ENTRY,
    commands=("correo",),
    conversation=change_email,
    intent="cambiar_email",
    needs_user=True,
)
