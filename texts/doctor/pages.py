"""What `oficina doctor` says of the pages' address."""

from datetime import datetime

from texts.common.formats import day, moment

NO_ANSWER = "ninguna respuesta a tiempo"


def pages_at(url: str) -> str:
    """The pages' address answers."""
    return f"{url} contesta"


def pages_away(url: str, reason: str) -> str:
    """It can't be reached from here."""
    return (
        f"desde esta máquina no se llega a {url}/salud ({reason}): ¿está el bot en marcha, y el "
        "proxy delante?"
    )


def pages_of_others(url: str, status: int) -> str:
    """Something else answers."""
    return f"en {url}/salud contesta otra cosa (código {status}): el proxy no lleva al bot"


PAGES_CLEAR = (
    "OFICINA_PUBLIC_URL empieza con http://: las claves viajarían a la vista. Poné https://"
)


def certificate(ends: datetime) -> str:
    """A good certificate."""
    return f"el certificado vence el {day(ends)}"


def certificate_ends(ends: datetime) -> str:
    """A certificate that should have been renewed."""
    return f"el certificado vence el {moment(ends)} y nadie lo renovó todavía"


def certificate_wrong(reason: str) -> str:
    """A certificate that browsers refuse."""
    return f"los navegadores no aceptan el certificado: {reason}"
