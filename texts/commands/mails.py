"""What staff reads of `oficina mails`."""

HELP = "Facturas digitales en espera porque se rechazaron muchas direcciones a la vez."
DOMAIN_HELP = "Decide solo sobre las direcciones de este dominio."
HELD_HELP = "Muestra de quiénes son, por dominio, y lo último que dijo el servidor."
KEEP_HELP = "Conserva las facturas digitales: se equivocaban los servidores, o el nuestro."
END_HELP = "Termina las facturas digitales: vuelve el papel, y el bot se lo dice a cada persona."
COLUMNS = ("dominio", "personas", "último motivo")
NOTHING_HELD = "No hay nada en espera: los rechazos siguen su curso de siempre."
NOTHING_DECIDED = "No hay nada en espera sobre lo que decidir."


def held(people: int) -> str:
    """How many people wait, and what can be done."""
    return (
        f"{_people(people)}. Si las direcciones están bien: oficina mails keep. "
        "Si ya no existen: oficina mails end."
    )


def kept(people: int) -> str:
    """They go on."""
    return f"Se conservan las facturas digitales de {_people(people)}."


def ended(people: int) -> str:
    """They are over."""
    return f"Terminaron las facturas digitales de {_people(people)}; el bot en marcha les avisa."


def _people(count: int) -> str:
    return "1 persona" if count == 1 else f"{count} personas"
