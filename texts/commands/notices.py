"""Words of `oficina notices`."""

from collections.abc import Sequence

from domain.announcements import Announced
from domain.notices import Entry, Figures, Planned
from texts.commands import flowing
from texts.common.formats import period
from texts.staff.page import CHANNELS, KINDS

__all__ = ["CHANNELS", "KINDS"]

HELP = "Avisos de facturas: planificarlos, ver cómo van y probar que se enviaron."
SEND_HELP = flowing(
    """Planifica ahora lo que se debe avisar: facturas nuevas, recordatorios y pagos.

Lo envía el bot en marcha. Se puede repetir: cada aviso sale una sola vez. El bot también lo hace
solo, varias veces por día; [bold]oficina notices status[/bold] muestra cómo va el envío.
"""
)
DRY_RUN_HELP = "Cuenta, sin planificar nada."
STATUS_HELP = flowing(
    """Muestra cuántos avisos se planificaron, salieron, fallaron, esperan o van tarde.

También muestra los anuncios."""
)
PERIODS_HELP = "Cuántos períodos facturados se muestran."
SHOW_HELP = flowing(
    """La prueba: cuándo, a quién y por dónde se avisó una factura, y qué contestaron.

El número se escribe como en la factura: B 0012-00345678, 0012-345678 o 00012-00345678. Con
--pdf se hace una constancia para un juez o el ente regulador, y con --csv una planilla. Los
archivos tienen datos personales: solo los puede leer quien los creó.
"""
)
RECEIPT_METAVAR = "COMPROBANTE"
RECEIPT_HELP = "El número de comprobante de la factura."
PDF_HELP = "Guarda la constancia en este PDF."
CSV_HELP = "Guarda los avisos en este CSV, una línea por aviso."
SUBSCRIPTIONS = "adhesiones"
WAITS = "en espera"
LATE = "fuera de término"
FIGURES_COLUMNS = (
    "período", "aviso", "vía", "planificados", "enviados", "fallados", "en espera",
    "fuera de término",
)  # fmt: skip
LATE_COLUMNS = ("comprobante", "cuenta", "aviso", "vía", "vence", "planificado", "enviado")
ANNOUNCEMENTS_COLUMNS = (
    "anuncio", "desde", "vía", "planificados", "enviados", "fallados", "en espera"
)  # fmt: skip
PROOF_COLUMNS = (
    "aviso", "persona", "dirección", "planificado", "enviado", "contestado", "resultado",
    "constancia",
)  # fmt: skip
NOTHING_YET = "Todavía no se planificó ningún aviso."


def planned(done: Planned, *, dry_run: bool) -> str:
    """What a pass planned, or would."""
    return (
        f"{'Se planificarían' if dry_run else 'Planificados'}: {done.new_invoices} de facturas "
        f"nuevas, {done.reminders} recordatorios y {done.payments} de pagos."
    )


def late(count: int) -> str:
    """Some go out too late."""
    return (
        f"{count} van fuera de término: con menos de 5 días de anticipación al vencimiento."
        if count != 1
        else "1 va fuera de término: con menos de 5 días de anticipación al vencimiento."
    )


def told_late(count: int) -> str:
    """The heading of those that were told late."""
    return f"Fuera de término, los últimos {count}:" if count > 1 else "Fuera de término:"


def status_data(
    figures: Sequence[Figures], late: Sequence[Entry], announcements: Sequence[Announced]
) -> dict[str, object]:
    """How everything stands, for programs: plain values under Spanish names."""
    return {
        "avisos": [
            {
                "periodo": period(one.period),
                "aviso": KINDS[one.kind],
                "via": CHANNELS[one.channel],
                **_counts(one),
                "fuera_de_termino": one.late,
            }
            for one in figures
        ],
        "fuera_de_termino": [
            {
                "comprobante": one.receipt,
                "cuenta": one.account,
                "aviso": KINDS[one.kind],
                "via": CHANNELS[one.channel],
                "vencimiento": one.due.isoformat(),
                "planificado": one.planned_at.isoformat(timespec="seconds"),
                "enviado": one.sent_at.isoformat(timespec="seconds") if one.sent_at else "",
            }
            for one in late
        ],
        "anuncios": [
            {
                "titulo": one.title,
                "desde": one.begun_at.isoformat(timespec="seconds"),
                "via": CHANNELS[one.channel],
                **_counts(one),
            }
            for one in announcements
        ],
    }


def _counts(one: Figures | Announced) -> dict[str, int]:
    return {
        "planificados": one.planned,
        "enviados": one.sent,
        "fallados": one.failed,
        "en_espera": one.waiting,
    }


def saved(path: object) -> str:
    """A file was written."""
    return f"Se guardó {path}"


def not_saved(path: object, why: str) -> str:
    """A file can't be written."""
    return f"No se puede escribir {path}: {why}"
