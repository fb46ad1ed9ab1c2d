"""Words of 'Ya pagué'."""

from decimal import Decimal

from domain.accounts import Account
from domain.invoices import State, Statement
from domain.messages import Begin, Buttons
from domain.vouchers import KnownVoucher
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.general.contact import CALL_CENTRE_LINES

ENTRY = EntryWords(
    label="✅ Ya pagué",
    description="Cuánto tarda en verse un pago",
    doing="avisar de un pago",
)


def all_paid(account: Account, statement: Statement) -> str:
    """There is nothing unpaid any more."""
    paid = [one for one in statement.invoices if one.state is State.PAID and one.paid_on]
    last = max(paid, key=lambda one: (one.paid_on, one.receipt), default=None)
    text = f"{account_line(account)}\n\n✅ <b>Ya figura todo pago.</b> ¡Gracias!"
    if last and last.paid_on:
        text += (
            f"\nEl último pago es del {formats.day(last.paid_on)}, por la factura del "
            f"{formats.period(last.period)}."
        )
    return text


def noted(account: Account, owed: Decimal, voucher: KnownVoucher | None) -> str:
    """The payment does not show yet."""
    parts = [f"{account_line(account)}\n\n👍 <b>Gracias por avisar.</b>"]
    if voucher:
        parts.append(
            f"Tu último comprobante es el <b>Nº {voucher.number}</b>, de "
            f"{formats.money(voucher.voucher.total)}, para pagar hasta el "
            f"{formats.day(voucher.voucher.pay_on)}. No te lo recuerdo más."
        )
    if owed:
        parts.append(
            f"Todavía figuran <b>{formats.money(owed)}</b> sin pagar. Lo que se paga en Rapipago o "
            "Pago Fácil <b>puede demorar unos días</b> en verse acá: no lo pagues de nuevo y "
            "guardá el ticket."
        )
    parts.append(
        "Si pasan los días y sigue sin figurar, llamanos con el ticket a mano al "
        f"{CALL_CENTRE_LINES}."
    )
    return "\n\n".join(parts)


def offers(account: Account) -> Buttons:
    """The natural next steps."""
    chosen = (("account", account.number),)
    return (
        (Begin("📋 Ver el estado de cuenta", "account_statement", chosen),),
        (Begin(MENU, "menu"),),
    )
