"""Which file the settings are read from: the same for the service and for who looks after it."""

import os
from pathlib import Path

from texts.commands import settings as texts
from texts.commands.failures import system

NAMED_BY = "OFICINA_ENV_FILE"
HERE = Path(".env")
SYSTEM = Path("/etc/oficina/oficina.env")
ENCODING = "utf-8-sig"  # UTF-8, with or without the mark that Windows puts first


class SettingsFileUnreadable(Exception):
    """The settings' file can't be read; the message says which, why and what to do."""


def settings_file() -> Path | None:
    """The file that `OFICINA_ENV_FILE` names; else `.env` here; else the machine's own, if any.

    Raises:
        SettingsFileUnreadable: that file can't be read.
    """
    if named := os.environ.get(NAMED_BY):
        if not _is_read(Path(named)):
            raise SettingsFileUnreadable(texts.file_missing(NAMED_BY, named))
        return Path(named)
    if os.access(HERE, os.F_OK) and _is_read(HERE):  # not where the folder is another user's own
        return HERE
    return SYSTEM if _is_read(SYSTEM) else None


def _is_read(file: Path) -> bool:
    """Whether it is there; raises if it is and can't be read."""
    try:
        file.read_text(ENCODING)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError:
        raise SettingsFileUnreadable(texts.file_not_permitted(file.absolute())) from None
    except UnicodeDecodeError:
        raise SettingsFileUnreadable(texts.file_not_utf8(file.absolute())) from None
    except OSError as error:
        raise SettingsFileUnreadable(
            texts.file_unreadable(file.absolute(), system(error))
        ) from error
    return True
