"""Words of 'Pagar facturas vencidas'."""

from decimal import Decimal

from domain.accounts import Account
from domain.contact import Contact
from domain.interest import AppliedRate
from domain.messages import Begin, Buttons
from domain.vouchers import Voucher, VoucherLine
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.general.contact import CALL_CENTRE_LINES, where_to_go
from texts.invoices.vouchers import ONLY_THERE

ENTRY = EntryWords(
    label="💵 Pagar facturas vencidas",
    description="Comprobante para pagar facturas vencidas",
    doing="pagar facturas vencidas",
)


RATE_UNKNOWN = (
    "En este momento no puedo calcular los intereses de tus facturas vencidas. Probá más tarde, o "
    f"llamanos al {CALL_CENTRE_LINES} y te decimos cuánto es."
)
CHANGE_DAY = "📅 Cambiar la fecha"
CONFIRM_OR_CHANGE = (
    "Para seguir con la fecha que ves, tocá <b>Confirmar</b>; para otra, <b>Cambiar la fecha</b>."
)
LINES_A_PAGE = 8


def nothing_overdue(account: Account) -> str:
    """There is nothing to pay by voucher."""
    return f"{account_line(account)}\n\n✅ No tiene facturas vencidas. ¡Estás al día con eso!"


def nothing_overdue_offers(account: Account) -> Buttons:
    """The natural next steps."""
    chosen = (("account", account.number),)
    return (
        (Begin("📋 Ver el estado de cuenta", "account_statement", chosen),),
        (Begin(MENU, "menu"),),
    )


def over_the_limit(account: Account, total: Decimal, limit: Decimal, contact: Contact) -> str:
    """The cash networks don't take so much."""
    return (
        f"{account_line(account)}\n\n"
        f"Lo vencido, con intereses, suma <b>{formats.money(total)}</b>. Rapipago y Pago Fácil "
        f"aceptan hasta {formats.money(limit)} por comprobante, así que no puedo hacerte uno.\n\n"
        f"{where_to_go(contact)}"
    )


def over_the_limit_offers(account: Account) -> Buttons:
    """The natural next steps."""
    chosen = (("account", account.number),)
    return (
        (Begin("📝 Pedir un plan de pago", "claim", (("topic", "new_plan"),)),),
        (Begin("📋 Ver el estado de cuenta", "account_statement", chosen),),
        (Begin(MENU, "menu"),),
    )


def over_the_limit_then(voucher: Voucher, limit: Decimal) -> str:
    """On that date it is too much, on an earlier one it isn't."""
    return (
        f"El {formats.day(voucher.pay_on)} serían {formats.money(voucher.total)}, y Rapipago y "
        f"Pago Fácil aceptan hasta {formats.money(limit)}. Elegí un día más cercano."
    )


def total_changed(voucher: Voucher) -> str:
    """The total isn't any more the one that was confirmed."""
    return (
        "El total cambió desde que te lo mostré: ahora es "
        f"<b>{formats.money(voucher.total)}</b>. Fijate y confirmalo de nuevo."
    )


def quotes(account: Account, voucher: Voucher) -> tuple[str, ...]:
    """The voucher line by line, to be confirmed; in pages where there are many lines."""
    lines = [_line(line) for line in voucher.lines]
    rate = f"\n{_rate(voucher.rate)}" if voucher.rate else ""
    head = f"{account_line(account)}\nSi pagás el <b>{formats.weekday(voucher.pay_on)}</b>:"
    foot = (
        f"Facturas: {formats.money(voucher.amount)}\n"
        f"Intereses: {formats.money(voucher.interest)}{rate}\n"
        f"<b>Total: {formats.money(voucher.total)}</b>\n\n"
        f"{ONLY_THERE} Vence ese mismo día; si no llegás, después te hago otro."
    )
    starts = range(0, len(lines), LINES_A_PAGE)
    return tuple(
        "\n\n".join((head, *lines[start : start + LINES_A_PAGE], foot)) for start in starts
    )


def _line(line: VoucherLine) -> str:
    period = formats.period(line.period) if line.period else line.reference
    return (
        f"• <b>{period}</b>, venció el {formats.day(line.due)}\n"
        f"  {formats.money(line.amount)} + {formats.money(line.interest)} de interés "
        f"({formats.plural(line.days_late, 'día', 'días')}) = {formats.money(line.total)}"
    )


def _rate(rate: AppliedRate) -> str:
    limit = ", el máximo que permite la ley" if rate.capped else ""
    return f"<i>Tasa: {formats.percent(rate.yearly)} anual{limit} (Ley 24.240, art. 31)</i>"


def confirm(voucher: Voucher) -> str:
    """Button."""
    return f"✅ Confirmar {formats.money(voucher.total)}"
