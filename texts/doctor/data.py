"""What `oficina doctor` says of the database and what is in it."""

from datetime import date, datetime
from decimal import Decimal

from texts.common.formats import day, moment, plural

THE_DATABASE = "la base de datos"


def data(accounts: int, invoices: int, users: int) -> str:
    """How much there is."""
    return (
        f"{plural(accounts, 'cuenta', 'cuentas')}, {plural(invoices, 'factura', 'facturas')}, "
        f"{plural(users, 'usuario', 'usuarios')}"
    )


NO_ACCOUNTS = "no hay cuentas ni facturas: cargalas con «oficina import»"
NO_RATES = (
    "no hay tasas: sin ellas no se calculan intereses; cargalas con «oficina import tasas ARCHIVO»"
)


def rate_today(yearly: Decimal) -> str:
    """The rate in use."""
    return f"la tasa anual para pagos de hoy es {yearly.normalize():f} %".replace(".", ",")


def rates_end(until: date) -> str:
    """Rates that are old."""
    return f"las tasas cargadas sirven para pagos hasta el {day(until)}: cargá las del mes"


def last_update(at: datetime | None) -> str:
    """When somebody wrote last."""
    if at is None:
        return "todavía no llegó ningún mensaje de Telegram"
    return f"el último mensaje de Telegram llegó el {moment(at)}"


def owed(mails: int, notes: int) -> str:
    """What waits in the outbox."""
    return (
        f"por salir: {plural(mails, 'mail', 'mails')} y "
        f"{plural(notes, 'mensaje de Telegram', 'mensajes de Telegram')}"
    )


def overdue(kind: str, words: str) -> str:
    """What waits for too long."""
    return f"{kind}: {words}"


def alert_open(title: str, since: datetime) -> str:
    """An alert that isn't over."""
    return f"alerta abierta desde el {moment(since)}: {title} («oficina alerts»)"


def held_back(people: int) -> str:
    """Digital invoices that wait for the staff's decision."""
    return (
        f"hay {people} facturas digitales a la espera de una decisión porque su correo fue "
        "rechazado: mirá «oficina mails held»"
    )
