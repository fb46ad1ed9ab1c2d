"""What staff reads about the database: where it was looked for, what it lacks, what to do."""

from collections.abc import Sequence
from datetime import datetime

DB_HELP = "La base de datos: actualizar sus tablas y ver cómo está."
UPGRADE_HELP = (
    "Actualiza las tablas, o las crea en una base vacía. Hacé antes una copia de seguridad. Si ya "
    "están al día no hace nada; si falla, quedan como estaban."
)
STATUS_HELP = (
    "Muestra motor, dirección, versión de las tablas y del programa, qué falta actualizar y cuánto "
    "ocupa. No cambia nada. Termina con 1 si hay algo que hacer."
)
VERSION_HELP = "Muestra la versión del programa."
UNSTAMPED = "0.1.0 o anterior"
HOW_TO_CREATE = "Para empezar una base nueva: oficina db upgrade."
UP_TO_DATE = "Las tablas están al día."

# What went wrong with it, and what to do.
READ_ONLY_FILE = (
    "el archivo es de solo lectura para este usuario. Corré el comando con el usuario del bot, o "
    "dale permiso de escritura sobre el archivo y su carpeta"
)
CANNOT_OPEN_FILE = (
    "no se puede abrir el archivo. Fijate si existe la carpeta y si este usuario puede escribir en "
    "ella"
)
NOT_A_DATABASE = "el archivo no es una base SQLite, o está dañado. Recuperá una copia de seguridad"
DISK_FULL = "no hay más lugar en el disco. Liberá espacio y probá de nuevo"
FILE_FAILS = (
    "el disco no deja leer o escribir el archivo. Fijate si está lleno o si falla, y probá de nuevo"
)
LOCKED = (
    "otro proceso la tiene ocupada (¿una copia de seguridad, una importación?). Esperá a que "
    "termine y probá de nuevo"
)
NO_PERMISSION = (
    "el usuario de la base no tiene permiso. Usá el usuario dueño de las tablas, o pedile a quien "
    "administra el servidor que le dé permiso (GRANT CREATE, USAGE ON SCHEMA public)"
)
STANDBY = "el servidor solo deja leer (¿es la réplica de otro?). Usá la dirección del principal"
WRONG_USER = "el servidor rechaza el usuario o la contraseña. Revisá OFICINA_DATABASE_URL"
NO_SUCH_DATABASE = (
    "el servidor no tiene una base con ese nombre. Revisá OFICINA_DATABASE_URL, o creala (createdb)"
)
SERVER_BUSY = "el servidor está arrancando, parando o lleno de conexiones. Probá en un rato"
UNEXPLAINED = "falló algo que la oficina no conoce"
SERVER_AWAY = (
    "el servidor no contesta, o cortó la conexión. Fijate si está en marcha y si la dirección es "
    "la suya"
)
UNKNOWN_ENGINE = "la dirección tiene que empezar con sqlite:// o postgres://"
NO_ADDRESS = (
    "no es una dirección. ¿Quedó algún signo de la contraseña sin escribir con % (la @ es %40)?"
)


def no_file(path: str) -> str:
    """There is no SQLite file at this absolute path."""
    return (
        f"Acá no hay ninguna oficina: no existe el archivo {path}. Pasá a la carpeta donde están "
        f"la base y el .env, o poné en OFICINA_DATABASE_URL dónde está. {HOW_TO_CREATE}"
    )


def no_tables(where: str) -> str:
    """The database is there, and holds no office."""
    return (
        f"Acá no hay ninguna oficina: la base {where} no tiene sus tablas. Revisá "
        f"OFICINA_DATABASE_URL. {HOW_TO_CREATE}"
    )


def not_utf8(where: str, encoding: str) -> str:
    """A new database of another encoding, which could not keep what people write."""
    return (
        f"La base {where} guarda los textos en {encoding}, y la oficina necesita UTF8 (acentos, "
        "emojis). No se tocó nada. Creala de nuevo: createdb --owner USUARIO --encoding UTF8 "
        "--template template0 --locale C.UTF-8 NOMBRE"
    )


def newer(where: str, unknown: Sequence[str], writer: str, program: str) -> str:
    """The tables are of a later version than this program (both are named)."""
    return (
        f"La base {where} la usó por última vez la versión {writer} del programa, y tiene cambios "
        f"que esta, la {program}, no conoce ({', '.join(unknown)}). No se tocó nada. Instalá la "
        f"versión que la actualizó, o una posterior; para seguir con la {program} hay que "
        "recuperar la copia de seguridad hecha antes de actualizar."
    )


def behind(pending: Sequence[str]) -> str:
    """The tables lack these steps."""
    return (
        f"A las tablas les faltan actualizaciones ({', '.join(pending)}). Hacé una copia de "
        "seguridad y corré: oficina db upgrade"
    )


def unreachable(where: str, reason: str, detail: str) -> str:
    """The database can't be opened or used; `detail` is what the driver said."""
    return f"La base {where} no se puede usar: {reason}. ({detail})"


def no_address(where: str, reason: str) -> str:
    """What stands in the setting is no database's address."""
    return f"OFICINA_DATABASE_URL dice «{where}»: {reason}."


def upgrade_failed(where: str, step: str, reason: str) -> str:
    """The upgrade stopped at a step, and changed nothing."""
    return (
        f"La base {where} no se pudo actualizar (paso {step}): {reason}. Los datos y las tablas "
        "quedaron como estaban."
    )


def broken_step(error: str) -> str:
    """The step itself is wrong, or the tables are not as it expects them."""
    return (
        f"el programa no pudo con estas tablas («{error}»). Seguí con la versión anterior, que "
        "anda con la base como está, y mandale este mensaje a quien mantiene el programa"
    )


def status(
    *,
    engine: str,
    where: str,
    size: int,
    rows: Sequence[tuple[str, int]],
    step: str,
    pending: Sequence[str],
    writer: str,
    since: datetime | None,
    program: str,
) -> list[tuple[str, str]]:
    """What there is to know of the database, a line each; `size` in bytes, `rows` by table."""
    began = f", desde el {since:%d/%m/%Y %H:%M}" if since else ""
    return [
        ("Motor", engine),
        ("Dirección", where),
        ("Tamaño", f"{_grouped(f'{size / 1_000_000:,.1f}')} MB"),
        (
            "Filas",
            ", ".join(f"{table} {_grouped(f'{count:,}')}" for table, count in rows) or "ninguna",
        ),
        ("Versión de las tablas", step),
        ("Falta aplicar", ", ".join(pending) or "nada"),
        ("Última versión que las usó", f"{writer}{began}"),
        ("Versión de este programa", program),
    ]


def program(version: str) -> str:
    """What `oficina --version` says."""
    return f"Oficina Virtual {version}"


def _grouped(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))
