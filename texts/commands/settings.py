"""What staff reads about settings that are missing or wrong."""

from collections.abc import Sequence

MEANINGS = {
    "database_url": "la dirección de la base de datos",
    "staff_mail": "a quién se le cuentan los avisos fuera de término",
    "telegram_token": "el token del bot, como lo dio BotFather",
    "telegram_api": "la raíz del servidor de la Bot API, http(s)://…",
    "public_url": "la dirección de las páginas, como la ve la gente, http(s)://…",
    "web_host": "dónde se sirven las páginas",
    "web_port": "el puerto de las páginas",
    "smtp_url": "el servidor de correo, smtp://usuario:contraseña@servidor:puerto",
    "mail_from": "el remitente de los correos, 'Nombre <dirección>'",
    "returned_mail_url": (
        "la casilla de los correos devueltos, imaps://usuario:contraseña@servidor/INBOX"
    ),
    "layouts": "la carpeta con los diseños de los códigos de barras",
    "webhook_secret": "con qué se identifica Telegram con --webhook",
    "paid_broadcast": "si los avisos salen al ritmo que vende Telegram",
    "staff_password_hash": "la contraseña de la página del personal, de oficina staff-password",
    "contact_file": "un archivo TOML con oficinas, WhatsApp y comunidad",
    "cache": "la carpeta de lo que se aprende en el primer arranque",
    "sample": "si los datos son una muestra inventada",
}
WRONG = "Falta configuración, o está mal:"
WHERE = "Ponela en el entorno o en el archivo .env; .env.example explica cada cosa."
_FAULTS = {
    "missing": "falta",
    "int_parsing": "tiene que ser un número entero",
    "bool_parsing": "tiene que ser true o false",
    "greater_than_equal": "es un número demasiado chico",
    "less_than_equal": "es un número demasiado grande",
}
WEBHOOK_SIGNS = "puede llevar A-Z, a-z, 0-9, _ y -, hasta 256"
NOT_A_HASH = "no es lo que da oficina staff-password; ¿faltan las comillas?"
NOT_AN_ADDRESS = "tiene que empezar con http:// o https://"


def no_mail_server(protocol: str) -> str:
    """What stands there is no mail server's address."""
    return f"tiene que ser como {protocol}://usuario:contraseña@servidor:puerto"


def fault(kind: str, said: str) -> str:
    """What is wrong with a setting, by the validating library's name for it."""
    return _FAULTS.get(kind, said.removeprefix("Value error, "))


def line(name: str, what: str, meaning: str) -> str:
    """A setting that is wrong, and what it is for."""
    return f"  {name}: {what} ({meaning})"


def all_that_is_wrong(lines: Sequence[str]) -> str:
    """All settings that are wrong, and where they are set."""
    return "\n".join((WRONG, *lines, WHERE))
