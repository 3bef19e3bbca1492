"""A picture keeps what is seen and loses what was written beside it."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from app.core.errors import RuleViolation
from app.files.rules.traces import without_traces

PLACE = "Hinterhofweg 7"
BEHIND = PLACE.encode()
ORIENTATION, MAKER, SUB_DIRECTORY, MAKER_NOTE, GPS = 0x0112, 0x010F, 0x8769, 0x927C, 0x8825
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def drawn() -> Image.Image:
    """Noisy, so that its scan holds 0xFF as data."""
    picture = Image.effect_noise((190, 130), 90).convert("RGB")
    ImageDraw.Draw(picture).rectangle((9, 9, 60, 40), fill=(200, 10, 10))
    return picture


def exif(turned: int) -> Image.Exif:
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = turned, PLACE
    told.get_ifd(SUB_DIRECTORY)[MAKER_NOTE] = BEHIND
    told.get_ifd(GPS).update({1: "N", 2: (54.0, 47.0, 1.0), 29: PLACE})
    return told


def photo(kind: str, turned: int = 6, **more: Any) -> bytes:
    found, extra = BytesIO(), dict(more)
    if kind == "JPEG":
        extra |= {"comment": BEHIND, "icc_profile": b"colours " * 20, "xmp": b"<x>%s</x>" % BEHIND}
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", PLACE)
        texts.add_itxt("XML:com.adobe.xmp", PLACE, zip=True)
        extra |= {"pnginfo": texts, "dpi": (300, 300)}
    if kind == "WEBP":
        extra |= {"xmp": BEHIND, "lossless": True}
    drawn().save(found, kind, exif=exif(turned), **extra)
    return found.getvalue() + BEHIND


def seen(content: bytes) -> tuple[str | None, bytes]:
    with Image.open(BytesIO(content)) as picture:
        return picture.format, picture.convert("RGB").tobytes()


def kept(media_type: str, content: bytes) -> bytes:
    with without_traces(media_type, BytesIO(content)) as plain:
        plain.seek(0)
        return plain.read()


VARIANTS = [
    ("JPEG", {}), ("JPEG", {"progressive": True}), ("JPEG", {"restart_marker_blocks": 3}),
    ("PNG", {}), ("WEBP", {}), ("WEBP", {"lossless": False}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "more"), VARIANTS)
def test_place_device_and_names_are_gone_and_no_dot_has_changed(
    kind: str, more: dict[str, Any]
) -> None:
    with_traces = photo(kind, **({"lossless": True} | more if kind == "WEBP" else more))
    assert BEHIND in with_traces
    plain = kept(KINDS[kind], with_traces)
    assert seen(plain) == seen(with_traces)
    assert BEHIND not in plain
    with Image.open(BytesIO(plain)) as picture:
        told = picture.getexif()
        assert set(told) <= {ORIENTATION}
        assert not told.get_ifd(GPS)
        assert not {"comment", "xmp", "Author"} & set(picture.info)
    assert kept(KINDS[kind], plain) == plain


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_still_stands_upright(turned: int) -> None:
    plain = kept("image/jpeg", photo("JPEG", turned))
    with Image.open(BytesIO(plain)) as picture:
        assert picture.getexif().get(ORIENTATION, 1) == turned
        assert picture.info["icc_profile"] == b"colours " * 20
        assert b"<x>" not in plain


def test_the_small_preview_of_the_head_is_gone() -> None:
    """JFIF 1.02 keeps one as bare dots, perhaps of the picture before it was cut."""
    preview = BEHIND + b"."
    plain = photo("JPEG")
    assert plain[2:4] == b"\xff\xe0"
    body = plain[6:18] + bytes([5, 1]) + preview
    with_preview = plain[:4] + (len(body) + 2).to_bytes(2, "big") + body + plain[20:]
    found = kept("image/jpeg", with_preview)
    assert BEHIND not in found
    assert found == kept("image/jpeg", plain)


@pytest.mark.parametrize("order", ["<", ">"])
def test_an_exif_block_that_lies_is_dropped_whole(order: str) -> None:
    plain = photo("JPEG")
    sign = b"II*\x00" if order == "<" else b"MM\x00*"
    for rest in (b"", b"\xff\xff\xff\xff", b"\x00\x00\x00\x08\xff\xff" + BEHIND):
        body = b"Exif\x00\x00" + sign + rest
        lying = plain[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + plain[2:]
        assert BEHIND not in kept("image/jpeg", lying)


@pytest.mark.parametrize(("kind", "more"), VARIANTS)
def test_a_picture_that_breaks_off_anywhere_is_told_or_taken_without_traces(
    kind: str, more: dict[str, Any]
) -> None:
    whole = photo(kind, **more)
    for end in range(12, len(whole), max(1, len(whole) // 300)):
        try:
            plain = kept(KINDS[kind], whole[:end])
        except RuleViolation as refusal:
            assert "beschädigt" in str(refusal)  # noqa: PT017 - either way is right
            continue
        assert BEHIND not in plain


def test_pieces_without_end_are_refused() -> None:
    with pytest.raises(RuleViolation, match="beschädigt"):
        kept("image/jpeg", b"\xff\xd8" + b"\xff\xfe\x00\x02" * 200_000)


def test_other_files_stay_as_they_are() -> None:
    opened = BytesIO(b"%PDF-1.7 " + BEHIND)
    assert without_traces("application/pdf", opened) is opened
    assert kept("application/pdf", opened.getvalue()) == opened.getvalue()
