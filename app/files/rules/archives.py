"""Office files are archives: looked at before anybody unpacks them, for a small one can hold gigabytes.

All take an opened file, read only its directory and leave the position anywhere.
"""

import struct
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from app.core.errors import RuleViolation

SIGN = b"PK\x03\x04"
MAX_UNPACKED = 200_000_000  # bytes
MAX_MEMBERS = 2_000
MAX_RATIO = 100  # unpacked to packed
MAX_DIRECTORY = 1_000_000  # bytes: zipfile makes an object of every 46 of them
TAIL = 22 + 65_535  # bytes: the end record with its longest comment (APPNOTE.TXT 4.3.16)
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
ENCRYPTED = 1  # bit of a member's flags
MACROS = ("vbaproject.bin", "basic/")
ODD = "„{}“ ist ungewöhnlich gepackt. Spurwerk öffnet solche Dateien nicht."


def is_archive(opened: BinaryIO) -> bool:
    opened.seek(0)
    return opened.read(len(SIGN)) == SIGN


def _opened(opened: BinaryIO) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(opened) if is_archive(opened) else None
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None


def check_archive(name: str, opened: BinaryIO) -> None:
    """Raises RuleViolation; nothing to say of what is no archive."""
    if not is_archive(opened):
        return
    size = opened.seek(0, 2)
    if _has_huge_directory(opened, size):
        raise RuleViolation(ODD.format(name))
    archive = _opened(opened)
    if archive is None:
        raise RuleViolation(f"„{name}“ ist beschädigt und lässt sich nicht öffnen.")
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise RuleViolation(f"„{name}“ ist verschlüsselt. Bitte heben Sie den Schutz auf.")
    if any(_is_macro(member.filename) for member in members):
        raise RuleViolation(f"„{name}“ enthält Makros. Bitte speichern Sie die Datei ohne Makros.")
    if _is_bomb(members, size):
        raise RuleViolation(ODD.format(name))


def _has_huge_directory(opened: BinaryIO, size: int) -> bool:
    """Told before zipfile reads it; the 64-bit form needs no file of the size that is taken."""
    opened.seek(max(0, size - TAIL))
    tail = opened.read(TAIL)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        return False
    (length,) = struct.unpack_from("<L", tail, at + 12)
    return bool(length > MAX_DIRECTORY or tail[max(0, at - 20) : at].startswith(END_64))


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


def is_office(opened: BinaryIO, part: str) -> bool:
    """`part`: the main one, such as word/document.xml."""
    archive = _opened(opened)
    return archive is not None and {"[Content_Types].xml", part} <= set(archive.namelist())


def is_open_document(opened: BinaryIO, media_type: str) -> bool:
    """The type stands unpacked in a first member of its own (ODF 1.3 part 2, 3.3)."""
    archive = _opened(opened)
    first = archive.infolist()[0] if archive and archive.infolist() else None
    if archive is None or first is None or first.filename != "mimetype" or first.file_size > 100:
        return False
    try:
        return archive.read(first).decode("ascii", "replace").strip() == media_type
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
