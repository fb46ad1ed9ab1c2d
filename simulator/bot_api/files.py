"""Files that were sent: kept by file_id, served again by it or by path."""

import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from simulator.bot_api.errors import bad_request, too_large

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as it was sent."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes


class Files:
    """All files by id and by path; the same file_id stays good."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, name: str, mime: str, data: bytes) -> StoredFile:
        """Store a file under a new id; `kind` is its folder, such as `documents`."""
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > LARGEST_UPLOAD:
            raise too_large()
        number = len(self._by_id) + 1
        suffix = PurePosixPath(name).suffix
        file = StoredFile(
            file_id=f"SIM{kind[:3].upper()}{number:010d}",
            unique_id=f"SIMU{number:010d}",
            path=f"{kind}/file_{number}{suffix}",
            name=name,
            mime=mime,
            data=data,
        )
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """The file of this id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file at this path of the download address."""
        return self._by_path.get(path)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP; None when it is no such picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return 512, 512
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
