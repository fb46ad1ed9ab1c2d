"""What whoever runs the office is told of: what is wrong, since when, what to do, and its end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape

from domain.alerts import AlertKind, Subject
from domain.health import AWAY
from domain.messages import Mail, Note
from domain.overdue import Overdue
from texts.common.formats import day, moment, plural


@dataclass(frozen=True, slots=True)
class Words:
    """What an alert is called, and what to do about it."""

    title: str
    advice: str


_WORDS = {
    AlertKind.MAIL_AWAY: Words(
        "El servidor de correo no responde",
        "Mientras tanto no sale ningún mail y nadie puede terminar de crear su usuario. Mirá que "
        "el servidor ande y que OFICINA_SMTP_URL tenga bien la dirección, el usuario y la clave; "
        "«oficina doctor» lo prueba. Lo que espera sale solo cuando vuelva.",
    ),
    AlertKind.TELEGRAM_AWAY: Words(
        "No se llega a Telegram",
        "El bot no puede contestarle a nadie. Mirá la conexión a internet de la máquina y el "
        "token; «oficina doctor» lo prueba. Los mensajes de la gente no se pierden: llegan cuando "
        "vuelva.",
    ),
    AlertKind.UPDATES_WAITING: Words(
        "Telegram tiene mensajes sin entregar",
        "Hay gente esperando respuesta. Con --webhook, mirá que OFICINA_PUBLIC_URL llegue al bot "
        "(proxy, certificado, cortafuegos). Sin --webhook, mirá que el bot esté en marcha y que "
        "nadie más use el mismo token.",
    ),
    AlertKind.OWED: Words(
        "Hay envíos que no salen",
        "Mirá el registro del proceso y «oficina doctor». Nada se pierde: se sigue intentando.",
    ),
    AlertKind.SILENCE: Words(
        "Hace horas que no llega ningún mensaje",
        "Puede ser casualidad. Escribile al bot desde un teléfono: si no contesta, «oficina "
        "doctor» dice qué anda mal.",
    ),
    AlertKind.CLAIMS: Words(
        "Hay reclamos sin contestar",
        "La Ley 24.240 (artículo 27) pide contestarlos en plazos perentorios. «oficina claims» los "
        'lista y «oficina claims answer N "TEXTO"» los contesta.',
    ),
    AlertKind.RATES: Words(
        "Se terminan las tasas de interés",
        "Cargá las del mes con «oficina import tasas ARCHIVO»: el tope de los intereses (Ley "
        "24.240, artículo 31) sale de la tasa pasiva del mes anterior al del pago.",
    ),
    AlertKind.IMPORT_REFUSED: Words(
        "Se rechazó una carga de datos",
        "No se cargó nada de ese archivo. Corregí las líneas en el sistema, exportá y cargá de "
        "nuevo; el motivo de cada rechazo quedó junto al archivo, en el que termina en "
        ".rechazos.csv.",
    ),
    AlertKind.LATE_NOTICES: Words(
        "Avisos de factura fuera de término",
        "«oficina notices status» y la página /personal muestran cuáles. Suele pasar cuando las "
        "facturas se cargan tarde.",
    ),
    AlertKind.DISK: Words(
        "El disco está casi lleno",
        "Si se llena, la base no puede escribir y el bot deja de atender. Borrá o mové lo que no "
        "haga falta: registros viejos, copias de seguridad ya guardadas en otro lado.",
    ),
    AlertKind.CERTIFICATE: Words(
        "Hay que renovar el certificado de las páginas",
        "Renovalo: si vence, nadie puede confirmar su correo ni ingresar, y Telegram deja de "
        "entregar mensajes por --webhook. Caddy y certbot lo renuevan solos: mirá su registro.",
    ),
}
_ABOUT = {"mail": "correos", "note": "mensajes de Telegram"}


def title(subject: Subject) -> str:
    """What an alert is called."""
    about = _ABOUT.get(subject.about, subject.about)
    return _WORDS[subject.kind].title + (f" ({about})" if about else "")


def begun_mail(to: str, subject: Subject, since: datetime, detail: str) -> Mail:
    """The mail that tells it."""
    text = f"{_begun(since, detail)}\n\nQué hacer: {_WORDS[subject.kind].advice}"
    return Mail(to, f"Alerta: {title(subject)}", text)


def begun_note(subject: Subject, since: datetime, detail: str) -> Note:
    """The message in the alerts' chat."""
    return Note(
        f"⚠️ <b>{escape(title(subject))}</b>\n{escape(_begun(since, detail))}\n\n"
        f"Qué hacer: {escape(_WORDS[subject.kind].advice)}"
    )


