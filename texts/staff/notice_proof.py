"""Words of the proof of an invoice's notices: on the screen, in its files and on its certificate.

In the files moments are ISO 8601 with their offset and amounts have a decimal point; people read
dd/mm/aaaa, to the second.
"""

import re
from datetime import datetime

from domain.notice_proof import NoticeProof, Outcome, Person, ProvenNotice, ProvenSubscription
from domain.notices import Channel, NoticeKind
from texts.common.formats import day, exact_moment, money, period
from texts.digital_invoice.terms import TERMS, TERMS_VERSION

KINDS = {
    NoticeKind.NEW_INVOICE: "Factura nueva",
    NoticeKind.REMINDER: "Recordatorio de vencimiento",
    NoticeKind.PAYMENT_RECEIVED: "Pago recibido",
}
CHANNELS = {Channel.TELEGRAM: "Telegram", Channel.EMAIL: "Correo"}
BY = {Channel.TELEGRAM: "Telegram", Channel.EMAIL: "correo"}
OUTCOMES = {
    Outcome.WAITING: "En espera",
    Outcome.DELIVERED: "Enviado",
    Outcome.RETURNED: "Enviado y devuelto",
    Outcome.FAILED: "No se pudo enviar",
    Outcome.UNKNOWN: "Planificado; ya no hay datos del envío",
}
ERASED = "Persona que pidió borrar sus datos"
ZONE = "Las horas son las de Catamarca, Argentina (UTC-3)."
PROMISE = TERMS[2]
PROMISE_VERSION = TERMS_VERSION
CSV_COLUMNS = (
    "comprobante", "cuenta", "domicilio", "periodo", "emision", "vencimiento", "importe",
    "avisar_hasta", "aviso", "via", "persona", "usuario", "dni", "direccion", "planificado",
    "enviado", "contestado", "resultado", "en_termino", "intentos", "transporte", "identificador",
    "respuesta", "fallado", "motivo",
)  # fmt: skip
_REASONS = (
    (re.compile(r"^returned: ?"), ""),
    (re.compile(r"^(\d+) tries, the last: "), r"\1 intentos, el último: "),
    (re.compile(r"^a note without a chat$"), "no había ningún chat"),
    (re.compile(r"^not an address$"), "no es una dirección de correo"),
    (re.compile(r"^the server takes no such address$"), "el servidor no acepta esa dirección"),
    (
        re.compile(r"^(?:Forbidden: )?bot was blocked by the user$"),
        "la persona bloqueó al bot («bot was blocked by the user»)",
    ),
    (
        re.compile(r"^(?:Bad Request: )?chat not found$", re.IGNORECASE),
        "el chat ya no existe («chat not found»)",
    ),
)


def reason(written: str) -> str:
    """Why a notice was not delivered; a server's own words stay as it said them."""
    for pattern, words in _REASONS:
        if pattern.search(written):
            return pattern.sub(words, written)
    return written


def person(one: Person | None) -> str:
    """A person on the certificate."""
    return f"{one.name}, DNI {one.document}, usuario {one.username}" if one else ERASED


def person_on_screen(one: Person | None) -> str:
    """A person where others may look on: of the DNI only the end."""
    return f"{one.name} (usuario {one.username}, DNI …{one.document[-3:]})" if one else ERASED


def address(one: ProvenNotice) -> str:
    """Where a notice went."""
    if not one.address:
        return "sin datos"
    return one.address if one.channel is Channel.EMAIL else f"chat {one.address}"


def evidence(one: ProvenNotice) -> tuple[tuple[str, str], ...]:
    """What the carrier left behind, by its name; empty values left out."""
    by_mail = one.channel is Channel.EMAIL
    values = (
        ("Servidor de correo" if by_mail else "Bot", one.carrier),
        ("Message-ID" if by_mail else "Número de mensaje en Telegram", one.message_id),
        ("Respuesta del servidor" if by_mail else "Respuesta de Telegram", one.reply),
    )
    return tuple((name, value) for name, value in values if value)


def outcome(one: ProvenNotice) -> str:
    """What became of a notice, and why."""
    words = OUTCOMES[one.outcome]
    if one.reason:
        words += f" el {exact_moment(one.failed_at)}" if one.failed_at else ""
        words += f": {reason(one.reason)}"
    return words


def in_time(one: ProvenNotice) -> str:
    """Whether it kept the promise of term 3; '' where nothing is promised or known."""
    if one.in_time is None:
        return ""
    return "En término" if one.in_time else "Fuera de término"


