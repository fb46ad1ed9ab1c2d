"""Which file the settings are read from: the same for the service and for who looks after it."""

import os
from pathlib import Path

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
            raise SettingsFileUnreadable(f"{NAMED_BY} names {named}, and there is no such file.")
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
        raise SettingsFileUnreadable(
            f"The settings in {file.absolute()} are not for this user to read: run the command as "
            "the user that the office runs as, for example: sudo -u oficina oficina ..."
        ) from None
    except UnicodeDecodeError:
        raise SettingsFileUnreadable(
            f"The settings in {file.absolute()} are not written in UTF-8: save the file as UTF-8."
        ) from None
    except OSError as error:
        raise SettingsFileUnreadable(
            f"The settings in {file.absolute()} can't be read: {error.strerror}."
        ) from error
    return True
