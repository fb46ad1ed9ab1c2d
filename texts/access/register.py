"""Words of 'Crear usuario'."""

from html import escape

from domain.outcomes import NewUser
from texts.common.entry import EntryWords
from texts.general.contact import CALL_CENTRE_LINES

ENTRY = EntryWords(
    label="🆕 Crear usuario",
    description="Crear tu usuario",
    doing="crear tu usuario",
)

BEGINNING = "¡Vamos a crear tu usuario! Son unas pocas preguntas y dura dos minutos."
FIRST_NAMES = "<b>¿Cuál es tu nombre?</b> (o tus nombres, sin el apellido)"
SURNAMES = "<b>¿Y tu apellido?</b>"
DOCUMENT = "<b>¿Cuál es tu número de DNI?</b>"
EMAIL = (
    "<b>¿Cuál es tu correo electrónico?</b>\n"
    "Te voy a mandar ahí un mail para confirmar la cuenta, así que fijate que esté bien escrito."
)
USERNAME = (
    "<b>¿Qué nombre de usuario querés?</b>\n"
    "De 4 a 30 letras o números, sin espacios. Por ejemplo: <i>ana.paz</i>"
)
PHONE = (
    "<b>¿Querés dejarnos un teléfono?</b> Es opcional.\n"
    "Podés escribirlo, o tocar el botón de abajo para compartir el de este Telegram."
)
NO_PHONE = "Prefiero no darlo"
SHARE_PHONE = "📱 Compartir mi teléfono"
ALL_RIGHT = "✅ Está todo bien, crear usuario"
CHANGE = {
    "first_names": "✏️ Nombre",
    "surnames": "✏️ Apellido",
    "document": "✏️ DNI",
    "email": "✏️ Correo",
    "username": "✏️ Usuario",
    "phone": "✏️ Teléfono",
}
CONFIRM_OR_CHANGE = (
    "Si los datos están bien, tocá <b>Está todo bien</b> (o escribí <i>sí</i>). "
    "Si hay algo para corregir, tocá su botón."
)
NAME_EXAMPLE = "Por ejemplo: <b>Ana María</b> en el nombre y <b>Gómez</b> en el apellido."
DNI_EXAMPLE = "Es el número de tu documento de identidad: está en el frente de tu documento."
EMAIL_EXAMPLE = (
    "Es la dirección donde recibís mails, con una arroba en el medio: por ejemplo "
    "<b>ana.paz@correo.com.ar</b>."
)
USERNAME_EXAMPLE = (
    "Es el nombre con el que vas a entrar: inventá uno que te acuerdes, o tocá el botón con el que "
    "te propongo."
)


def already_in(first_names: str) -> str:
    """The chat has a user already."""
    return (
        f"Ya tenés usuario y ya entraste, {escape(first_names)}. "
        "Para crear otro, primero salí con /salir."
    )


def not_a_name() -> str:
    """What was written is no name."""
    return "Un nombre lleva solo letras (y como mucho 60). Escribilo así: <i>Ana María</i>."


def not_a_dni() -> str:
    """What was written is no DNI."""
    return "Un DNI tiene 7 u 8 números. Escribilo con o sin puntos, por ejemplo <i>25.708.059</i>."


def not_an_email() -> str:
    """What was written is no address."""
    return (
        "Ese correo no parece completo. Tiene que llevar una arroba y terminar en algo como "
        "<i>.com</i> o <i>.com.ar</i>, sin espacios: por ejemplo <i>ana.paz@correo.com.ar</i>."
    )


def no_email() -> str:
    """Somebody has none."""
    return (
        "Para tener usuario hace falta un correo, porque ahí llega la confirmación. Si no tenés, "
        "podés abrir uno gratis, o usar el de alguien de confianza que no tenga usuario acá. Sin "
        f"usuario también te atienden: llamá al {CALL_CENTRE_LINES}."
    )


def not_a_username() -> str:
    """What was written can't be a user name."""
    return (
        "El usuario tiene que tener de 4 a 30 letras o números, sin espacios ni acentos "
        "(puede llevar punto, guion o guion bajo). Por ejemplo <i>ana.paz</i>."
    )


def not_a_phone() -> str:
    """What was written is no phone number."""
    return (
        "Ese teléfono no parece completo. Escribilo con la característica, por ejemplo "
        "<i>383 412-3456</i>, o tocá <b>Prefiero no darlo</b>."
    )


def email_taken(email: str) -> str:
    """Somebody has registered with that address."""
    return (
        f"Ya hay un usuario con el correo <b>{escape(email)}</b>. Si es tuyo, no hace falta crear "
        "otro: escribí /ingresar. Si no, decime otro correo."
    )


def username_taken(username: str) -> str:
    """Somebody has that user name."""
    return f"El usuario <b>{escape(username)}</b> ya está en uso. Elegí otro, por favor."


def summary(new_user: NewUser) -> str:
    """All that was given, to be confirmed."""
    phone = escape(new_user.phone) if new_user.phone else "no lo dejaste"
    return (
        "<b>Fijate si está todo bien:</b>\n\n"
        f"Nombre: <b>{escape(new_user.first_names)}</b>\n"
        f"Apellido: <b>{escape(new_user.surnames)}</b>\n"
        f"DNI: <b>{escape(new_user.document)}</b>\n"
        f"Correo: <b>{escape(new_user.email)}</b>\n"
        f"Usuario: <b>{escape(new_user.username)}</b>\n"
        f"Teléfono: <b>{phone}</b>\n\n"
        "Con estos datos te reconocemos en la Oficina Virtual; qué hacemos con ellos está en "
        "/privacidad."
    )


def mail_sent(email: str) -> str:
    """The end of the road: the mail is on its way."""
    return (
        f"📬 ¡Casi listo! Te mandé un mail a <b>{escape(email)}</b>.\n\n"
        "<b>Abrilo y tocá el enlace</b> para confirmar la cuenta y elegir tu contraseña. "
        "Apenas lo hagas, te aviso acá y ya quedás adentro.\n\n"
        "Si no lo ves en unos minutos, revisá la carpeta de correo no deseado (spam)."
    )


def taken_meanwhile() -> str:
    """Somebody registered the same address or name between the question and the deed."""
    return (
        "Justo recién alguien registró ese correo o ese usuario. Elegí otro y seguimos; "
        "lo demás ya lo tengo."
    )


RESEND = "📧 Mandame el mail de nuevo"
CORRECT = "✏️ Corregir mis datos"