def ways(one: ProvenSubscription) -> str:
    """By which ways a subscriber is told."""
    chosen = (("Telegram", one.by_telegram), ("correo", one.by_email))
    return " y ".join(way for way, wanted in chosen if wanted) or "correo"


def span(one: ProvenSubscription) -> str:
    """From when until when a subscription was there."""
    begun = f"desde el {exact_moment(one.accepted_at)}"
    return f"{begun} hasta el {day(one.suspended_on)}" if one.suspended_on else f"{begun}, vigente"


def summary(proof: NoticeProof) -> tuple[tuple[str, str], ...]:
    """The invoice, by the names of its values."""
    return (
        ("Factura", f"{proof.receipt}, {period(proof.period)}"),
        ("Cuenta", f"{proof.account}, {proof.address}"),
        ("Emisión", day(proof.issued)),
        ("Vencimiento", f"{day(proof.due)} (avisar hasta el {day(proof.latest_day)} inclusive)"),
        ("Importe", money(proof.amount)),
    )


def unknown_receipt(receipt: str, where: str) -> str:
    """There is no such invoice in the database that was looked in."""
    return (
        f"No hay ninguna factura {receipt} en esta base: {where}. Revisá el número, y que sea la "
        "base del bot (OFICINA_DATABASE_URL)."
    )


def not_a_receipt(written: str) -> str:
    """What was typed is no number of an invoice."""
    return f"«{written}» no es un número de comprobante; se espera algo como B 0012-00345678."


def without_notices(proof: NoticeProof) -> tuple[str, ...]:
    """Why an invoice has no notice."""
    if proof.subscribed:
        first = (
            f"La factura {proof.receipt} no tiene ningún aviso, y la cuenta {proof.account} tenía "
            "factura digital en ese momento. Puede ser que se planifique en la próxima pasada "
            "(oficina notices send), que el vínculo esté objetado, o que la factura se haya "
            "cargado más de 30 días después de vencer."
        )
    elif proof.subscriptions:
        first = (
            f"La factura {proof.receipt} no tiene avisos porque no correspondían: la cuenta "
            f"{proof.account} no estaba adherida a la factura digital cuando se emitió "
            f"({day(proof.issued)})."
        )
    else:
        first = (
            f"La factura {proof.receipt} no tiene avisos porque no correspondían: la cuenta "
            f"{proof.account} nunca se adhirió a la factura digital."
        )
    return (first, *(f"Adhesión: {span(one)}." for one in proof.subscriptions))


def as_data(proof: NoticeProof) -> dict[str, object]:
    """The proof for programs: plain values under Spanish names."""
    return _invoice(proof) | {
        "adhesiones": [
            {
                **_person(one.person),
                "aceptada": _iso(one.accepted_at),
                "terminos": one.terms_version,
                "vias": ways(one),
                "baja": one.suspended_on.isoformat() if one.suspended_on else "",
            }
            for one in proof.subscriptions
        ],
        "avisos": [_notice(one) for one in proof.notices],
    }


def as_lines(proof: NoticeProof) -> list[dict[str, str]]:
    """The proof for a spreadsheet: a line for each notice and way."""
    invoice = _invoice(proof)
    return [invoice | _notice(one) for one in proof.notices]


def _invoice(proof: NoticeProof) -> dict[str, str]:
    return {
        "comprobante": proof.receipt,
        "cuenta": proof.account,
        "domicilio": proof.address,
        "periodo": period(proof.period),
        "emision": proof.issued.isoformat(),
        "vencimiento": proof.due.isoformat(),
        "importe": f"{proof.amount:.2f}",
        "avisar_hasta": proof.latest_day.isoformat(),
    }


def _notice(one: ProvenNotice) -> dict[str, str]:
    return {
        "aviso": KINDS[one.kind],
        "via": CHANNELS[one.channel],
        **_person(one.person),
        "direccion": one.address,
        "planificado": _iso(one.planned_at),
        "enviado": _iso(one.handed_at),
        "contestado": _iso(one.answered_at),
        "resultado": OUTCOMES[one.outcome],
        "en_termino": in_time(one),
        "intentos": str(one.attempts),
        "transporte": one.carrier,
        "identificador": one.message_id,
        "respuesta": one.reply,
        "fallado": _iso(one.failed_at),
        "motivo": reason(one.reason),
    }


def _person(one: Person | None) -> dict[str, str]:
    if one is None:
        return {"persona": ERASED, "usuario": "", "dni": ""}
    return {"persona": one.name, "usuario": one.username, "dni": one.document}


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
