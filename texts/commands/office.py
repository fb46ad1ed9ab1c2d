"""Words of `oficina` itself and of the commands that belong to no group."""

from texts.commands import flowing

HELP = flowing(
    """La Oficina Virtual de Aguas de Catamarca S.A.P.E.M., como bot de Telegram.

La configuración se lee del entorno (OFICINA_…) y del archivo .env; .env.example explica cada cosa.
Para probarla sin configurar nada: [bold]oficina demo[/bold].
"""
)

RUN_HELP = flowing(
    """Pone en marcha el bot y las páginas web, hasta SIGTERM o Ctrl-C.

Necesita OFICINA_TELEGRAM_TOKEN, OFICINA_PUBLIC_URL, OFICINA_SMTP_URL y OFICINA_MAIL_FROM. Primero
pone al día las tablas de la base.
"""
)
WEBHOOK_HELP = (
    "Telegram manda los mensajes a OFICINA_PUBLIC_URL, para varias réplicas sobre una base "
    "PostgreSQL; sin esto, el bot los va a buscar."
)
TELEGRAM_REFUSES = "Telegram no conoce el token de OFICINA_TELEGRAM_TOKEN."

DEMO_HELP = flowing(
    """Para probar la oficina con datos inventados, un Telegram y un correo simulados.

Abre un chat web en esta máquina y muestra su dirección y los códigos de las cuentas para vincular.
Cuando termina no queda ningún dato.

Un guion es un archivo de texto, una línea por cada cosa que se hace en el chat:

- cualquier texto lo escribe el cliente ("/start", "Ana", "25/11/2026")
- [Etiqueta] toca el botón con esa etiqueta, o el primero que la contiene
- @mail CLAVE abre el enlace del último correo y pone esa contraseña
- @page USUARIO CLAVE abre el último enlace del chat y entra con ese usuario
- @contact, @sticker, @photo, @voice mandan eso: un contacto, un sticker, una foto, un audio
- # empieza un comentario
- {comprobante1} {codigo1} (y 2, …) son los códigos de la muestra
"""
)
SCRIPT_HELP = "Hace esta conversación y la muestra, en vez de abrir el chat web."
OUTPUT_HELP = "Dónde se guardan los PDF de un guion."
PORT_HELP = "El puerto del chat web; otro, si está ocupado."
SEED_HELP = "La semilla de los datos inventados."
FILE = "ARCHIVO"
FOLDER = "CARPETA"
NUMBER = "NÚMERO"

IMPORT_HELP = flowing(
    """Carga datos de la empresa desde un archivo: todo, o nada si se rechaza una línea.

Columnas: cuentas (cuenta, titular, documento, domicilio, codigo_pago_electronico), facturas
(comprobante, cuenta, periodo, emision, vencimiento, importe), pagos (comprobante, fecha, importe,
medio), tasas (desde, tasa_anual, tasa_pasiva_bna), cuotas (plan, cuenta, cuota, vencimiento,
importe, pagada_el). Las demás columnas y tipos están en docs/datos.md.

Las fechas van como 2026-11-24 o 24/11/2026; los importes, como 12345.67 o 12.345,67. El separador
(, o ;) y la codificación (UTF-8 o Latin-1) se reconocen solos. Cargar otra vez el mismo archivo no
cambia nada.
"""
)
KIND = "TIPO"
DRY_RUN_HELP = "Revisa todo, sin cargar nada."
REPORT_HELP = "Dónde se anotan las líneas rechazadas; si falta, ARCHIVO.rechazos.csv."
CSV_HELP = "Un archivo CSV, o una planilla de Excel (.xlsx)."
COMPLETE_HELP = (
    "Para pagos: el archivo trae todos los pagos de cada factura que nombra; los que no trae se "
    "quitan."
)
SHEET_HELP = "La hoja de la planilla; si falta, la que tiene las columnas."

SAMPLE_HELP = "Escribe archivos CSV con cuentas, facturas, pagos, planes y tasas inventados."
SAMPLE_FOLDER_HELP = "Dónde se escriben los archivos."
SAMPLE_SEED_HELP = "La misma semilla da los mismos datos."
SAMPLE_ACCOUNTS_HELP = "Cuántas cuentas."

STAFF_HELP = flowing(
    """Arma la línea que abre la página del personal; pide una contraseña dos veces.

Muestra la línea OFICINA_STAFF_PASSWORD_HASH=… que va en .env; se puede agregar directamente:
oficina staff-password >> .env. La contraseña no se guarda en ningún lado.
"""
)
ASK = "Contraseña: "
ASK_AGAIN = "Otra vez la misma: "
DIFFERENT = "Las dos contraseñas no son iguales. No se hizo nada."

DOCTOR_HELP = (
    "Revisa configuración, base, Telegram, correo, páginas, PDF y máquina; dice qué arreglar.\n\n"
    "Termina con 1 si algo está mal, con 0 si todo está bien o solo hay algo para mirar."
)


def import_kind_help(kinds: str) -> str:
    """What a file may hold."""
    return f"Qué trae el archivo: {kinds}."


def pages_away(host: str, port: int, why: object) -> str:
    """The pages can't be served."""
    return f"No se pueden servir las páginas en {host}:{port}: {why}"


def chat_away(why: object) -> str:
    """The demonstration's web chat can't be served."""
    return f"No se puede abrir el chat web: {why}"


def sample_written(folder: object) -> str:
    """The sample was written."""
    return f"Los datos inventados están en {folder}"


def password_too_short(shortest: int) -> str:
    """The staff's password must be longer."""
    return f"La contraseña del personal lleva {shortest} caracteres o más."
