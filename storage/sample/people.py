"""Invented holders and addresses: nobody is meant, and every address says so."""

from dataclasses import dataclass
from random import Random

MARK = "(ejemplo)"
NEVER_ISSUED = 99_000_000  # no DNI is this high

_FIRST_NAMES = (
    "Ana", "Bautista", "Carla", "Darío", "Elena", "Facundo", "Graciela", "Hernán", "Irma",
    "Joaquín", "Karina", "Lautaro", "Mirta", "Nicolás", "Ofelia", "Pedro", "Rosa", "Santiago",
    "Teresa", "Úrsula", "Valentín", "Ximena", "Yolanda", "Zulema", "María José", "Juan Cruz",
    "María del Valle",
)  # fmt: skip
_SURNAMES = (
    "Acevedo", "Barrionuevo", "Castro", "Díaz", "Espeche", "Figueroa", "Gómez", "Herrera", "Ibáñez",
    "Juárez", "Leiva", "Moya", "Nieva", "Ñáñez", "Olmos", "Paz", "Quiroga", "Reinoso", "Saadi",
    "Toledo", "Uribe", "Vega", "Yapura", "Zárate", "de la Fuente", "Martínez Castro",
)  # fmt: skip
_STREETS = (
    "Sarmiento", "Rivadavia", "San Martín", "República", "Av. Güemes", "Maipú", "Esquiú", "Prado",
    "Salta", "Tucumán", "Chacabuco", "Junín", "Mota Botello", "Av. Belgrano", "Ayacucho", "Caseros",
    "Av. Virgen del Valle", "Zurita", "Vicario Segura", "Perú",
)  # fmt: skip
_PLACES = ("San Fernando del Valle de Catamarca", "Valle Viejo", "Fray Mamerto Esquiú")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom an account's bills are addressed to."""

    name: str
    document: str
    address: str


def invent_holder(chance: Random, index: int) -> Holder:
    """A holder for the account of that index; the document is one that nobody has."""
    return Holder(
        name=f"{chance.choice(_FIRST_NAMES)} {chance.choice(_SURNAMES)}",
        document=str(NEVER_ISSUED + index),
        address=(
            f"{chance.choice(_STREETS)} {chance.randrange(10, 1990)}, "
            f"{chance.choice(_PLACES)} {MARK}"
        ),
    )
