"""What `oficina doctor` says of Telegram."""

from datetime import datetime

from texts.common.formats import moment, plural


def bot_known(username: str) -> str:
    """The bot's name."""
    return f"Telegram conoce al bot: @{username}"


def token_unknown() -> str:
    """A token that is none."""
    return "Telegram no conoce el token de OFICINA_TELEGRAM_TOKEN: pedile uno a BotFather"


def telegram_away(api: str, reason: str) -> str:
    """Telegram doesn't answer."""
    return f"no se llega a Telegram en {api}: {reason}"


POLLING = "los mensajes se van a buscar (sin webhook)"


def webhook(url: str) -> str:
    """The webhook's address, which is ours."""
    return f"Telegram entrega los mensajes en {url}"


def webhook_elsewhere(url: str, ours: str) -> str:
    """A webhook that isn't ours."""
    return (
        f"Telegram entrega los mensajes en {url}, y por OFICINA_PUBLIC_URL tendría que ser {ours}: "
        "reiniciá el bot; si sigue, otro programa usa el mismo token"
    )


def webhook_failed(at: datetime, reason: str) -> str:
    """The last time that Telegram couldn't deliver."""
    return f"la última entrega que falló fue el {moment(at)}: {reason}"


def updates_wait(count: int) -> str:
    """Updates that Telegram keeps."""
    return f"{plural(count, 'mensaje espera', 'mensajes esperan')} en Telegram"


def alert_chat_known(title: str) -> str:
    """The alerts' chat is there."""
    return f"las alertas van al chat «{title}»"


def alert_chat_unknown(chat: int, reason: str) -> str:
    """The alerts' chat isn't there."""
    return (
        f"el bot no llega al chat {chat} de OFICINA_ALERT_CHAT: {reason}. Tiene que ser miembro "
        "del grupo, o haber recibido un /start de esa persona"
    )
