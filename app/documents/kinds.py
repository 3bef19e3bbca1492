"""What a file is, told by its first bytes; its name is never asked."""

import io
import zipfile
from enum import StrEnum

from app.documents.errors import NotOpened


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"  # plain or HTML: whoever reads text will see


DAMAGED = "Die Datei ist beschädigt und lässt sich nicht öffnen."
_OLD = (
    "Das ist eine alte Word-Datei (.doc) oder eine Datei mit Kennwort."
    " Bitte speichern Sie sie ohne Kennwort als .docx oder als PDF."
)
_MACROS = (
    "Die Word-Datei enthält Makros. Spurwerk öffnet sie nicht."
    " Bitte speichern Sie sie als .docx ohne Makros oder als PDF."
)
_OPEN_DOCUMENT = "OpenDocument kann Spurwerk nicht lesen. Bitte speichern Sie die Datei als PDF."
_RTF = "RTF kann Spurwerk nicht lesen. Bitte speichern Sie die Datei als .docx oder als PDF."
_PICTURE = "Das ist ein Bild. Bitte nehmen Sie die Vorlage als Text, PDF oder Word-Datei."
_ARCHIVE = "Das ist ein Archiv. Bitte wählen Sie die einzelne Datei der Vorlage."

_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD),
    (b"{\\rtf", _RTF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
)
_PDF_WITHIN = 1024  # bytes before the mark that readers put up with (PDF 1.7, annex H)


def kind_of(content: bytes) -> Kind:
    """Raises NotOpened for what Spurwerk cannot read."""
    for mark, sentence in _REFUSED:
        if content.startswith(mark):
            raise NotOpened(sentence)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        _check_word(content)
        return Kind.DOCX
    return Kind.TEXT


def _check_word(content: bytes) -> None:
    """Only the list of names is read here; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise NotOpened(DAMAGED) from None
    if any(name.endswith("vbaProject.bin") for name in names):
        raise NotOpened(_MACROS)
    if "content.xml" in names and "word/document.xml" not in names:
        raise NotOpened(_OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise NotOpened(_ARCHIVE)
