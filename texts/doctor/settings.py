"""What `oficina doctor` says of the settings."""

SETTINGS = {
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
    "sample": "1 si los datos son inventados, 0 si no",
}
"""What each setting holds, by its field's name."""

SETTINGS_READ = "están las que hacen falta"
NOBODY_TOLD = (
    "no hay a quién avisar si algo falla: poné OFICINA_ALERT_MAIL u OFICINA_ALERT_CHAT, y probalo "
    "con «oficina alerts test»"
)


def setting_missing(name: str) -> str:
    """A setting that isn't set, or is set to nothing."""
    return f"falta OFICINA_{name.upper()}: {SETTINGS.get(name, 'hace falta')}"


def setting_wrong(name: str) -> str:
    """A setting that can't be read; its value may be a secret."""
    return f"OFICINA_{name.upper()} está mal escrita: se espera {SETTINGS.get(name, 'otra cosa')}"


def setting_unknown(name: str, meant: str) -> str:
    """A setting that nobody reads."""
    guess = f"; ¿es {meant}?" if meant else ""
    return f"{name} no es ninguna configuración, y no se usa{guess}"
