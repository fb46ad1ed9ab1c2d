"""Files that are no CSV, known by how they begin, whatever they are called."""

import zipfile
from pathlib import Path

from texts.staff import imports as texts

_START = 4096
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", texts.OLD_SPREADSHEET),
    (b"\x09\x08\x10\x00", texts.OLD_SPREADSHEET),
    (b"\x09\x04\x06\x00", texts.OLD_SPREADSHEET),
    (b"\x1f\x8b", texts.COMPRESSED),
    (b"BZh", texts.COMPRESSED),
    (b"\xfd7zXZ\x00", texts.COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", texts.COMPRESSED),
    (b"Rar!\x1a\x07", texts.COMPRESSED),
    (b"%PDF-", texts.PDF),
    (b"\x89PNG", texts.NOT_TEXT),
    (b"\xff\xd8\xff", texts.NOT_TEXT),
    (b"SQLite format 3\x00", texts.NOT_TEXT),
)
_WORKBOOK = "xl/workbook.xml"


def is_workbook(path: Path) -> bool:
    """Whether it is an Excel workbook (.xlsx, .xlsm), by what it holds."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return False
    return _WORKBOOK in _names(path)


def foreign_form(path: Path) -> str | None:
    """Why the file is no CSV, in staff's words; None if nothing says so."""
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(b"PK"):
        return _archive(path)
    for beginning, reason in _BEGINNINGS:
        if start.startswith(beginning):
            return reason
    shown = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if shown.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        return texts.WEB_PAGE
    if shown.startswith((b"{", b"[{")):
        return texts.JSON
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and _every_other_is_nul(start):
        return texts.UNMARKED_UTF_16
    return None


def _archive(path: Path) -> str:
    names = _names(path)
    if not names:
        return texts.DAMAGED
    if "xl/workbook.bin" in names or ("mimetype" in names and "content.xml" in names):
        return texts.OTHER_SPREADSHEET
    return texts.COMPRESSED


def _names(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return set()


def _every_other_is_nul(start: bytes) -> bool:
    start = start.rstrip(b"\0")  # old programs fill a file up with them
    if len(start) < 8:
        return False
    half = len(start) // 2 * 0.6
    return max(start[0::2].count(0), start[1::2].count(0)) > half
