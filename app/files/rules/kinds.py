"""Which files are taken: name, declared type and first bytes must say the same (trust.md U1)."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import RuleViolation
from app.files.rules import archives

MAX_BYTES = 20_000_000  # of one file
NAME_LENGTH = 200  # characters
UNDECLARED = {"", "application/octet-stream"}  # what a browser says of a file it does not know
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
ALLOWED_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, Text, CSV, PNG, JPEG und WebP"
MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|svg|script|head|body)", re.IGNORECASE
)


@dataclass(frozen=True)
class Kind:
    """`also`: other types that programs declare for it."""

    media_type: str
    fits: Callable[[bytes], bool]
    also: frozenset[str] = frozenset()


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _is_text(content: bytes) -> bool:
    """Readable as UTF-8 or as Windows text, and neither markup nor a file of another kind."""
    foreign = content.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"MZ", b"\x7fELF", b"{\\rtf")
    )
    control = re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content)
    return not (foreign or control or MARKUP.match(content[:200]))


def _office(part: str) -> Callable[[bytes], bool]:
    return lambda content: archives.is_office(content, part)


def _open_document(kind: str) -> Callable[[bytes], bool]:
    return lambda content: archives.is_open_document(content, OPEN_DOCUMENT + kind)


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
    """Without folders and signs that a file system or a header stumbles over; the ending stays."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem, dot, ending = visible.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}{dot}{ending}" if dot else visible[:NAME_LENGTH]


def checked_type(name: str, declared: str, content: bytes) -> str:
    """The media type to store and to serve; raises RuleViolation with a sentence for the user."""
    if not content:
        raise RuleViolation(f"„{name}“ ist leer.")
    if len(content) > MAX_BYTES:
        raise RuleViolation(
            f"„{name}“ ist zu groß. Erlaubt sind {MAX_BYTES // 1_000_000} MB je Datei."
        )
    kind = KINDS.get(name.rpartition(".")[2].lower())
    if kind is None or "." not in name:
        raise RuleViolation(f"„{name}“ nimmt Spurwerk nicht an. Erlaubt sind {ALLOWED_WORDS}.")
    said = declared.partition(";")[0].strip().lower()
    archives.check_archive(name, content)
    if said not in {kind.media_type, *kind.also, *UNDECLARED} or not kind.fits(content):
        raise RuleViolation(
            f"„{name}“ ist innen etwas anderes, als der Name sagt. "
            "Bitte speichern Sie die Datei noch einmal im richtigen Format."
        )
    return kind.media_type
