"""What staff reads about a file that is imported: why a line is refused, what to mend."""

EMPTY = "falta el dato"
CONTROL = "tiene caracteres de control, que no se ven: el archivo está dañado"
LOST_LETTER = (
    "tiene letras perdidas (� o ? en lugar de una con acento o una ñ): exportalo de nuevo desde el "
    "sistema, en UTF-8"
)
GARBLED = (
    "tiene letras cambiadas (como Ã± por ñ): se guardó en una codificación y se leyó en otra; "
    "exportalo de nuevo desde el sistema, en UTF-8"
)
FAILED_FORMULA = (
    "es el error de una fórmula de la planilla, no un dato: corregila o exportá desde el sistema"
)
EXPONENT = (
    "la planilla lo escribió con exponente y perdió cifras: dale formato de texto a la columna o "
    "exportá desde el sistema"
)
DECIMALS_ADDED = (
    "la planilla lo tomó por un número y le agregó decimales (puede haber perdido ceros a la "
    "izquierda): dale formato de texto a la columna o exportá desde el sistema"
)
DATE_IN_A_CODE = (
    "es una fecha; si era un número, la planilla lo cambió: dale formato de texto a la columna o "
    "exportá desde el sistema"
)
TOTAL_LINE = "es un renglón de totales, no un dato: borralo"
REPEATED_HEADER = "repite los nombres de las columnas (¿dos archivos pegados?): borrá esta línea"
LOST_ZEROS = (
    "sólo difiere en ceros o signos de lo que ya está cargado (¿la planilla borró los ceros a la "
    "izquierda?); se conoce como "
)  # the known value follows
LOST_ZEROS_IN_FILE = (
    "sólo difiere en ceros o signos de lo que está en la línea "  # a line's number follows
)
MIXED_THOUSANDS = (
    "importe dudoso: el archivo usa el punto para los decimales, y con tres cifras podría ser de "
    "miles; escribilo con dos decimales. Mirá la línea "
)  # a line's number follows
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
NOT_ZERO = (
    "un pago no puede ser de cero (con --completo, una línea en cero dice que la factura no tiene "
    "pagos)"
)
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
NOT_TEXT = "no es un archivo CSV ni una planilla .xlsx: exportalo como CSV, codificado en UTF-8"
OLD_SPREADSHEET = (
    "es una planilla .xls vieja, o una con contraseña: abrila y guardala como Libro de Excel "
    "(.xlsx) sin contraseña, o como CSV UTF-8"
)
OTHER_SPREADSHEET = (
    "es una planilla de otro formato: abrila y guardala como Libro de Excel (.xlsx), o como CSV "
    "UTF-8"
)
COMPRESSED = "es un archivo comprimido: descomprimilo y cargá el CSV o el .xlsx que trae adentro"
PDF = "es un PDF, no una tabla: exportá los datos como CSV en UTF-8"
WEB_PAGE = (
    "es una página web (algunos sistemas la llaman .xls): abrila con la planilla y guardala como "
    ".xlsx, o como CSV UTF-8"
)
JSON = "está en JSON: exportalo como CSV, codificado en UTF-8"
UNMARKED_UTF_16 = "está en UTF-16 sin marca: exportalo de nuevo, como CSV en UTF-8"
ONE_LINE = "no está separado en líneas, o la primera es larguísima: exportalo de nuevo como CSV"
TOO_BIG_INSIDE = "la planilla es demasiado grande por dentro: exportala como CSV, o en partes"
BROKEN_SPREADSHEET = "la planilla está dañada: abrila, guardala de nuevo como .xlsx y cargala"
DAMAGED = "el archivo está dañado o cortado: exportalo de nuevo, como CSV en UTF-8"
TWO_ENCODINGS = (
    "esta línea no está en UTF-8 y el resto del archivo sí: exportalo de nuevo, todo en UTF-8"
)
NO_HEADER = "está vacía: la primera línea tiene que llevar los nombres de las columnas"
NO_COLUMN_NAMES = (
    "ninguno es el nombre de una columna: la primera línea (sin títulos arriba) tiene que llevar "
    "los nombres de las columnas. Hacen falta: "
)  # the columns' names follow
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
UNKNOWN_ACCOUNT = (
    "no existe esa cuenta: importá primero las cuentas (o la planilla borró sus ceros a la "
    "izquierda)"
)
UNKNOWN_RECEIPT = "no existe esa factura: importá primero las facturas"
FUTURE_PAYMENT = "la fecha de un pago no puede ser posterior a hoy"
SAME_PAYMENT_BELOW = (
    "es igual a otro pago del archivo, que tiene operacion: si son dos, poné la de cada uno; mirá "
    "la línea "
)  # a line's number follows
NO_PAYMENT_TO_REVERSE = (
    "no hay un pago así para anular: tienen que coincidir la factura, el importe, el medio y la "
    "operacion (o, si no la lleva, la fecha no puede ser anterior al pago)"
)
REVERSAL_OF_ANOTHER_AMOUNT = (
    "el pago de esa operacion es de otro importe, y se anula entero: es de "  # the amount follows
)
SEVERAL_TO_REVERSE = (
    "hay más de un pago así: para decir cuál se anula, poné su operacion o la fecha en que se hizo"
)
REVERSED_TWICE = "anula el mismo pago que la línea "  # a line's number follows
ALREADY_REVERSED = (
    "este pago está anulado y sigue así; si es otro, cargalo con su operacion (o corregí los pagos "
    "de la factura con --completo). Se anuló el "
)  # a date follows
PAYMENT_ALIKE = (
    "la factura tiene otro pago del mismo día e importe, con otro medio u otra operacion: ¿es el "
    "mismo? El otro es por "
)  # its means follow
# An amount, or cubic metres, follow these.
OVERPAID = "con este pago la factura queda pagada de más; su importe es $ "
CONCEPTS_DO_NOT_ADD_UP = "los conceptos no suman el importe de la factura; suman $ "
TENFOLD = "es diez veces o más la factura más alta que la cuenta tuvo antes, que fue de $ "
CHANGED_TENFOLD = "cambia diez veces o más lo que ya estaba cargado, que era $ "
CONSUMPTION_DIFFERS = "el consumo no es la diferencia entre las lecturas, que da "
TINY_RATE = "¿es por ciento anual? Una tasa de menos de 1 % parece escrita como fracción"
BARE_RECEIPT = "no tiene la forma 00012-00345678: ¿la planilla le borró los ceros o el guión?"
ONLY_PAYMENTS_ARE_COMPLETE = "--completo es sólo para pagos"
REPORT_IS_THE_FILE = "es el mismo archivo que se carga"
REPORT_HEADER = ("línea", "columna", "valor", "motivo")


def several_sheets(names: tuple[str, ...]) -> str:
    """Why a workbook's sheet has to be named."""
    return f"hay más de una hoja con esas columnas ({', '.join(names)}): decí cuál con --hoja"


def no_such_sheet(name: str, names: tuple[str, ...]) -> str:
    """Why a workbook's sheet can't be read."""
    return f"no tiene una hoja {name!r}; tiene: {', '.join(names)}"


def says_nothing(written: str) -> str:
    """Why a word that stands for no value is refused."""
    return f"dice {written}: {EMPTY}"


def too_long(longest: int) -> str:
    """Why a text does not fit."""
    return f"es demasiado largo: entran {longest} caracteres"


def goes_with(columns: tuple[str, ...]) -> str:
    """Why a value of a group is missed."""
    return f"estos datos van todos juntos o no van: {', '.join(columns)}"


def unknown_kind(kind: str, kinds: tuple[str, ...]) -> str:
    """Why a kind of file can't be imported."""
    return f"no sé importar {kind!r}; se puede importar: {', '.join(kinds)}"
