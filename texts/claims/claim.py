"""Words of 'Dejar un mensaje': a claim with its number, its answer."""

from html import escape

from domain.claims import Claim, NewClaim
from domain.messages import Begin, Buttons, Mail, Note
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.general.contact import PHONES
from texts.mails import FAREWELL, called

ENTRY = EntryWords(
    label="✍️ Dejar un mensaje o reclamo",
    description="Dejar un mensaje o reclamo, con su número",
    doing="dejar un mensaje",
)

TOPICS = {
    "invoice": "🧾 Una factura o un pago",
    "plan": "📑 Un plan de pago que ya tengo",
    "new_plan": "🆕 Pedir un plan de pago",
    "digital": "🌱 La factura digital",
    "access": "🔑 Mi usuario o mis cuentas",
    "offices": "🏢 La atención en las oficinas",
    "other": "💬 Otra cosa",
}
TOPIC = (
    "✍️ Dejame tu mensaje y te doy un <b>número de reclamo</b>.\n\n<b>¿Sobre qué es?</b>\n"
    f"Si no tenés agua o hay una pérdida, no lo dejes acá: llamá ya al {PHONES}."
)
WHICH_TOPIC = "Tocá uno de los temas de la lista; si no es ninguno, tocá <b>Otra cosa</b>."
TEXT_EXAMPLE = (
    "Por ejemplo: <i>En la factura del 5.º bimestre me cobraron dos veces lo mismo. Mi cuenta es "
    "la 00100001.</i>"
)
TOO_SHORT = "Contame un poco más, así te pueden responder sin tener que preguntarte de nuevo."
NAME = "<b>¿Cómo te llamás?</b> (nombre y apellido)"
NO_NAME = "Escribime tu nombre y apellido, para saber a quién responder."
REACH = (
    "<b>¿Cómo te ubicamos si hace falta?</b>\nUn teléfono o un correo. La respuesta te llega "
    "igual en este chat."
)
NO_REACH_NEEDED = "Solo por este chat"
REACH_EXAMPLE = "Por ejemplo: <b>383 412-3456</b> o <b>ana.paz@correo.com.ar</b>"
NO_REACH = (
    "Escribime un teléfono con la característica, o un correo con su arroba; si no, tocá "
    "<b>Solo por este chat</b>."
)
SEND = "✅ Enviar"
CHANGE_TEXT = "✏️ Cambiar el mensaje"
SEND_OR_CHANGE = (
    "Tocá <b>Enviar</b> (o escribí <i>sí</i>) para mandarlo, o <b>Cambiar el mensaje</b>."
)


def too_long(length: int, most: int) -> str:
    """Say by how much it is too long."""
    return (
        f"Es muy largo: tiene {length} letras y entran {most}. Mandame lo más importante; si hace "
        "falta, después dejás otro."
    )


def text_question(topic: str) -> str:
    """Ask for the message."""
    if topic == "new_plan":
        return (
            "<b>Contame qué plan de pago necesitás</b>, en un solo mensaje: el número de cuenta, "
            "qué facturas y en cuántas cuotas te vendría bien."
        )
    return (
        "<b>Contame qué pasa</b>, en un solo mensaje. Si es por una cuenta o una factura, poné su "
        "número."
    )


def summary(claim: NewClaim) -> str:
    """The claim, before it is sent."""
    return (
        f"<b>¿Lo mando así?</b>\n\nTema: {escape(TOPICS[claim.topic])}\n"
        f"<blockquote expandable>{escape(claim.text)}</blockquote>\n"
        f"{escape(claim.name)} · {escape(claim.reach)}"
    )


def taken(number: int, mailed: bool) -> str:
    """The receipt: its number."""
    copy = " También te lo mandé por correo." if mailed else ""
    return (
        f"✅ Tu reclamo quedó registrado con el <b>N.º {number}</b>. Guardá ese número: es tu "
        f"constancia.{copy}\n\nTe respondemos en este chat. Si es urgente, llamá al {PHONES} y "
        "decí el número."
    )


TAKEN_BUTTONS: Buttons = ((Begin(MENU, "menu"),),)


def taken_mail(to: str, claim: NewClaim, number: int) -> Mail:
    """The receipt by e-mail."""
    return Mail(
        to,
        f"Reclamo N.º {number} en Aguas de Catamarca",
        f"Hola, {called(claim.name)}:\n\n"
        f"Registramos tu reclamo con el N.º {number}. Este mail es tu constancia (Ley 24.240, "
        "artículo 27).\n\n"
        f"Tu mensaje:\n{claim.text}\n\n"
        "Te vamos a responder en el chat de Telegram y por acá." + FAREWELL,
    )


def answered(claim: Claim, answer: str) -> Note:
    """The staff's answer, in the chat."""
    return Note(
        f"📨 <b>Respuesta a tu reclamo N.º {claim.number}</b> "
        f"(del {formats.day(claim.opened_at.date())}):\n\n{escape(answer)}",
        ((Begin("✍️ Dejar otro mensaje", "claim"),), (Begin(MENU, "menu"),)),
    )


def answered_mail(to: str, claim: Claim, answer: str) -> Mail:
    """The staff's answer, by e-mail."""
    return Mail(
        to,
        f"Respuesta a tu reclamo N.º {claim.number} en Aguas de Catamarca",
        f"Hola, {called(claim.name)}:\n\n"
        f"Esta es la respuesta a tu reclamo N.º {claim.number}, del "
        f"{formats.day(claim.opened_at.date())}:\n\n{answer}\n\n"
        "Si necesitás algo más, dejanos otro mensaje en el chat." + FAREWELL,
    )
