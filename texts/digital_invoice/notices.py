"""Words of the notices: a new invoice, one about to fall due, a payment that came in."""

from datetime import date
from decimal import Decimal
from html import escape

from domain.messages import Begin, Buttons, Mail, Note
from domain.notices import Told
from texts.common.formats import day, money, period, weekday
from texts.mails import FAREWELL, called

SEE_INVOICE = "📄 Ver la factura"
SEE_DEBT = "📋 Ver qué debo"
HOW_TO_PAY = "💵 Cómo pagar"
PREFERENCES = "⚙️ Cambiar mis avisos"
_ROOM = 64  # bytes that a button carries (Telegram)


def new_invoice_note(told: Told) -> Note:
    """A new invoice, in the chat of who subscribed."""
    return Note(
        f"📬 <b>{escape(called(told.first_names))}, llegó tu factura digital</b>\n\n"
        f"{_account(told)}\n"
        f"Período: {period(told.period)}\n"
        f"Importe: <b>{money(told.amount)}</b>\n"
        f"Vence el <b>{weekday(told.due)}</b>",
        _buttons(told),
    )


def reminder_note(told: Told, today: date) -> Note:
    """An invoice about to fall due, for who asked to be reminded."""
    days = (told.due - today).days
    when = {0: "vence hoy", 1: "vence mañana"}.get(days, f"vence el {weekday(told.due)}")
    return Note(
        f"⏰ <b>{escape(called(told.first_names))}, tu factura {when}</b>\n\n"
        f"{_account(told)}\n"
        f"Período: {period(told.period)}\n"
        f"Importe: <b>{money(told.amount)}</b>\n\n"
        "Si ya la pagaste, no hagas nada: un pago puede tardar unos días en verse acá.",
        (*_buttons(told), (Begin(PREFERENCES, "notice_settings"),)),
    )


def payment_note(told: Told, paid: Decimal, paid_on: date) -> Note:
    """A payment that came in, for who asked to know."""
    return Note(
        f"✅ <b>{escape(called(told.first_names))}, recibimos tu pago</b>\n\n"
        f"{_account(told)}\n"
        f"Factura: {period(told.period)}\n"
        f"Pagado: <b>{money(paid)}</b> el {day(paid_on)}",
        (
            (_begin(SEE_DEBT, "account_statement", account=told.account),),
            (Begin(PREFERENCES, "notice_settings"),),
        ),
    )


def new_invoice_mail(told: Told) -> Mail:
    """A new invoice, by mail; `to` is filled in by who plans it."""
    return Mail(
        "",
        f"Tu factura de agua del {period(told.period)} vence el {day(told.due)}",
        f"Hola, {called(told.first_names)}:\n\n"
        f"Ya está tu factura digital de la cuenta {told.account} ({told.address}).\n\n"
        f"Período: {period(told.period)}\nComprobante: {told.receipt}\n"
        f"Importe: {money(told.amount)}\nVencimiento: {day(told.due)}\n\n"
        "Para verla o imprimirla, escribí «ver mi factura» en nuestro chat de Telegram." + FAREWELL,
    )


def _buttons(told: Told) -> Buttons:
    return (
        (_begin(SEE_INVOICE, "print_invoice", account=told.account, invoice=told.receipt),),
        (_begin(SEE_DEBT, "account_statement", account=told.account),),
        (Begin(HOW_TO_PAY, "answer", (("label", "donde_pago"),)),),
    )


def _begin(label: str, script: str, **answers: str) -> Begin:
    """A button with as many answers as it has room for; what it can't carry is asked."""
    room = _ROOM - len(f"b:{script}")
    kept: list[tuple[str, str]] = []
    for name, value in answers.items():
        room -= len(f":{name}={value}".encode())
        if room < 0 or ":" in value:
            break
        kept.append((name, value))
    return Begin(label, script, tuple(kept))


def _account(told: Told) -> str:
    return f"Cuenta <b>{escape(told.account)}</b> · {escape(told.address)}"
