"""Words of the questions that several conversations ask."""

from datetime import date, timedelta
from decimal import Decimal
from html import escape

from domain.accounts import Account
from texts.common import formats


def account_label(account: Account) -> str:
    """An account on a button."""
    return f"{account.number} · {account.address}"[:60]


def account_line(account: Account) -> str:
    """An account as the heading of what is said about it."""
    return f"🏠 <b>Cuenta {escape(account.number)}</b> · {escape(account.address)}"


def which_account(count: int) -> str:
    """Ask for one of the linked accounts."""
    return f"¿De cuál de tus {count} cuentas? Tocala acá abajo, o escribime el número."


def no_such_account() -> str:
    """None of the accounts is the one written."""
    return (
        "No encuentro esa cuenta entre las tuyas. Tocá una de la lista, o escribí su número "
        "tal como figura en la factura."
    )


def several_accounts() -> str:
    """More than one account fits."""
    return "Hay más de una cuenta que coincide con eso. Tocá la que querés en la lista."


def payment_day(today: date, last: date) -> str:
    """Ask for the payment date."""
    return (
        "📅 <b>¿Qué día vas a pagar?</b>\n"
        "Esa fecha es también el vencimiento del comprobante. Al lado de cada día te muestro "
        "cuánto pagarías.\n\n"
        f"También podés escribirla, por ejemplo <i>{formats.day(today + timedelta(days=3))}</i> "
        f"(hasta el {formats.day(last)})."
    )


def day_with_cost(day: date, today: date, cost: Decimal) -> str:
    """A payment date on a button, with what it costs."""
    return f"{_name(day, today)} · {formats.money(cost)}"


def _name(day: date, today: date) -> str:
    match (day - today).days:
        case 0:
            return f"Hoy {formats.short_day(day)}"
        case 1:
            return f"Mañana {formats.short_day(day)}"
        case _:
            return f"{formats.WEEKDAYS[day.weekday()][:3].capitalize()} {formats.short_day(day)}"


def _choose(today: date) -> str:
    last = today + timedelta(days=15)
    return f"Elegí un día entre hoy ({formats.day(today)}) y el {formats.day(last)}."


def no_such_day(today: date) -> str:
    """31/02."""
    return f"Esa fecha no existe en el calendario. {_choose(today)}"


def not_a_day(today: date) -> str:
    """What was written is no date."""
    return (
        "No entendí la fecha. Tocá uno de los días, o escribila con día y mes, por ejemplo "
        f"<i>{formats.short_day(today + timedelta(days=1))}</i>. {_choose(today)}"
    )


def day_in_the_past(day: date, today: date) -> str:
    """A payment can't be made yesterday."""
    return f"El {formats.day(day)} ya pasó. {_choose(today)}"


def day_too_far(day: date, last: date) -> str:
    """More than 15 days ahead."""
    return (
        f"El {formats.day(day)} queda demasiado lejos: el comprobante puede vencer como mucho "
        f"dentro de 15 días, el {formats.day(last)}. Elegí un día hasta esa fecha; si no llegás "
        "a pagar, después te hago otro."
    )


def day_example(today: date) -> str:
    """What to write, after two misses."""
    return (
        f"Por ejemplo, para pagar mañana escribí <b>{formats.short_day(today + timedelta(days=1))}"
        "</b>, o simplemente <b>mañana</b>. Para pagar hoy, <b>hoy</b>."
    )
