"""What `oficina alerts` says: the alerts in a list, and what came of a trial."""

from domain.alerts import Alert
from domain.messages import Mail, Note
from texts.common.formats import moment
from texts.staff.alerts import lasted, said, title

HELP = "Las alertas: lo que anda mal, y si llegan a quien tienen que llegar."
LIST_HELP = "Muestra las alertas abiertas y las recientes."
DAYS_HELP = "Las de los últimos días, aunque ya terminaron."
TEST_HELP = "Manda una alerta de prueba por mail y al chat, y dice si salió."
NONE = "No hay alertas abiertas, y no hubo ninguna en estos días."
NOBODY = (
    "No hay a quién avisar: poné OFICINA_ALERT_MAIL, OFICINA_ALERT_CHAT, o los dos, en el archivo "
    ".env."
)


def listed(alert: Alert) -> str:
    """An alert as `oficina alerts` shows it."""
    one = alert.episode
    if one.ended_at is None:
        state = f"ABIERTA desde el {moment(one.since)}"
    elif one.ended_at == one.since:
        state = f"el {moment(one.since)}"
    else:
        state = f"duró {lasted(one.ended_at - one.since)}, desde el {moment(one.since)}"
    reached = "" if alert.reached else "\n  Todavía no le llegó a nadie."
    return f"{title(alert.subject)}: {state}\n  {one.detail}{reached}"


def mail_sent(to: str) -> str:
    """That the trial went out by mail."""
    return f"Mail a {to}: el servidor de correo lo aceptó. Fijate que haya llegado."


def mail_failed(to: str, reason: str) -> str:
    """That the trial didn't go out by mail."""
    return f"Mail a {to}: no salió. {said(reason or NO_ANSWER)}"


def chat_sent(chat: int) -> str:
    """That the trial is in the chat."""
    return f"Chat {chat}: llegó."


def chat_failed(chat: int, reason: str) -> str:
    """That the trial isn't in the chat."""
    return (
        f"Chat {chat}: no llegó. {said(reason or NO_ANSWER)}\n  El bot tiene que ser miembro del "
        "grupo, o haber recibido un /start de esa persona; el número de un grupo es negativo."
    )


NO_ANSWER = "ninguna respuesta a tiempo"


def trial_mail(to: str) -> Mail:
    """What `oficina alerts test` sends by mail."""
    return Mail(to, "Prueba de las alertas", _TRIAL)


def trial_note() -> Note:
    """What `oficina alerts test` sends to the chat."""
    return Note(f"🔔 <b>Prueba de las alertas</b>\n{_TRIAL}")


_TRIAL = "Si leés esto, las alertas de la Oficina Virtual llegan hasta acá. No hay nada que hacer."
