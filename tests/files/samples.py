"""The smallest files of each kind that is taken."""

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
    "png": b"\x89PNG\r\n\x1a\n" + bytes(8),
    "jpg": b"\xff\xd8\xff\xe0" + bytes(8),
    "jpeg": b"\xff\xd8\xff\xe1" + bytes(8),
    "webp": b"RIFF\x04\x00\x00\x00WEBP",
}
SAME = ({"jpg", "jpeg"}, {"txt", "csv"})  # cannot be told apart by their bytes
TYPES = {ending: kind.media_type for ending, kind in KINDS.items()}


def are_the_same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in SAME)
