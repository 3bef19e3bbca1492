"""The smallest files of each kind that is taken."""

import struct
import zipfile
from io import BytesIO

from app.files.rules.kinds import KINDS


def archive(members: dict[str, bytes], *, packed: bool = True) -> bytes:
    found = BytesIO()
    way = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(found, "w", way) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return found.getvalue()


def office(part: str, **more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", part: b"<document/>", **more})


def open_document(kind: str) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": media_type, "content.xml": b"<office/>"}, packed=False)


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">L4sLL", 13, b"IHDR", width, height) + bytes(9)


def jpeg(width: int, height: int, *, first: int = 0xE0) -> bytes:
    """One application segment, then the frame header."""
    segment = struct.pack(">BBH", 0xFF, first, 16) + bytes(14)
    return (
        b"\xff\xd8" + segment + struct.pack(">BBHBHH", 0xFF, 0xC0, 11, 8, height, width) + bytes(4)
    )


def webp(width: int, height: int) -> bytes:
    """The lossless form."""
    bits = (height - 1) << 14 | (width - 1)
    return b"RIFF" + struct.pack("<L4s4sLBL", 18, b"WEBP", b"VP8L", 5, 0x2F, bits) + b"\x00"


SAMPLES = {
    "pdf": b"%PDF-1.7\n%%EOF\n",
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "odp": open_document("presentation"),
    "txt": "Räume in drei Regionen\n".encode(),
    "csv": "Region;Räume\nNord;3\n".encode("cp1252"),
    "png": png(4, 3),
    "jpg": jpeg(4, 3),
    "jpeg": jpeg(4, 3, first=0xE1),
    "webp": webp(4, 3),
}
SAME = ({"jpg", "jpeg"}, {"txt", "csv"})  # cannot be told apart by their bytes
TYPES = {ending: kind.media_type for ending, kind in KINDS.items()}


def are_the_same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in SAME)