def ended_mail(to: str, subject: Subject, since: datetime, until: datetime) -> Mail:
    """The mail that tells that it is over."""
    return Mail(
        to, f"Se resolvió: {title(subject)}", f"{title(subject)}.\n\n{_ended(since, until)}"
    )


def ended_note(subject: Subject, since: datetime, until: datetime) -> Note:
    """The message in the alerts' chat, once it is over."""
    return Note(f"✅ <b>Se resolvió: {escape(title(subject))}</b>\n{escape(_ended(since, until))}")


def _begun(since: datetime, detail: str) -> str:
    return f"Desde el {moment(since)}. {detail}".rstrip()


def _ended(since: datetime, until: datetime) -> str:
    return f"Duró {lasted(until - since)}: desde el {moment(since)} hasta el {moment(until)}."


def lasted(time: timedelta) -> str:
    """Write a time as '23 minutos', '2 horas y 5 minutos', '3 días y 2 horas'."""
    minutes = max(1, round(time / timedelta(minutes=1)))
    days, hours = divmod(minutes // 60, 24)
    parts = [(days, "día", "días"), (hours, "hora", "horas"), (minutes % 60, "minuto", "minutos")]
    return " y ".join([plural(*part) for part in parts if part[0]][:2])


def said(reason: str) -> str:
    """What a server or the system answered, in its own words."""
    words = reason.removeprefix(AWAY)
    return f"Lo que se recibió: {words}" if words else ""


def owed(found: tuple[Overdue, ...]) -> str:
    """How much should be gone by now."""
    items = sum(one.items for one in found)
    oldest = min(one.since for one in found)
    words = plural(items, "envío debería", "envíos deberían") + " haber salido ya"
    reason = next((one.reason for one in found if one.reason), "")
    return f"{words}; el más viejo se planificó el {moment(oldest)}. {said(reason)}".rstrip()


def waiting(pending: int, error: str) -> str:
    """How many updates Telegram keeps, and why it can't hand them over."""
    return f"{plural(pending, 'mensaje espera', 'mensajes esperan')}. {said(error)}".rstrip()


def silent(last_update: datetime) -> str:
    """When somebody wrote last."""
    return f"El último llegó el {moment(last_update)}."


def claims(count: int, oldest: datetime) -> str:
    """How many claims wait for an answer."""
    return f"{plural(count, 'espera', 'esperan')} respuesta; el más viejo es del {day(oldest)}."


def rates(until: date) -> str:
    """Until when the newest rates are good."""
    return f"Las cargadas sirven para pagos hasta el {day(until)}."


def import_refused(file: str, refused: int) -> str:
    """Which file was refused."""
    return f"{file}: {plural(refused, 'línea rechazada', 'líneas rechazadas')}."


def disk(free: int, total: int) -> str:
    """How much room there is, both in bytes."""
    return f"Quedan {free / 1e9:.1f} GB libres de {total / 1e9:.0f} GB.".replace(".", ",", 1)


def certificate(ends: datetime) -> str:
    """When the certificate ends."""
    return f"Vence el {moment(ends)}."


def certificate_wrong(reason: str) -> str:
    """That browsers don't accept the certificate."""
    return f"Los navegadores no lo aceptan. {said(reason)}"


def late_notices(late: int, planned: int) -> str:
    """How many notices go out too late (term 3 of the digital invoice)."""
    return (
        f"{late} de los {planned} avisos planificados recién salen con menos de 5 días de "
        "anticipación al vencimiento (términos de la factura digital, punto 3)."
    )
