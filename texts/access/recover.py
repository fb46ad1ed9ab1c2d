"""Words of 'Olvidé mi usuario o contraseña', 'Cambiar la contraseña' and 'No puedo entrar'."""

from html import escape

from domain.messages import Begin, Buttons
from texts.access import register
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.general.contact import CALL_CENTRE_LINES

RECOVER_ENTRY = EntryWords(
    label="🔓 Olvidé mi usuario o contraseña",
    description="Recuperar tu usuario o contraseña",
    doing="recuperar tu usuario",
)
CANNOT_ENTER_ENTRY = EntryWords(
    label="🆘 No puedo entrar",
    description="Ayuda si no podés entrar",
    doing="ver por qué no podés entrar",
)
CHANGE_PASSWORD_ENTRY = EntryWords(
    label="🔒 Cambiar mi contraseña",
    description="Cambiar tu contraseña",
    doing="cambiar tu contraseña",
)

EMAIL = (
    "<b>¿Con qué correo te registraste?</b>\n"
    "Te mando ahí tu usuario y un enlace para elegir otra contraseña."
)
EMAIL_EXAMPLE = (
    "Probá con el correo que usás siempre, por ejemplo <b>ana.paz@correo.com.ar</b>. Si no te "
    f"acordás cuál fue, te ayudan en el {CALL_CENTRE_LINES}."
)
HELP_EMAIL = (
    "Vamos a ver qué pasa. En este chat no hay una sesión abierta: si habías entrado en otro "
    "teléfono o en otro chat, acá tenés que ingresar de nuevo.\n\n"
    "<b>Si no, escribime el correo con el que te registraste</b> y te mando ahí lo que te haga "
    "falta para entrar: la confirmación, tu usuario o un enlace para elegir otra contraseña."
)
HELP_LINKS: Buttons = (
    (Begin("🔑 Me acuerdo: iniciar sesión", "log_in"),),
    (Begin("✏️ Escribí mal mi correo al registrarme", "register"),),
)
UNCONFIRMED = (
    "🔎 Ya sé qué pasa: <b>tu usuario todavía no está confirmado</b>, por eso no podés entrar."
)
OPEN_PAGE = "🔒 Elegir otra contraseña"
CHANGE = "🔒 Cambiar mi contraseña"


def mailed(email: str) -> str:
    """The same whether or not anybody has that address."""
    return (
        f"📬 Si hay un usuario con el correo <b>{escape(email)}</b>, en unos minutos le llega un "
        "mail con lo que necesita para entrar.\n\n"
        "¿No llega? Mirá en correo no deseado (spam) y fijate que sea el mismo correo con el que "
        "te registraste. Si al registrarte lo escribiste mal, creá tu usuario de nuevo."
    )


MAILED_BUTTONS: Buttons = (
    (Begin("✏️ Probar con otro correo", "cannot_enter"),),
    (Begin(register.ENTRY.label, "register"),),
    (Begin("🙋 Hablar con una persona", "contact"),),
)


def already_in(first_names: str, username: str) -> str:
    """The chat is logged in."""
    return (
        f"Ya entraste, {escape(first_names)}: tu usuario es <b>{escape(username)}</b>. "
        "Si querés, cambiá tu contraseña."
    )


IN_BUTTONS: Buttons = ((Begin(CHANGE, "change_password"),), (Begin(MENU, "menu"),))


def password_page(minutes: int) -> str:
    """The link to the page that sets another password."""
    hours, rest = divmod(minutes, 60)
    lasts = f"{minutes} minutos" if rest else formats.plural(hours, "hora", "horas")
    return (
        "🔒 <b>Para cambiar tu contraseña, tocá el botón</b> y escribila dos veces en la página "
        f"que se abre. El enlace sirve una sola vez y vence en {lasts}.\n\n"
        "Cuando esté, te aviso acá y por correo. Los otros chats donde hayas entrado van a tener "
        "que ingresar de nuevo. Nunca escribas la contraseña acá en el chat."
    )


TOO_MANY_MAILS = (
    "Te mandé varios mails en poco tiempo, así que esta vez no mando otro. Mirá los que ya "
    "llegaron (también en spam) o probá de nuevo dentro de una hora."
)
