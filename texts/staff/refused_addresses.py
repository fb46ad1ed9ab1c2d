"""What the staff is told when many mails are refused at once."""

from collections.abc import Sequence

from domain.messages import Mail
from domain.refused_addresses import Refused, people_in


def staff_mail(held: Sequence[Refused]) -> Mail:
    """To the staff, who decides; its address is filled in by who plans it."""
    lines = "\n".join(f"- {one.domain}: {one.people}. {one.reason}" for one in held[:10])
    return Mail(
        "",
        "Muchas direcciones de correo rechazadas: hace falta una decisión",
        "Hola:\n\n"
        f"En las últimas horas los servidores de correo dijeron de {people_in(held)} personas con "
        "factura digital que su dirección no existe. Son demasiadas para ser casualidad, así que "
        "no di de baja ninguna adhesión y no lo haré hasta que lo decidas.\n\n"
        f"Por dominio, con el último motivo:\n{lines}\n\n"
        "Si el problema es del servidor (nuestro o del proveedor): arreglalo y corré "
        "«oficina mails keep», que conserva las adhesiones. Si es cierto que las direcciones no "
        "existen más: «oficina mails end», que las da de baja y se lo dice a cada persona en su "
        "chat. Con «oficina mails held» ves la lista; «--domain» elige un solo dominio.",
    )


def failing_mails(failed: int, mails: int, reason: str) -> Mail:
    """To the staff, of mails refused for any reason; its address is filled in by who plans it."""
    return Mail(
        "",
        "Muchos mails de la Oficina Virtual vuelven rechazados",
        "Hola:\n\n"
        f"Hoy los servidores de correo rechazaron {failed} de {mails} mails. El último dijo:\n\n"
        f"{reason}\n\n"
        "Si habla de nosotros (remitente, IP, SPF, DKIM, DMARC, relay, spam, listas negras), "
        "ninguna factura digital termina por eso, pero los avisos por correo no están llegando: "
        "revisá el servidor de OFICINA_SMTP_URL y la guía del operador, «Correos devueltos».",
    )
