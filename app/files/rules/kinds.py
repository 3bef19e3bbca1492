"""Which files are taken: name, declared type and first bytes must say the same."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from app.core.errors import RuleViolation
from app.files.rules import archives, pictures

MAX_BYTES = 20_000_000  # of one file
NAME_LENGTH = 200  # characters
NAME_BYTES = 255  # in UTF-8: what file systems take
PART = 1_000_000  # bytes that are looked at together
UNDECLARED = {"", "application/octet-stream"}  # what a browser says of a file it does not know
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
ALLOWED_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, Text, CSV, PNG, JPEG und WebP"
MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|svg|script|head|body)", re.IGNORECASE
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FOREIGN = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"MZ", b"\x7fELF", b"{\\rtf")


class TooLarge(RuleViolation):
    """The file has more bytes than one may have."""


@dataclass(frozen=True)
class Kind:
    """`also`: other types that programs declare for it."""

    media_type: str
    fits: Callable[[BinaryIO], bool]
    also: frozenset[str] = frozenset()


def _first(opened: BinaryIO, length: int) -> bytes:
    opened.seek(0)
    return opened.read(length)


def _starts(sign: bytes) -> Callable[[BinaryIO], bool]:
    return lambda opened: _first(opened, len(sign)) == sign


def _is_webp(opened: BinaryIO) -> bool:
    head = _first(opened, 12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def _is_text(opened: BinaryIO) -> bool:
    """Readable as UTF-8 or as Windows text, and neither markup nor a file of another kind."""
    head = _first(opened, 200)
    if head.startswith(FOREIGN) or MARKUP.match(head):
        return False
    opened.seek(0)
    return not any(CONTROL.search(part) for part in iter(lambda: opened.read(PART), b""))


def _office(part: str) -> Callable[[BinaryIO], bool]:
    return lambda opened: archives.is_office(opened, part)


def _open_document(kind: str) -> Callable[[BinaryIO], bool]:
    return lambda opened: archives.is_open_document(opened, OPEN_DOCUMENT + kind)


KINDS = {
    "pdf": Kind("application/pdf", _starts(b"%PDF-")),
    "docx": Kind(f"{OFFICE}wordprocessingml.document", _office("word/document.xml")),
    "xlsx": Kind(f"{OFFICE}spreadsheetml.sheet", _office("xl/workbook.xml")),
    "pptx": Kind(f"{OFFICE}presentationml.presentation", _office("ppt/presentation.xml")),
    "odt": Kind(f"{OPEN_DOCUMENT}text", _open_document("text")),
    "ods": Kind(f"{OPEN_DOCUMENT}spreadsheet", _open_document("spreadsheet")),
    "odp": Kind(f"{OPEN_DOCUMENT}presentation", _open_document("presentation")),
    "txt": Kind("text/plain", _is_text),
    "csv": Kind("text/csv", _is_text, frozenset({"text/plain", "application/vnd.ms-excel"})),
    "png": Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _starts(b"\xff\xd8\xff")),
    "webp": Kind("image/webp", _is_webp),
}


def clean_name(name: str) -> str:
    """Without folders and signs that a file system or a header stumbles over; the ending stays.

    Line breaks, control signs and those that turn the direction of reading are not printable.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem, dot, ending = visible.rpartition(".")
    if not dot:
        return _cut(visible, NAME_LENGTH, NAME_BYTES)
    ending = _cut(ending, NAME_LENGTH // 2, NAME_BYTES // 2)
    room = NAME_BYTES - len(ending.encode()) - 1
    return f"{_cut(stem, NAME_LENGTH - len(ending) - 1, room)}.{ending}"


def _cut(text: str, length: int, size: int) -> str:
    """At most so many signs and bytes; never half a sign."""
    return text[:length].encode(errors="ignore")[:size].decode(errors="ignore")


def checked_type(name: str, declared: str, content: bytes) -> str:
    """As `checked_file`, for bytes at hand."""
    return checked_file(name, declared, BytesIO(content))


def checked_file(name: str, declared: str, opened: BinaryIO, most: int = MAX_BYTES) -> str:
    """The media type to store and to serve; raises RuleViolation with a sentence for the user.

    Reads the opened file in parts; `most`: bytes.
    """
    size = opened.seek(0, 2)
    if not size:
        raise RuleViolation(f"„{name}“ ist leer.")
    if size > most:
        raise TooLarge(f"„{name}“ ist zu groß. Erlaubt sind {most // 1_000_000} MB je Datei.")
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind is None or "." not in name:
        raise RuleViolation(f"„{name}“ nimmt Spurwerk nicht an. Erlaubt sind {ALLOWED_WORDS}.")
    said = declared.partition(";")[0].strip().lower()
    archives.check_archive(name, opened)
    if said not in {kind.media_type, *kind.also, *UNDECLARED} or not kind.fits(opened):
        raise RuleViolation(
            f"„{name}“ ist innen etwas anderes, als der Name sagt. "
            "Bitte speichern Sie die Datei noch einmal im richtigen Format."
        )
    pictures.check_picture(name, opened)
    return kind.media_type
