"""Things to send in a demo: a picture, a sticker, a voice note, a document. All invented."""

import struct
import zlib


def _png(width: int, height: int) -> bytes:
    """A plain sunset, drawn here so that no picture need be shipped."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        share = y / height
        for x in range(width):
            sun = (x - width * 0.5) ** 2 + (y - height * 0.45) ** 2 < (height * 0.16) ** 2
            water = share > 0.68
            if water:
                wave = 18 if (x // 9 + y // 3) % 4 == 0 else 0
                rows += bytes((30 + wave, 98 + wave, 140 + wave))
            elif sun:
                rows += bytes((255, 226, 120))
            else:
                rows += bytes((int(250 - 30 * share), int(150 + 60 * share), int(90 + 100 * share)))

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
        + chunk(b"IEND", b"")
    )


PICTURE = _png(320, 200)

SAMPLES: dict[str, tuple[str, str, bytes]] = {
    "photo": ("foto.png", "image/png", PICTURE),
    "sticker": ("sticker.webp", "image/webp", b"RIFF\x04\x00\x00\x00WEBP"),
    "voice": ("voz.ogg", "audio/ogg", b"OggS" + bytes(60)),
    "document": ("nota.txt", "text/plain", "Documento de demostración.\n".encode()),
}
"""By kind: name, media type, content."""
