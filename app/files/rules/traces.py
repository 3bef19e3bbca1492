"""What a camera or a program writes beside a picture: place, time, device, names, small previews.

A picture is copied piece by piece and only the pieces that draw it are kept, so that nothing is lost
of what is seen, nothing has to be decoded, and what hangs behind the end is gone as
well. The one thing kept of the Exif block of a JPEG is which way up it is.
"""

import re
import struct
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from app.core.errors import RuleViolation

PART = 1_000_000  # bytes that are copied together, and that a copy takes in memory
MOST_PIECES = 100_000  # of one picture
BROKEN = "Ein Bild ist beschädigt und lässt sich nicht lesen. Bitte speichern Sie es noch einmal."

START, END, SCAN = b"\xff\xd8", 0xD9, 0xDA  # ITU-T T.81, table B.1
APPLICATION = range(0xE0, 0xF0)
COMMENT = 0xFE
JFIF, SCALE, NO_PREVIEW = 0xE0, 12, b"\x00\x00"  # ITU-T T.871, 10.1: then width, height and dots
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # a marker amid the data of a scan
DRAWS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
EXIF, ORIENTATION = b"Exif\x00\x00", 0x0112
TURNED = range(2, 9)

PNG_SIGN = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT".split()
)
WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
WEBP_META = 0x08 | 0x04  # Exif and XMP follow: RFC 9649, 2.7


def without_traces(media_type: str, opened: BinaryIO) -> BinaryIO:
    """A copy with the picture alone, for the caller to close; any other file itself.

    Raises RuleViolation for a broken picture.
    """
    copy = COPIES.get(media_type)
    if copy is None:
        return opened
    plain = cast("BinaryIO", SpooledTemporaryFile(max_size=PART))  # noqa: SIM115 - the caller's
    try:
        opened.seek(0)
        copy(opened, plain)
    except (struct.error, IndexError):
        plain.close()
        raise RuleViolation(BROKEN) from None
    except BaseException:
        plain.close()
        raise
    return plain


def _copy(opened: BinaryIO, written: BinaryIO, length: int) -> None:
    while length > 0:
        part = opened.read(min(length, PART))
        if not part:
            raise RuleViolation(BROKEN)
        written.write(part)
        length -= len(part)


def _jpeg(opened: BinaryIO, written: BinaryIO) -> None:
    written.write(opened.read(len(START)))
    for _ in range(MOST_PIECES):
        marker = _marker(opened)
        if marker in {None, END}:  # one that breaks off is shown as far as it goes
            written.write(bytes([0xFF, END]))
            return
        assert marker is not None
        if marker in ALONE:
            written.write(bytes([0xFF, marker]))
            continue
        (length,) = struct.unpack(">H", opened.read(2))
        body = _kept(marker, opened.read(length - 2) if length > 2 else b"")
        if body is not None:
            written.write(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body)
        if marker == SCAN:
            _copy_scan(opened, written)
    raise RuleViolation(BROKEN)


def _marker(opened: BinaryIO) -> int | None:
    """None at the end of the file."""
    first = opened.read(2)
    while first[1:] == b"\xff":  # fill bytes
        first = b"\xff" + opened.read(1)
    if len(first) < 2:
        return None
    if first[0] != 0xFF:
        raise RuleViolation(BROKEN)
    return first[1]


def _kept(marker: int, body: bytes) -> bytes | None:
    if marker == 0xE1 and body.startswith(EXIF):
        turned = _orientation(body[len(EXIF) :])
        return _only_turned(turned) if turned in TURNED else None
    if marker in APPLICATION:
        if not body.startswith(DRAWS.get(marker, b"\x00nothing")):
            return None
        return body[:SCALE] + NO_PREVIEW if marker == JFIF else body
    return None if marker == COMMENT else body


def _orientation(tiff: bytes) -> int:
    """Of the first directory (Exif 3.0, 4.6.5); 1 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}L", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHLH", tiff, at + 2 + 12 * entry)
            if tag == ORIENTATION:
                return int(value)
    except struct.error:
        pass
    return 1


def _only_turned(turned: int) -> bytes:
    directory = struct.pack(">HHHLHHL", 1, ORIENTATION, 3, 1, turned, 0, 0)
    return EXIF + b"MM\x00*" + struct.pack(">L", 8) + directory


def _copy_scan(opened: BinaryIO, written: BinaryIO) -> None:
    """Up to the next marker that is no restart (ITU-T T.81, B.1.1.2 and B.1.1.5)."""
    while part := opened.read(PART):
        found = NEXT.search(part)
        half = len(part) > 1 and part.endswith(b"\xff")  # of a marker, perhaps
        end = found.start() if found else len(part) - half
        written.write(part[:end])
        opened.seek(end - len(part), 1)
        if found:
            return


def _png(opened: BinaryIO, written: BinaryIO) -> None:
    """PNG 3rd edition, 5.3; texts, times and Exif are pieces of their own."""
    written.write(opened.read(len(PNG_SIGN)))
    for _ in range(MOST_PIECES):
        head = opened.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">L4s", head)
        if kind in PNG_KEPT:
            written.write(head)
            _copy(opened, written, length + 4)
        else:
            opened.seek(length + 4, 1)
        if kind == b"IEND":
            return
    raise RuleViolation(BROKEN)


def _webp(opened: BinaryIO, written: BinaryIO) -> None:
    """RFC 9649, 2.3 to 2.7: pieces of even length, their sum in the head."""
    written.write(opened.read(12))
    for _ in range(MOST_PIECES):
        head = opened.read(8)
        if len(head) < 8:
            break
        kind, length = struct.unpack("<4sL", head)
        even = length + length % 2
        if kind not in WEBP_KEPT:
            opened.seek(even, 1)
            continue
        written.write(head)
        if kind == b"VP8X":
            written.write(bytes([opened.read(1)[0] & ~WEBP_META]))
            even -= 1
        _copy(opened, written, even)
    size = written.tell()
    written.seek(4)
    written.write(struct.pack("<L", size - 8))


COPIES: dict[str, Callable[[BinaryIO, BinaryIO], None]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
