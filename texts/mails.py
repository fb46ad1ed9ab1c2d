"""Words of the mails: a greeting, what it is about, one link at most, and whom to call."""

from domain.messages import Mail, Open
from domain.people import User

FAREWELL = (
    "\n\nSi necesitás ayuda, llamanos: (383) 4430-003 o 0800-888-8255.\n\n"
    "Oficina Virtual de Aguas de Catamarca"
)


def confirm_address(to: str, first_names: str, url: str) -> Mail:
    """The mail that confirms a new user's address; `url` is valid for 3 days."""
    return Mail(
        to,
        "Confirmá tu correo en la Oficina Virtual de Aguas de Catamarca",
        f"Hola, {called(first_names)}:\n\n"
        "Te registraste en la Oficina Virtual de Aguas de Catamarca por Telegram. Para terminar, "
        "confirmá que este correo es tuyo y elegí tu contraseña.\n\n"
        "El enlace sirve una sola vez, durante 3 días. Si se vence, pedí otro en el chat.\n\n"
        "¿No fuiste vos? No hagas nada: sin confirmar, nadie puede usar tu correo." + FAREWELL,
        Open("Confirmar mi correo", url),
    )


def reset_password(user: User, url: str) -> Mail:
    """The mail that recalls the user name and sets another password; valid for 2 hours."""
    return Mail(
        user.email,
        "Tu usuario y tu contraseña nueva en Aguas de Catamarca",
        f"Hola, {called(user.first_names)}:\n\n"
        f"Tu usuario de la Oficina Virtual de Aguas de Catamarca es: {user.username}\n\n"
        "Para elegir una contraseña nueva, entrá al enlace. Sirve una sola vez, durante 2 horas. "
        "Con ella entra el chat de Telegram que la pidió, y los otros chats donde hayas "
        "ingresado salen.\n\n"
        "¿No fuiste vos? No entres: tu contraseña de siempre sigue igual." + FAREWELL,
        Open("Elegir otra contraseña", url),
    )


def password_changed(user: User) -> Mail:
    """Tells the owner that the password has changed."""
    return Mail(
        user.email,
        "Cambió tu contraseña de Aguas de Catamarca",
        f"Hola, {called(user.first_names)}:\n\n"
        "Tu contraseña de la Oficina Virtual de Aguas de Catamarca se cambió recién.\n\n"
        "Si fuiste vos, está todo bien. Si no, escribí «olvidé mi contraseña» en nuestro chat de "
        "Telegram para elegir otra, y llamanos." + FAREWELL,
    )


def email_changed(old: User, new_email: str) -> Mail:
    """Tells the address that was the user's that another one took its place."""
    return Mail(
        old.email,
        "Cambió tu correo en Aguas de Catamarca",
        f"Hola, {called(old.first_names)}:\n\n"
        "El correo de tu usuario de la Oficina Virtual de Aguas de Catamarca se cambió recién. "
        f"Ahora es {_masked(new_email)}, y a este ya no te vamos a escribir.\n\n"
        "Si fuiste vos, está todo bien. Si no, llamanos cuanto antes." + FAREWELL,
    )


def _masked(email: str) -> str:
    name, _, host = email.rpartition("@")
    return f"{name[:2]}…@{host}"


def called(first_names: str) -> str:
    """How a person is greeted."""
    return first_names.split()[0]
