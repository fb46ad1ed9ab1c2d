"""Files that are no table of data, of every kind that people hand in by mistake."""

import gzip
import io
import zipfile
from collections.abc import Callable

import openpyxl

Odd = Callable[[str, str], bytes]
"""Makes the file from a header and a line of data that would be right, both with `;`."""


def text(written: str, encoding: str = "utf-8") -> bytes:
    return written.encode(encoding)


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Hoja{number}")
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def archive(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return content.getvalue()


def _cells(*lines: str) -> list[list[object]]:
    return [list(line.split(";")) for line in lines]


def _cut_workbook(header: str, line: str) -> bytes:
    whole = workbook(_cells(header, line))
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    return broken.getvalue()


UNREADABLE: dict[str, Odd] = {
    "empty": lambda header, line: b"",
    "only a mark": lambda header, line: b"\xef\xbb\xbf",
    "blank lines": lambda header, line: b"\r\n\r\n\r\n",
    "only a header": lambda header, line: text(f"{header}\n"),
    "only a header, no end": lambda header, line: text(header),
    "only sep": lambda header, line: b"sep=;\n",
    "sep and header": lambda header, line: text(f"sep=;\r\n{header}\r\n"),
    "header of separators": lambda header, line: b";;;;;\n1;2;3;4;5;6\n",
    "title above": lambda header, line: text(f"Listado al 24/11/2026\n{header}\n{line}\n"),
    "title and blank above": lambda header, line: text(f"AGUAS S.A.;;;\n\n{header}\n{line}\n"),
    "no header": lambda header, line: text(f"{line}\n{line}\n"),
    "other columns": lambda header, line: b"foo;bar\n1;2\n",
    "colons": lambda header, line: text(f"{header}\n{line}\n".replace(";", ":")),
    "fixed width": lambda header, line: text(f"{header}\n{line}\n".replace(";", "     ")),
    "column twice": lambda header, line: text(
        f"{header};{header.split(';')[0].upper()}\n{line};1\n"
    ),
    "header twice": lambda header, line: text(f"{header}\n{header}\n{line}\n"),
    "two files joined": lambda header, line: text(f"{header}\n{line}\n\ufeff{header}\n{line}\n"),
    "fewer fields": lambda header, line: text(f"{header}\n{line.rsplit(';', 1)[0]}\n"),
    "more fields": lambda header, line: text(f"{header}\n{line};9\n"),
    "total": lambda header, line: text(f"{header}\nTOTAL{';' * header.count(';')}\n"),
    "unclosed quote": lambda header, line: text(f'{header}\n"{line}\n{line}\n'),
    "unclosed quote in the header": lambda header, line: text(f'"{header}\n{line}\n'),
    "quote within": lambda header, line: text(f'{header}\n"x"y{line}\n'),
    "one huge line": lambda header, line: b"x" * 3_000_000,
    "huge first field": lambda header, line: text(f"{header}\n" + "9" * 2_000_000 + "\n"),
    "a NUL within": lambda header, line: text(f"{header}\n\0{line}\n"),
    "a NUL in the header": lambda header, line: text(f"{header[0]}\0{header[1:]}\n{line}\n"),
    "binary": lambda header, line: bytes(range(256)) * 40,
    "lost letter": lambda header, line: text(f"{header}\n\ufffd{line}\n"),
    "two encodings": lambda header, line: (
        text(f"{header};ñandú\n{line};ñ\n") + text(f"{line};ñ\n", "latin-1")
    ),
    "utf-16 unmarked": lambda header, line: text(f"{header}\n{line}\n", "utf-16-le"),
    "utf-16 unmarked, big": lambda header, line: text(f"{header}\n{line}\n", "utf-16-be"),
    "utf-16 cut": lambda header, line: text(f"{header}\n{line}\n", "utf-16")[:-1],
    "utf-32": lambda header, line: text(f"{header}\n{line}\n", "utf-32"),
    "xls": lambda header, line: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "ods": lambda header, line: archive(mimetype=b"opendocument", content_xml=b"<x/>"),
    "zip": lambda header, line: archive(datos=text(f"{header}\n{line}\n")),
    "zip cut": lambda header, line: archive(datos=text(header))[:20],
    "gzip": lambda header, line: gzip.compress(text(f"{header}\n{line}\n")),
    "pdf": lambda header, line: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "html": lambda header, line: b"\xef\xbb\xbf \n<html><table><tr><td>1</td></tr></table></html>",
    "xml": lambda header, line: b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
    "json": lambda header, line: b'[{"cuenta": 1}]',
    "a picture": lambda header, line: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "workbook without rows": lambda header, line: workbook([]),
    "workbook of a header": lambda header, line: workbook(_cells(header)),
    "workbook with a title": lambda header, line: workbook(_cells("Listado", header, line)),
    "workbook of others": lambda header, line: workbook(_cells("a;b", "1;2")),
    "two sheets alike": lambda header, line: workbook(_cells(header, line), _cells(header, line)),
    "workbook cut": _cut_workbook,
    "workbook's shell": lambda header, line: archive(xl__workbook_xml=b"<workbook/>"),
    "no workbook at all": lambda header, line: archive(xl__workbook_xml=b"nothing"),
}
"""Files that are refused whole."""

READABLE: dict[str, Odd] = {
    "utf-8": lambda header, line: text(f"{header}\n{line}\n"),
    "marked": lambda header, line: text(f"{header}\n{line}\n", "utf-8-sig"),
    "utf-16": lambda header, line: text(f"{header}\n{line}\n", "utf-16"),
    "no end": lambda header, line: text(f"{header}\n{line}"),
    "sep": lambda header, line: text(f"sep=;\n{header}\n{line}\n"),
    "quoted sep, marked": lambda header, line: text(f'"sep=;"\r\n{header}\n{line}\n', "utf-8-sig"),
    "bars": lambda header, line: text(f"{header}\n{line}\n".replace(";", "|")),
    "tabs": lambda header, line: text(f"{header}\n{line}\n".replace(";", "\t")),
    "sep of its own": lambda header, line: text(f"sep=^\n{header}\n{line}\n".replace(";", "^")),
    "old Macs' lines": lambda header, line: text(f"{header}\r{line}\r"),
    "Ctrl-Z": lambda header, line: text(f"{header}\r\n{line}\r\n\x1a"),
    "Ctrl-Z on the line": lambda header, line: text(f"{header}\r\n{line}\x1a"),
    "NULs at the end": lambda header, line: text(f"{header}\n{line}\n") + bytes(512),
    "empty lines": lambda header, line: text(f"{header}\n\n  \n{line}\n;;;\n\n"),
    "names on two lines": lambda header, line: text(
        "".join(f'"{name}\n";' for name in header.split(";")) + f"\n{line}\n"
    ),
    "commas in the names": lambda header, line: text(f'{header};"a,b,c,d,e,f,g,h"\n{line};x\n'),
    "capitals": lambda header, line: text(f"{header.upper()}\n{line}\n"),
    "workbook": lambda header, line: workbook(_cells(header, line)),
    "the second sheet": lambda header, line: workbook(_cells("Notas"), _cells(header, line)),
    "blank rows": lambda header, line: workbook([[], *_cells(header), [], *_cells(line), []]),
}
"""Files that can be read in one way only."""
