"""Help of `oficina backup`, `restore`, `backup-key` and `db copy`."""

from texts.commands import flowing

TARGET, FILE, FOLDER, COUNT, URL = "DESTINO", "ARCHIVO", "CARPETA", "CANTIDAD", "DIRECCIÓN"
BACKUP_HELP = flowing(
    """Guarda una copia de toda la base en un archivo, con el bot en marcha.

Si OFICINA_BACKUP_KEY tiene una clave, la copia va cifrada, en el formato de age.
"""
)
TARGET_HELP = "Un archivo nuevo, o la carpeta donde hacerlo con la fecha en el nombre."
KEEP_HELP = "Cuántas copias dejar en la carpeta: borra las más viejas."
RESTORE_HELP = flowing(
    """Vuelve la base a como estaba cuando se hizo la copia: toda, o nada.

El bot tiene que estar parado. Lo que se avisó después de la copia no se repite: lo cuenta el
registro de envíos.
"""
)
FILE_HELP = "La copia."
REPLACE_HELP = "Aunque la base tenga datos: se guardan aparte."
DRY_RUN_HELP = "Lee y verifica la copia entera, sin cambiar nada."
SENT_LOG_HELP = "El registro de envíos, si no es el de OFICINA_SENT_LOG; uno por cada réplica."
DOUBTFUL_HELP = "Sin registro de envíos: qué hacer con los avisos que quizás ya salieron."
KEY_HELP = "Hace una clave para cifrar las copias."
KEY_FILE_HELP = "El archivo nuevo para la clave secreta."
COPY_HELP = flowing(
    """Copia toda la base a otra: de SQLite a PostgreSQL, o al revés. El bot tiene que estar parado.

Una dirección con contraseña va mejor en .env que en el comando, que otros pueden ver.
"""
)
COMPACT_HELP = flowing(
    """Achica el archivo de SQLite después de que el bot borró lo viejo; PostgreSQL lo hace solo.

Se puede con el bot en marcha: mientras dura, lo que haya que escribir espera.
"""
)
TO_HELP = "La base de destino, vacía; si falta, la de OFICINA_COPY_TO_URL."
FROM_HELP = "La de origen; si falta, la de OFICINA_DATABASE_URL."
