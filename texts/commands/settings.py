"""What staff reads about settings that are missing or wrong."""

from collections.abc import Sequence
from pathlib import Path

MEANINGS = {
    "database_url": "la dirección de la base, sqlite://archivo o postgres://usuario:clave@host/base",
    "staff_mail": "el correo de quien atiende y factura",
    "alert_mail": "el correo de quien cuida la máquina, para las alertas",
    "alert_chat": "el número de un chat o grupo de Telegram, para las alertas",
    "telegram_token": "el token del bot, como lo dio BotFather (123456:ABC…)",
    "telegram_api": "la dirección del servidor de la Bot API, https://…",
    "public_url": "la dirección de las páginas como la ve la gente, https://…",
    "web_host": "la dirección local donde se sirven las páginas",
    "web_port": "el puerto local de las páginas, un número entre 0 y 65535",
    "smtp_url": "el servidor de correo, smtp://usuario:clave@servidor:puerto",
    "mail_from": "el remitente de los mails, «Nombre <casilla@dominio>»",
    "returned_mail_url": "la casilla de los correos devueltos, imaps://usuario:clave@servidor/INBOX",
    "alert_silence_hours": "las horas del día sin mensajes que son una alarma, un número entero",
    "alert_claim_days": "los días que puede esperar un reclamo, un número entero",
    "dkim_selector": "el selector DKIM con que firma el servidor de correo",
    "layouts": "la carpeta con los diseños de códigos de barras de las redes",
    "webhook_secret": "letras, números, _ y -, 256 como mucho",
    "paid_broadcast": "1 o 0",
    "staff_password_hash": "lo que muestra «oficina staff-password», entre comillas simples",
    "contact_file": "un archivo TOML con oficinas, WhatsApp y comunidad",
    "cache": "una carpeta donde el programa pueda escribir",
    "refusals_wait": "los minutos que espera una dirección rechazada, un número entero",
    "log_format": "text o json",
    "log_level": "DEBUG, INFO, WARNING o ERROR",
    "metrics_port": "el puerto interno de las métricas, un número entre 0 y 65535",
    "metrics_host": "la dirección interna donde se sirven las métricas",
    "sentry_dsn": "la dirección de Sentry, https://…",
    "sent_log": "la carpeta del registro de lo que se envió",
    "backup_key": "la clave de las copias, age1… o AGE-SECRET-KEY-…, o un archivo que la tenga",
    "copy_to_url": "adónde copia la base «oficina db copy», postgres://… o sqlite://…",
    "keep_sent_days": "cuántos días se guardan los textos de lo enviado, entre 7 y 3650",
    "sample": "1 si los datos son inventados, 0 si no",
}
"""What each setting holds, by its field's name."""
WRONG = "Falta configuración, o está mal:"
_FAULTS = {
    "missing": "falta",
    "int_parsing": "tiene que ser un número entero",
    "bool_parsing": "tiene que ser true o false",
    "greater_than_equal": "es un número demasiado chico",
    "less_than_equal": "es un número demasiado grande",
}
WEBHOOK_SIGNS = "puede llevar A-Z, a-z, 0-9, _ y -, hasta 256"
NOT_A_HASH = "no es lo que da oficina staff-password; ¿faltan las comillas?"
NOT_FROM_BOTFATHER = "no es un token: BotFather da uno como 123456:ABC…"
NOT_A_SENDER = "se escribe casilla@dominio o Nombre <casilla@dominio>"
NO_SENTRY = (
    "OFICINA_SENTRY_DSN está puesta, pero falta la biblioteca de Sentry: "
    "pip install 'sentry-sdk>=2.75,<3'."
)
NOT_AN_ADDRESS = "tiene que empezar con http:// o https://"


def no_mail_server(protocol: str) -> str:
    """What stands there is no mail server's address."""
    return f"tiene que ser como {protocol}://usuario:contraseña@servidor:puerto"


def fault(kind: str, said: str) -> str:
    """What is wrong with a setting, by the validating library's name for it."""
    return _FAULTS.get(kind, said.removeprefix("Value error, "))


def line(name: str, what: str, meaning: str) -> str:
    """A setting that is wrong, and what it is for."""
    return f"  {name}: {what} — {meaning}"


def all_that_is_wrong(lines: Sequence[str], where: str) -> str:
    """All settings that are wrong, and where they are set."""
    return "\n".join((WRONG, *lines, f"{where}; .env.example explica cada cosa."))


def nowhere_read(here: Path, system: Path) -> str:
    """There is no file of settings."""
    return f"Ponela en el entorno, en {here} de esta carpeta o en {system}"


def read_from(file: Path) -> str:
    """The file that is read."""
    return f"Ponela en {file}, que es el archivo que se lee, o en el entorno"


def relative_database(file: Path | None) -> str:
    """A machine's settings name a file of whatever folder one is in."""
    return (
        "OFICINA_DATABASE_URL es un archivo de la carpeta donde se escribe el comando, y la "
        f"configuración de {file} vale para todas las carpetas. Escribila entera ahí, por ejemplo "
        "sqlite:///var/lib/oficina/oficina.sqlite3"
    )


def file_missing(name: str, file: str) -> str:
    """The environment names a file that isn't there."""
    return f"{name} nombra {file}, y ese archivo no existe."


def file_not_permitted(file: Path) -> str:
    """The file is another user's."""
    return (
        f"La configuración de {file} no la puede leer este usuario: ejecutá el comando como el "
        "usuario con que corre la oficina, por ejemplo: sudo -u oficina oficina ..."
    )


def file_not_utf8(file: Path) -> str:
    """The file is written in another encoding."""
    return f"La configuración de {file} no está escrita en UTF-8: guardá el archivo como UTF-8."


def file_unreadable(file: Path, reason: str) -> str:
    """Something else is in the way."""
    return f"La configuración de {file} no se puede leer: {reason}."
