"""Words of the staff's page."""

from domain.notices import Channel, NoticeKind
from texts.common.formats import day, moment, period

WRONG = "La contraseña no es correcta."
RESTING = "Hubo varios intentos con otra contraseña. Esperá unos minutos y probá de nuevo."
FORGED = "La página venció. Escribí la contraseña de nuevo."

KINDS = {
    NoticeKind.NEW_INVOICE: "Factura nueva",
    NoticeKind.REMINDER: "Recordatorio",
    NoticeKind.PAYMENT_RECEIVED: "Pago recibido",
}
CHANNELS = {Channel.TELEGRAM: "Telegram", Channel.EMAIL: "Correo"}

__all__ = ["CHANNELS", "FORGED", "KINDS", "RESTING", "WRONG", "day", "moment", "period"]
