"""Words of the pages reached by a link: what was wrong with a form, and what a page tells."""

from dataclasses import dataclass
from datetime import datetime

UTILITY = "Aguas de Catamarca"
CALL_CENTRE = "(383) 4430-003 o 0800-888-8255"


@dataclass(frozen=True, slots=True)
class Message:
    """A page that only tells something; `button` is the label of its link, if it has one."""

    title: str
    paragraphs: tuple[str, ...]
    button: str = "Volver al chat"


# What is wrong with a field.

NOTHING_CHOSEN = "Escribí la contraseña que quieras usar."
NO_REPEAT = "Escribí la misma contraseña otra vez, acá abajo."
NOT_THE_SAME = "Las dos contraseñas no son iguales. Escribila de nuevo en los dos lugares."
PERSONAL = (
    "Esa contraseña es fácil de adivinar: es tu usuario, tu correo, tu nombre o tu DNI. "
    "Elegí otra que no hable de vos."
)
COMMON = (
    "Esa contraseña la usa mucha gente y es de las primeras que se prueban. "
    "Elegí otra: por ejemplo, tres palabras sueltas."
)
NO_NAME = "Escribí tu usuario o tu correo."
NOTHING_ENTERED = "Escribí tu contraseña."
WRONG_LOG_IN = "El usuario o la contraseña no coinciden. Fijate en las mayúsculas y probá de nuevo."


def too_short(least: int) -> str:
    """Say that the password has too few characters."""
    return f"Es muy corta: tiene que tener {least} letras, números o signos como mínimo."


def too_long(most: int) -> str:
    """Say that the password has too many characters."""
    return f"Es demasiado larga: puede tener hasta {most} letras, números o signos."


def resting(until: datetime) -> str:
    """Say until when no password is looked at."""
    return (
        "Hubo varios intentos con datos que no coinciden. Para cuidar las cuentas, "
        f"esperá hasta las {until:%H:%M} y probá de nuevo. "
        "Si no te acordás de la contraseña, en el chat podés pedir una nueva."
    )


FORGED = (
    "No pudimos comprobar que este formulario salió de tu teléfono. "
    "Completalo otra vez. Si sigue pasando, activá las cookies del navegador "
    "o abrí el enlace con otro."
)

# Whole pages.

CONFIRMED = Message(
    "¡Listo! Ya podés volver al chat",
    (
        "Confirmamos tu correo y guardamos tu contraseña. Tu chat de Telegram ya está adentro "
        "de la Oficina Virtual.",
        "Podés cerrar esta página.",
    ),
)
LOGGED_IN = Message(
    "¡Listo! Ya podés volver al chat",
    ("Entraste a la Oficina Virtual desde tu chat de Telegram.", "Podés cerrar esta página."),
)
PASSWORD_CHANGED = Message(
    "¡Listo! Ya podés volver al chat",
    (
        "Guardamos tu contraseña nueva. Tu chat de Telegram ya está adentro de la Oficina "
        "Virtual. Si habías entrado desde otros chats, ahí hay que ingresar de nuevo.",
        "Podés cerrar esta página.",
    ),
)

_ONCE = "Cada enlace sirve una sola vez y por un tiempo. Este ya se usó o se venció."
_DONE = "Si lo usaste recién, no te preocupes: ya está hecho. Volvé al chat y seguí ahí."

GONE_CONFIRM = Message(
    "Este enlace ya no sirve",
    (
        _ONCE,
        _DONE,
        "Si todavía no confirmaste tu correo, escribí «no puedo entrar» en el chat y te "
        "mandamos un enlace nuevo.",
    ),
)
GONE_LOG_IN = Message(
    "Este enlace ya no sirve",
    (_ONCE, _DONE, "Si no, escribí «ingresar» en el chat y te damos un enlace nuevo."),
)
GONE_RESET = Message(
    "Este enlace ya no sirve",
    (_ONCE, _DONE, "Si no, escribí «olvidé mi contraseña» en el chat y te mandamos otro."),
)
NOT_FOUND = Message(
    "Acá no hay nada",
    (
        "La dirección está incompleta o mal escrita. Si llegaste desde un correo o desde el "
        "chat, tocá el enlace ahí mismo en lugar de copiarlo.",
    ),
)
TOO_LARGE = Message(
    "Eso es demasiado largo",
    ("Lo que mandaste no entra en este formulario. Volvé atrás y escribí algo más corto.",),
    button="",
)
NOT_UNDERSTOOD = Message(
    "No pudimos leer el formulario",
    ("Volvé a abrir el enlace desde el correo o desde el chat, y completalo otra vez.",),
)
BROKEN = Message(
    "Algo falló de nuestro lado",
    (
        "No es culpa tuya y ya quedó anotado. Probá de nuevo en unos minutos: tu enlace sigue "
        "sirviendo.",
        f"Si sigue pasando, llamanos: {CALL_CENTRE}.",
    ),
)
