"""What stands in a command's way: files, addresses, and the files that configure the office."""

import errno
import re
import tomllib

from domain.collection_codes import LayoutError, LayoutFault
from domain.contact import ContactFileWrong

_SYSTEM = {
    errno.ENOENT: "no existe",
    errno.EACCES: "no hay permiso",
    errno.EPERM: "no hay permiso",
    errno.EROFS: "es de solo lectura",
    errno.EISDIR: "es una carpeta, no un archivo",
    errno.ENOTDIR: "una parte del camino no es una carpeta",
    errno.ENOSPC: "no hay más lugar en el disco",
    errno.ESPIPE: "es una tubería y hay que leerlo dos veces; guardalo como archivo",
    errno.EADDRINUSE: "otro programa usa ese puerto",
    errno.EADDRNOTAVAIL: "esta máquina no tiene esa dirección",
    errno.ECONNREFUSED: "ahí no contesta nadie",
    errno.ETIMEDOUT: "no contestó a tiempo",
    errno.EHOSTUNREACH: "no se llega a ese servidor",
    errno.ENETUNREACH: "no hay red",
}
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_LAYOUT = {
    LayoutFault.FIELD: "al campo {about} le falta de dónde sale, o sus dígitos exactos",
    LayoutFault.AMOUNT: "ningún campo lleva el importe",
    LayoutFault.LENGTH: "son {about} dígitos, y el código lleva una cantidad par",
}


def system(error: OSError) -> str:
    """What the operating system says."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


def layout(error: LayoutError) -> str:
    """A network's layout can't be used."""
    words = _LAYOUT.get(error.fault) if error.fault else None
    why = words.format(about=error.about) if words else _cause(error)
    return f"El diseño de código de barras {error.path} no sirve: {why}."


def contact(error: ContactFileWrong) -> str:
    """The contact file can't be used."""
    why = _cause(error) if error.__cause__ else "community tiene que empezar con https://"
    return f"El archivo de contacto {error.path} no sirve: {why}."


def _cause(error: Exception) -> str:
    cause = error.__cause__
    if isinstance(cause, OSError):
        return system(cause)
    if isinstance(cause, tomllib.TOMLDecodeError):
        place = _PLACE.search(str(cause))
        return "no está bien escrito" + (
            f" (línea {place[1]}, columna {place[2]})" if place else " al final"
        )
    if isinstance(cause, UnicodeDecodeError):
        return "no está en UTF-8"
    if isinstance(cause, KeyError):
        return f"le falta {cause.args[0]}"
    return "tiene un nombre o un valor que no corresponde; los nombres están en docs/operador.md"
