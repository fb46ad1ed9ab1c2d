"""Words of `oficina announce`."""

from texts.commands import flowing
from texts.common.formats import plural

HELP = flowing(
    """Manda un mensaje a todos, a los adheridos o a quienes tienen ciertas cuentas vinculadas.

Lo muestra, dice a cuántas personas llega y pregunta antes de planificarlo. Lo envía el bot en
marcha, después de todo lo demás. Con las mismas palabras otra vez, llega solo a quienes faltaban.
Lo que va entre *asteriscos* sale en negrita.
"""
)
FILE_METAVAR = "ARCHIVO"
FILE_HELP = "Un archivo de texto; la primera línea es el título."
TO_HELP = "A quién: all (todos), subscribers (adheridos) o accounts (ciertas cuentas)."
ACCOUNTS_HELP = "Con --to accounts: un archivo con una cuenta por línea."
BY_EMAIL_HELP = "También por correo, y no solo a quien no se llega por Telegram."
YES_HELP = "No pregunta antes de enviar."
NO_TITLE = "El archivo tiene que llevar el título en la primera línea y el texto debajo."
ACCOUNTS_TOGETHER = "--to accounts y --accounts ARCHIVO van juntos."
SEND_IT = "¿Lo envío?"
NOTHING_SENT = "No se envió nada."
PEOPLE = "personas"
PREVIEW = "Así se ve en Telegram"


def too_long(length: int, longest: int) -> str:
    """The text doesn't fit into a message."""
    return f"El texto tiene {length} caracteres; entran {longest}."


def no_plain_text(path: object) -> str:
    """The file is a document."""
    return f"{path} no es texto simple: guardalo como texto (UTF-8), no como documento."


def reach(people: int, by_chat: int, by_mail: int) -> str:
    """How many people it is for, and by which way they are reached."""
    return f"{plural(people, 'persona', 'personas')}: {by_chat} por Telegram, {by_mail} por correo."


def planned(count: int) -> str:
    """It was planned."""
    done = plural(count, "mensaje planificado", "mensajes planificados")
    return f"{done}; los envía el bot en marcha."


def unknown_accounts(accounts: str) -> str:
    """Some accounts are none."""
    return f"Estas cuentas no existen: {accounts}. No se envió nada."
