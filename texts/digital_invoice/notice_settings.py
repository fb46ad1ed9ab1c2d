"""Words of the chat's notice settings."""

from domain.messages import Begin, Buttons
from domain.notices import REMINDER_DAYS, Wishes
from texts.common.entry import MENU, EntryWords

ENTRY = EntryWords(
    label="🔔 Mis avisos",
    description="Elegir qué avisos recibir",
    doing="elegir tus avisos",
)

ANOTHER = "⚙️ Cambiar otro aviso"
USE_THE_BUTTONS = (
    "Tocá el botón de lo que quieras cambiar, o escribí /menu para dejar todo como está."
)

_CHOICES = {
    ("reminders", True): "🔔 Recordarme los vencimientos",
    ("reminders", False): "🔕 No recordarme los vencimientos",
    ("payments", True): "🔔 Avisarme cuando entre un pago",
    ("payments", False): "🔕 No avisarme de los pagos",
    ("at_night", True): "🌙 Avisarme también de noche",
    ("at_night", False): "😴 No avisarme de noche",
}


def choice(name: str, wanted: bool) -> str:
    """The button that sets one of the wishes."""
    return _CHOICES[name, wanted]


def standing(wishes: Wishes) -> str:
    """How the chat's notices stand."""
    night = "también de noche" if wishes.at_night else "solo de 8 a 21"
    return (
        "🔔 <b>Tus avisos en este chat</b>\n\n"
        f"{_mark(wishes.reminders)} Recordatorio {REMINDER_DAYS} días antes de cada vencimiento\n"
        f"{_mark(wishes.payments)} Aviso cuando entra un pago\n"
        f"🕗 Horario: {night}\n\n"
        "Son sobre las cuentas que vinculaste. La factura digital se avisa siempre a quien se "
        "adhirió."
    )


def changed(wishes: Wishes) -> str:
    """What was set."""
    return "✅ Listo, quedó anotado.\n\n" + standing(wishes)


OFFERS: Buttons = ((Begin(ANOTHER, "notice_settings"),), (Begin(MENU, "menu"),))


def _mark(wanted: bool) -> str:
    return "✅" if wanted else "▫️"
