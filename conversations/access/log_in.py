"""Log in and out (manual, 'Inicio de Sesión'): the password is entered on a page, not here."""

from datetime import datetime

from conversations.common.questions import confirmed
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Page, Question, Talk
from domain.office import Office
from domain.outcomes import LogIn, LogOut, ResendConfirmation
from texts.access import log_in as texts


async def log_in(talk: Talk, office: Office, now: datetime) -> LogIn | None:
    """Ends in a link to the log-in page."""
    if user := await office.user():
        talk.say(texts.already_in(user.first_names))
        talk.offer(texts.IN_OFFERS)
        return None
    return LogIn()


async def log_out(talk: Talk, office: Office, now: datetime) -> LogOut | None:
    """Asks once more, since a press goes quickly."""
    if not (user := await office.user()):
        talk.say(texts.ALREADY_OUT)
        talk.offer(texts.OUT_OFFERS)
        return None

    def read(written: str) -> None:
        confirmed(written, texts.YES_OR_CANCEL)

    page = Page(texts.sure_to_log_out(user.first_names), ((Choice(texts.LOG_OUT, "sí"),),))
    await talk.ask(Question("sure", (page,), read))
    return LogOut()


async def resend_confirmation(
    talk: Talk, office: Office, now: datetime
) -> ResendConfirmation | None:
    """Send the confirmation again to the user this chat registered."""
    if await office.user():
        talk.say(texts.ALREADY_CONFIRMED)
        return None
    if not await office.pending_user():
        talk.say(texts.NOTHING_TO_CONFIRM)
        talk.offer(texts.OUT_OFFERS)
        return None
    return ResendConfirmation()


LOG_IN_ENTRY = Entry(
    name="log_in",
    words=texts.LOG_IN_ENTRY,
    commands=("ingresar", "entrar"),
    conversation=log_in,
    intent="iniciar_sesion",
)
RESEND_CONFIRMATION_ENTRY = Entry(
    name="resend_confirmation",
    words=texts.RESEND_CONFIRMATION_ENTRY,
    commands=("reenviar",),
    conversation=resend_confirmation,
)
LOG_OUT_ENTRY = Entry(
    name="log_out",
    words=texts.LOG_OUT_ENTRY,
    commands=("salir",),
    conversation=log_out,
)
