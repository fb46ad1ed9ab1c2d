"""Where people are sent to when the chat can't help: telephones, offices, community page."""

from html import escape

from domain.contact import CALL_CENTRE, FREE_LINE, Contact, Premises
from domain.messages import Begin, Button, Buttons, Open
from texts.common.entry import MENU, EntryWords

ENTRY = EntryWords(
    label="🙋 Hablar con una persona",
    description="Hablar con una persona",
)

CALL_CENTRE_LINES = f"{CALL_CENTRE} o al {FREE_LINE}"
PHONES = f"<b>{CALL_CENTRE}</b> o, gratis, al <b>{FREE_LINE}</b>"
LEAVE_CLAIM = "✍️ Dejar un mensaje"
COMMUNITY = "👥 Nuestra comunidad"


COMMUNITY_NEWS = (
    "¡Sí! Tenemos una comunidad en Facebook donde publicamos las últimas noticias: te invitamos a "
    "unirte."
)


def where_to_go(contact: Contact) -> str:
    """A sentence that sends a person to the offices, as far as they are known."""
    if not contact.offices:
        return f"Llamanos al {PHONES}: ahí te dicen a qué oficina ir y en qué horario."
    lines = "\n".join(f"🏢 {_premises(office)}" for office in contact.offices)
    return f"Acercate a una oficina:\n{lines}\n\nO llamanos al {PHONES}."


def all_ways(contact: Contact) -> str:
    """All the ways to reach a person."""
    parts = [
        "🙋 <b>¿Querés hablar con una persona?</b>\n"
        f"📞 Llamanos al {PHONES}. Ahí también toman los reclamos por falta de agua, pérdidas y "
        "cloacas.",
    ]
    if contact.offices:
        parts.append("\n".join(f"🏢 {_premises(office)}" for office in contact.offices))
    if contact.whatsapp:
        parts.append(f"💬 WhatsApp: <b>{escape(contact.whatsapp)}</b>")
    parts.append(
        "✍️ O dejame tu mensaje acá: te doy un número de reclamo y te respondemos en este chat."
    )
    return "\n\n".join(parts)


def ways_buttons(contact: Contact) -> Buttons:
    """Leave a message, the community page, the menu."""
    community: tuple[Button, ...] = (Open(COMMUNITY, contact.community),)
    return (
        (Begin(LEAVE_CLAIM, "claim"),),
        *((community,) if contact.community else ()),
        (Begin(MENU, "menu"),),
    )


def _premises(office: Premises) -> str:
    hours = f" ({escape(office.hours)})" if office.hours else ""
    return f"<b>{escape(office.name)}</b>: {escape(office.address)}{hours}"
