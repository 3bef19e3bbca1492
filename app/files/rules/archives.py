"""Office files are archives: looked at before anybody unpacks them (trust.md U2)."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from app.core.errors import RuleViolation

SIGN = b"PK\x03\x04"
MAX_UNPACKED = 200_000_000  # bytes
MAX_MEMBERS = 2_000
MAX_RATIO = 100  # unpacked to packed
ENCRYPTED = 1  # bit of a member's flags
MACROS = ("vbaproject.bin", "basic/")


def _opened(content: bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(BytesIO(content)) if content.startswith(SIGN) else None
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None


def check_archive(name: str, content: bytes) -> None:
    """Raises RuleViolation; nothing to say of what is no archive. Reads only the directory."""
    if not content.startswith(SIGN):
        return
    archive = _opened(content)
    if archive is None:
        raise RuleViolation(f"„{name}“ ist beschädigt und lässt sich nicht öffnen.")
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise RuleViolation(f"„{name}“ ist verschlüsselt. Bitte heben Sie den Schutz auf.")
    if any(_is_macro(member.filename) for member in members):
        raise RuleViolation(f"„{name}“ enthält Makros. Bitte speichern Sie die Datei ohne Makros.")
    if _is_bomb(members, len(content)):
        raise RuleViolation(
            f"„{name}“ ist ungewöhnlich gepackt. Spurwerk öffnet solche Dateien nicht."
        )


def _is_macro(member: str) -> bool:
    folded = member.lower()
    return folded.endswith(MACROS[0]) or folded.startswith(MACROS[1])


def _is_bomb(members: list[zipfile.ZipInfo], size: int) -> bool:
    """Also members that share bytes, and names that lead out of the folder."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    return (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or unpacked > MAX_RATIO * size
        or packed > size
        or any(_leads_out(member.filename) for member in members)
    )


def _leads_out(name: str) -> bool:
    return ".." in PurePosixPath(name.replace("\\", "/")).parts or name.startswith(("/", "\\"))


def is_office(content: bytes, part: str) -> bool:
    """`part`: the main one, such as word/document.xml."""
    archive = _opened(content)
    return archive is not None and {"[Content_Types].xml", part} <= set(archive.namelist())


def is_open_document(content: bytes, media_type: str) -> bool:
    """The type stands unpacked in a first member of its own (ODF 1.3 part 2, 3.3)."""
    archive = _opened(content)
    first = archive.infolist()[0] if archive and archive.infolist() else None
    if archive is None or first is None or first.filename != "mimetype" or first.file_size > 100:
        return False
    try:
        return archive.read(first).decode("ascii", "replace").strip() == media_type
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
