"""What the chat reads when its person comes back from a page."""

from html import escape

from domain.messages import Begin, Note
from domain.people import User

_LINK = Begin("Vincular mi cuenta", "link_account")
_STATEMENT = Begin("Ver mis facturas", "account_statement")
_VOUCHER = Begin("Pagar una factura vencida", "overdue_voucher")
_LOG_IN = Begin("🔑 Iniciar sesión", "log_in")
_RECOVER = Begin("🔒 Olvidé mi contraseña", "recover")
_MENU = Begin("Ver todo el menú", "menu")


def confirmed(user: User) -> Note:
    """The e-mail is confirmed and the first password is set."""
    return Note(
        f"✅ ¡Listo, {_name(user)}! Tu correo quedó confirmado y ya entraste a la Oficina "
        "Virtual.\n\nAhora vinculá tu cuenta: vas a necesitar una factura a mano.",
        ((_LINK,), (_MENU,)),
    )


def logged_in(user: User) -> Note:
    """The user name and the password were right."""
    return Note(
        f"✅ ¡Listo, {_name(user)}! Ya entraste a la Oficina Virtual. ¿Qué querés hacer?",
        ((_STATEMENT,), (_VOUCHER,), (_LINK,), (_MENU,)),
    )


def password_changed(user: User) -> Note:
    """A new password is set, and this chat is logged in."""
    return Note(
        f"✅ ¡Listo, {_name(user)}! Tu contraseña nueva ya está guardada y entraste a la Oficina "
        f"Virtual. Tu usuario es <b>{escape(user.username)}</b>.\n\n"
        "Si habías entrado desde otros chats, ahí hay que ingresar de nuevo.",
        ((_STATEMENT,), (_VOUCHER,), (_MENU,)),
    )


def email_changed(user: User) -> Note:
    """The new address is confirmed; the accounts were carried over."""
    return Note(
        f"✅ ¡Listo, {_name(user)}! Tu correo ahora es <b>{escape(user.email)}</b>. Tus cuentas "
        "vinculadas y tu factura digital siguen con vos, y tu usuario es el mismo: "
        f"<b>{escape(user.username)}</b>.\n\n"
        "Si habías entrado desde otros chats, ahí hay que ingresar de nuevo.",
        ((_STATEMENT,), (_VOUCHER,), (_MENU,)),
    )


def logged_out_elsewhere(user: User) -> Note:
    """The password was changed at another chat."""
    return Note(
        "🔒 Cambió la contraseña de tu usuario, así que en este chat se cerró la sesión. Para "
        "volver a entrar, ingresá con la contraseña nueva.\n\n"
        "¿No la cambiaste vos? Elegí otra ahora mismo con <b>Olvidé mi contraseña</b>.",
        ((_LOG_IN,), (_RECOVER,)),
    )


def _name(user: User) -> str:
    return escape(user.first_names.split()[0])
