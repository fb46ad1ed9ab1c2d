"""What `oficina doctor` says of the machine: clocks, room, and who may read what."""

from pathlib import Path


def clock_right(other: str) -> str:
    """Two clocks agree."""
    return f"el reloj coincide con el de {other}"


def clock_wrong(other: str, seconds: float) -> str:
    """Two clocks differ."""
    ahead = "adelantado" if seconds > 0 else "atrasado"
    return (
        f"el reloj de esta máquina está {ahead} {abs(seconds):.0f} segundos respecto de {other}: "
        "ponelo en hora (por ejemplo, con chrony o systemd-timesyncd)"
    )


CLOCK_UNKNOWN = "el reloj no se pudo comparar con el de nadie"


def disk_room(folder: Path, free: str) -> str:
    """There is room."""
    return f"hay {free} libres en {folder}"


def disk_low(folder: Path, free: str) -> str:
    """There is little room."""
    return f"quedan solo {free} libres en {folder}: si se llena, el bot deja de atender"


PRIVATE = "los archivos con secretos y datos no los lee cualquiera"


def readable_by_others(file: Path) -> str:
    """A file with secrets or personal data that anybody on the machine can read."""
    return f"cualquier usuario de la máquina puede leer {file}: corré «chmod o-rwx {file}»"


def not_writable(path: Path) -> str:
    """What we have to write to and can't."""
    return (
        f"este usuario no puede escribir en {path}: el bot necesita hacerlo (mirá de quién es con "
        f"«ls -ld {path}»)"
    )
