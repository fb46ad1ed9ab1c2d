"""What staff reads about a file that is imported: why a line is refused, what to mend."""

EMPTY = "falta el dato"
CONTROL = "tiene caracteres de control, que no se ven: el archivo está dañado"
NOT_A_RECEIPT = "no es un número de comprobante (se espera algo como 00012-00345678)"
NOT_A_PAYMENT_CODE = "no es un código de pago electrónico (van de 3 a 19 dígitos)"
NOT_A_PERIOD = "no es un período: año y bimestre, como 2026-05, o 2026-05 1/2 si es una parte"
NOT_A_DATE = "no es una fecha: se espera 2026-11-24 o 24/11/2026"
NOT_AN_AMOUNT = "no es un importe: se espera 12345.67 o 12.345,67"
AMBIGUOUS_AMOUNT = (
    "importe dudoso: la coma con tres cifras puede ser de miles o de decimales; escribilo con dos "
    "decimales"
)
TOO_PRECISE = "un importe lleva dos decimales como mucho"
NEGATIVE = "el importe no puede ser negativo"
NOT_POSITIVE = "el importe tiene que ser mayor que cero"
TOO_LARGE = "el número es demasiado grande"
NOT_A_RATE = "no es una tasa anual en por ciento, por ejemplo 45,5"
NOT_A_QUANTITY = "no es una cantidad, por ejemplo 12,5"
NOT_A_NUMBER = "no es un número entero"
NOT_AN_AUTHORISATION = "se espera CAE o CAEA"
NOT_14_DIGITS = "se esperan 14 dígitos"
NOT_A_CUIT = "no es un CUIT válido"
NOT_A_CONCEPT_KIND = "se espera concepto o impuesto"
DUE_BEFORE_ISSUE = "vence antes de la fecha de emisión"
NOT_TEXT = (
    "no es un archivo CSV (¿una planilla o un comprimido?): exportalo como CSV, codificado en UTF-8"
)
DAMAGED = "el archivo está dañado o cortado: exportalo de nuevo, como CSV en UTF-8"
TWO_ENCODINGS = (
    "esta línea no está en UTF-8 y el resto del archivo sí: exportalo de nuevo, todo en UTF-8"
)
NO_HEADER = "está vacía: la primera línea tiene que llevar los nombres de las columnas"
NO_LINES = "el archivo no tiene ninguna línea de datos"
MISSING_COLUMN = "falta esta columna en la primera línea"
REPEATED_COLUMN = "esta columna está dos veces en la primera línea"
MISSING_FIELDS = "la línea tiene menos columnas que la primera"
EXTRA_FIELDS = (
    "la línea tiene más columnas que la primera (¿un separador dentro de un dato sin comillas?)"
)
BROKEN_QUOTES = "comillas mal cerradas"
REPEATED_LINE = "repite lo que ya está en la línea "  # a line's number follows
REPEATED_PAYMENT = (
    "si son dos pagos distintos, agregá la columna operacion con el número de cada uno; repite la "
    "línea "
)  # a line's number follows
UNKNOWN_ACCOUNT = "no existe esa cuenta: importá primero las cuentas"
UNKNOWN_RECEIPT = "no existe esa factura: importá primero las facturas"
REPORT_IS_THE_FILE = "es el mismo archivo que se carga"
REPORT_HEADER = ("línea", "columna", "valor", "motivo")


def too_long(longest: int) -> str:
    """Why a text does not fit."""
    return f"es demasiado largo: entran {longest} caracteres"


def goes_with(columns: tuple[str, ...]) -> str:
    """Why a value of a group is missed."""
    return f"estos datos van todos juntos o no van: {', '.join(columns)}"


def unknown_kind(kind: str, kinds: tuple[str, ...]) -> str:
    """Why a kind of file can't be imported."""
    return f"no sé importar {kind!r}; se puede importar: {', '.join(kinds)}"
