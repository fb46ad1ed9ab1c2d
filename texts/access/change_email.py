"""Words of 'Cambiar mi correo' (manual, term 6)."""

from html import escape

from domain.messages import Begin, Buttons, Mail, Open
from domain.people import User
from texts.common.entry import MENU, EntryWords
from texts.mails import FAREWELL, called

ENTRY = EntryWords(
    label="✉️ Cambiar mi correo",
    description="Cambiar tu correo",
    doing="cambiar tu correo",
)

NEEDS_USER = "cambiar tu correo"


def question(email: str) -> str:
    """Ask for the new address."""
    return (
        f"Tu correo es <b>{escape(email)}</b>. <b>¿Cuál es el nuevo?</b>\n\n"
        "Al cambiarlo te registrás como un usuario nuevo, con una contraseña nueva. Tu nombre de "
        "usuario, tus cuentas vinculadas y tu factura digital pasan solos. Te mando un mail al "
        "correo nuevo para confirmarlo; hasta entonces todo sigue igual."
    )


def same(email: str) -> str:
    """It is the one it was."""
    return f"Ese es el correo que ya tenés (<b>{escape(email)}</b>). Decime el nuevo."


def taken(email: str) -> str:
    """Somebody has it."""
    return f"Ya hay un usuario con el correo <b>{escape(email)}</b>. Decime otro, por favor."


def mail_sent(email: str) -> str:
    """The mail is on its way."""
    return (
        f"📬 Te mandé un mail a <b>{escape(email)}</b>. Abrilo y tocá el enlace para confirmar y "
        "elegir tu contraseña. Apenas lo hagas, el cambio queda hecho y te aviso acá.\n\n"
        "Si no lo ves en unos minutos, mirá en correo no deseado (spam)."
    )


SENT_BUTTONS: Buttons = (
    (Begin("✏️ Mandarlo de nuevo o a otro correo", "change_email"),),
    (Begin(MENU, "menu"),),
)


def mail(to: str, user: User, url: str) -> Mail:
    """The mail that confirms the new address; valid for 3 days."""
    return Mail(
        to,
        "Confirmá tu correo nuevo en Aguas de Catamarca",
        f"Hola, {called(user.first_names)}:\n\n"
        "Pediste cambiar el correo de tu usuario de la Oficina Virtual de Aguas de Catamarca. "
        "Para terminar, confirmá que este correo es tuyo y elegí una contraseña nueva.\n\n"
        "Tus cuentas vinculadas y tu factura digital pasan a este correo. El enlace sirve una sola "
        "vez, durante 3 días.\n\n"
        "¿No fuiste vos? No hagas nada: sin confirmar, nada cambia." + FAREWELL,
        Open("Confirmar mi correo nuevo", url),
    )
