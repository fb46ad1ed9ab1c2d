"""Words of a voucher on its last morning, and once its date is over."""

from domain.messages import Buttons, Note
from domain.sent_vouchers import SentVoucher
from domain.vouchers import Voucher, VoucherKind
from texts.common import formats
from texts.invoices import vouchers


def reminder(sent: SentVoucher) -> Note:
    """On the morning of the payment date."""
    voucher = sent.voucher
    text = (
        f"⏰ <b>Hoy vence tu {_name(sent)}</b>\n"
        f"Cuenta {voucher.account} · <b>{formats.money(voucher.total)}</b>\n\n"
        "Te lo mandé antes en este chat: mostralo en Rapipago o Pago Fácil. "
        "Si ya pagaste, no hagas nada: puede demorar unos días en verse."
    )
    return Note(text, (vouchers.paid_already(voucher),))


def past(sent: SentVoucher) -> str:
    """In the place of the caption, once the date is over."""
    voucher = sent.voucher
    if sent.paid:
        return f"✅ <b>PAGADO</b> · {_name(sent)}\nTotal: {formats.money(voucher.total)}. ¡Gracias!"
    return (
        f"⌛ <b>VENCIDO</b> · {_name(sent)}\n"
        f"Total: {formats.money(voucher.total)}, para pagar hasta el "
        f"{formats.day(voucher.pay_on)}.\n\n"
        f"Ya no sirve en la caja. Si lo pagaste, puede demorar unos días en verse. {_else(voucher)}"
    )


def past_buttons(sent: SentVoucher) -> Buttons:
    """The natural next steps."""
    if sent.paid:
        return ()
    voucher = sent.voucher
    return ((vouchers.make_another(voucher),), vouchers.paid_already(voucher))


def _name(sent: SentVoucher) -> str:
    voucher = sent.voucher
    period = voucher.lines[0].period
    if voucher.kind is VoucherKind.INVOICE and period:
        return f"factura del {formats.period(period)}"
    return f"comprobante Nº {sent.number}"


def _else(voucher: Voucher) -> str:
    if voucher.kind is VoucherKind.PLAN_INSTALMENT:
        return "Si no, mirá cómo está tu plan."
    return "Si no, te hago otro con la fecha que quieras."
