"""How many pixels a picture claims, from its head alone: a small file can decode to gigabytes."""

import struct
from typing import BinaryIO

from app.core.errors import RuleViolation

MAX_PIXELS = 120_000_000  # more than any camera or scanner of an office makes
HEAD = 32  # bytes
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 … SOF15 (ITU-T T.81, B.1.1.3)
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
MAX_SEGMENTS = 2_000  # before the frame: a picture of a phone has about ten


def check_picture(name: str, opened: BinaryIO) -> None:
    """Raises RuleViolation; nothing to say of what is no picture."""
    opened.seek(0)
    head = opened.read(HEAD)
    try:
        size = _size(head, opened)
    except (struct.error, IndexError):
        size = (0, 0)
    if size is None:
        return
    if not all(size):
        raise RuleViolation(f"„{name}“ ist beschädigt: Das Bild nennt keine Größe.")
    if size[0] * size[1] > MAX_PIXELS:
        raise RuleViolation(
            f"„{name}“ hat {size[0]} mal {size[1]} Bildpunkte; das öffnet kaum ein Programm. "
            "Bitte verkleinern Sie das Bild."
        )


def _size(head: bytes, opened: BinaryIO) -> tuple[int, int] | None:
    """Width and height; None for no picture. Raises struct.error where the head is too short."""
    if head.startswith(PNG):
        width, height = struct.unpack_from(">LL", head, 16)
        return width, height
    if head.startswith(JPEG):
        return _of_jpeg(opened)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _of_webp(head)
    return None


def _of_jpeg(opened: BinaryIO) -> tuple[int, int]:
    """From segment to segment until the frame header says it."""
    opened.seek(2)
    for _ in range(MAX_SEGMENTS):
        mark = opened.read(2)
        while mark[1:] == b"\xff":  # fill bytes
            mark = b"\xff" + opened.read(1)
        if len(mark) < 2 or mark[0] != 0xFF:
            break
        if mark[1] in WITHOUT_LENGTH:
            continue
        (length,) = struct.unpack(">H", opened.read(2))
        if mark[1] in FRAMES:
            _, height, width = struct.unpack(">BHH", opened.read(5))
            return width, height
        opened.seek(max(length - 2, 0), 1)
    return 0, 0


def _of_webp(head: bytes) -> tuple[int, int]:
    """RFC 9649, 2.5 to 2.7: each of the three forms says it elsewhere."""
    match head[12:16]:
        case b"VP8X":
            width, height = head[24:27], head[27:30]
            if len(height) < 3:
                return 0, 0
            return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<L", head, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", head, 26)
            return width & 0x3FFF, height & 0x3FFF
        case _:
            return 0, 0
