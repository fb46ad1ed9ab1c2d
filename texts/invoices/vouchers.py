"""Words that go with a voucher's PDF, whatever it pays."""

from datetime import date
from typing import assert_never

from domain.messages import Begin, Buttons, Copy
from domain.vouchers import IssuedVoucher, KnownVoucher, Voucher, VoucherKind
from texts.common import formats
from texts.common.entry import MENU

ONLY_THERE = "<b>Solo válido para Rapipago y Pago Fácil.</b>"
PAID_ALREADY = "✅ Ya pagué"


def caption(issued: IssuedVoucher) -> str:
    """Under the PDF."""
    voucher = issued.voucher
    return (
        f"🧾 <b>Comprobante Nº {issued.number}</b>{_of_instalment(voucher)}\n"
        f"Total: <b>{formats.money(voucher.total)}</b>\n"
        f"Pagalo hasta el <b>{formats.weekday(voucher.pay_on)}</b>. {ONLY_THERE}\n\n"
        "Mostralo en la caja, en el celular o impreso. Si el lector no lo toma, dictá estos "
        "números:\n"
        f"Pago Fácil: <code>{issued.pago_facil}</code>\n"
        f"Rapipago: <code>{issued.rapipago}</code>\n\n"
        "Después de pagar, el estado de cuenta puede tardar unos días en mostrarlo."
    )


def _of_instalment(voucher: Voucher) -> str:
    if voucher.kind is not VoucherKind.PLAN_INSTALMENT:
        return ""
    plan, _, number = voucher.lines[0].reference.rpartition("/")
    return f"\nPlan {plan}, cuota {number}"


def caption_buttons(issued: IssuedVoucher) -> Buttons:
    """Copy buttons for the digits, and the next steps."""
    voucher = issued.voucher
    chosen = (("account", voucher.account),)
    rows: Buttons = (
        (Copy("📋 Copiar código de Pago Fácil", issued.pago_facil),),
        (Copy("📋 Copiar código de Rapipago", issued.rapipago),),
    )
    if voucher.kind is VoucherKind.OVERDUE_INVOICES:
        rows = (*rows, (Begin("📅 Hacer otro con otra fecha", "overdue_voucher", chosen),))
    return (*rows, (*paid_already(voucher), Begin(MENU, "menu")))


def covered(earlier: KnownVoucher, today: date) -> str:
    """A voucher was made before for the same: nobody is to pay twice."""
    voucher = earlier.voucher
    until = formats.short_day(voucher.pay_on)
    when = f"que venció el {until}" if voucher.pay_on < today else f"para pagar hasta el {until}"
    return (
        f"⚠️ <b>Ojo, no pagues dos veces.</b> Para esto ya se hizo el comprobante "
        f"<b>Nº {earlier.number}</b>, de {formats.money(voucher.total)}, {when}. "
        "Si ya lo pagaste, no hagas otro: puede demorar unos días en verse."
    )


def paid_already(voucher: Voucher) -> tuple[Begin, ...]:
    """The button of who has paid."""
    return (Begin(PAID_ALREADY, "paid_already", (("account", voucher.account),)),)


def make_another(voucher: Voucher) -> Begin:
    """The button that makes another voucher for the same account, once this one is past."""
    chosen = (("account", voucher.account),)
    match voucher.kind:
        case VoucherKind.OVERDUE_INVOICES | VoucherKind.INVOICE:
            return Begin("🔄 Hacer otro comprobante", "overdue_voucher", chosen)
        case VoucherKind.PLAN_INSTALMENT:
            return Begin("📑 Ver el plan de pago", "plan_instalment", chosen)
        case _:
            assert_never(voucher.kind)


def file_name(issued: IssuedVoucher) -> str:
    """The name of the PDF's file."""
    return f"comprobante-{issued.number}.pdf"
