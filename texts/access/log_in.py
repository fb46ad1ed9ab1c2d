"""Words of 'Iniciar sesión' and 'Salir'."""

from html import escape

from domain.messages import Begin, Buttons
from texts.common.entry import MENU, EntryWords

LOG_IN_ENTRY = EntryWords(
    label="🔑 Iniciar sesión",
    description="Ingresar con tu usuario",
    doing="iniciar sesión",
)
RESEND_CONFIRMATION_ENTRY = EntryWords(
    label="📧 Reenviar el mail de confirmación",
    description="Recibir de nuevo el mail de confirmación",
    doing="pedir de nuevo el mail",
)
LOG_OUT_ENTRY = EntryWords(
    label="🚪 Salir",
    description="Cerrar la sesión en este chat",
    doing="salir",
)

IN_OFFERS: Buttons = ((Begin(MENU, "menu"),), (Begin("🚪 Salir", "log_out"),))
OUT_OFFERS: Buttons = (
    (Begin("🔑 Iniciar sesión", "log_in"),),
    (Begin("🆕 Crear usuario", "register"),),
    (Begin("🆘 No puedo entrar", "cannot_enter"),),
)
ALREADY_OUT = "No había ninguna sesión abierta en este chat."
ALREADY_CONFIRMED = "Tu cuenta ya está confirmada y ya entraste. ¡No te falta nada!"
NOTHING_TO_CONFIRM = (
    "En este chat no hay ningún usuario esperando confirmación. Si ya confirmaste, iniciá sesión; "
    "si todavía no tenés usuario, crealo."
)
LOG_OUT = "🚪 Sí, salir"
YES_OR_CANCEL = "Tocá <b>Sí, salir</b>, o <b>Cancelar</b> para quedarte."
OPEN_PAGE = "🔑 Ingresar"
OUT = "Listo, saliste. Tus cuentas quedan guardadas: cuando vuelvas a ingresar están ahí."


def already_in(first_names: str) -> str:
    """The chat has a user already."""
    return f"Ya entraste, {escape(first_names)}. ¿Qué querés hacer?"


def sure_to_log_out(first_names: str) -> str:
    """Ask before logging out."""
    return f"{escape(first_names)}, ¿querés salir de la Oficina Virtual en este chat?"


def page_link(minutes: int) -> str:
    """The link to the log-in page."""
    return (
        "🔑 <b>Para ingresar, tocá el botón</b> y poné tu usuario y tu contraseña en la página "
        f"que se abre. El enlace sirve una sola vez y vence en {minutes} minutos.\n\n"
        "Por tu seguridad, nunca escribas la contraseña acá en el chat."
    )


def needs_user(what: str) -> str:
    """An entry of the menu that needs a user."""
    return (
        f"Para <b>{what}</b> primero tenés que ingresar con tu usuario. "
        "Si todavía no tenés uno, lo creamos en dos minutos."
    )
