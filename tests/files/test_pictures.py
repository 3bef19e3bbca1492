"""A picture says how large it is before anybody decodes it."""

import struct

import pytest

from app.core.errors import RuleViolation
from app.files.rules.kinds import checked_type
from app.files.rules.pictures import MAX_PIXELS
from tests.files.samples import jpeg, png, webp

SIDE = 10_000
JUST = MAX_PIXELS // SIDE


def lossy(width: int, height: int) -> bytes:
    return b"RIFF" + struct.pack("<L4s4sL3s3sHH", 24, b"WEBP", b"VP8 ", 10, b"", b"", width, height)


def extended(width: int, height: int) -> bytes:
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<L4s4sLL", 24, b"WEBP", b"VP8X", 10, 0) + sizes


PICTURES = {
    "png": png, "jpg": jpeg, "webp": webp, "lossy.webp": lossy, "extended.webp": extended,
}  # fmt: skip


def refused(name: str, content: bytes) -> str:
    with pytest.raises(RuleViolation) as found:
        checked_type(name, "", content)
    return str(found.value)


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_has_so_many_pixels_and_not_one_row_more(ending: str) -> None:
    make = PICTURES[ending]
    assert checked_type(f"a.{ending}", "", make(SIDE, JUST)).startswith("image/")
    sentence = refused(f"a.{ending}", make(SIDE, JUST + 1))
    assert f"{SIDE} mal {JUST + 1} Bildpunkte" in sentence


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_without_a_size_is_damaged(ending: str) -> None:
    whole = PICTURES[ending](4, 3)
    assert "beschädigt" in refused(f"a.{ending}", whole[:18])


def test_a_picture_of_segments_without_end_is_damaged() -> None:
    """Each is empty; reading stops before the file does."""
    endless = b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xE0, 2) * 1_000_000
    assert "beschädigt" in refused("a.jpg", endless)
