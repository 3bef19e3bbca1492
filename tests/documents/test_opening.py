"""Files of strangers: opened apart from us, told by their content, refused with a sentence."""

import asyncio
import io
import os
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from app.documents import child, docx, kinds, opening, pdf
from app.documents.errors import NotOpened
from app.documents.kinds import Kind, kind_of
from app.documents.opening import opened
from tests.documents import make

PAPER = make.pdf("Vorlage 2034/018")


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def word_with(**parts: bytes) -> bytes:
    """A Word file with its main text replaced, or with further parts."""
    made = make.word()
    made.add_paragraph("Vorlage 2034/018")
    with zipfile.ZipFile(io.BytesIO(make.saved(made))) as archive:
        own = {name: archive.read(name) for name in archive.namelist()}
    named = {f"word/{name.replace('_', '.')}": content for name, content in parts.items()}
    return packed({**own, **named})


def locked() -> bytes:
    writer, target = PdfWriter(io.BytesIO(PAPER)), io.BytesIO()
    writer.encrypt("geheim")
    writer.write(target)
    return target.getvalue()


def pages(count: int) -> bytes:
    writer, target = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    writer.write(target)
    return target.getvalue()


def picture() -> bytes:
    """A scanned page: a picture of one grey dot."""
    rows = zlib.compress(b"\x00\x80")
    png = b"\x89PNG\r\n\x1a\n"
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", rows),
        (b"IEND", b""),
    ):
        crc = struct.pack(">I", zlib.crc32(kind + content))
        png += struct.pack(">I", len(content)) + kind + content + crc
    return png


def scanned() -> bytes:
    dots = "(" + ",".join(str(byte) for byte in picture()) + ")"
    return make.pdf(f"#image(bytes({dots}), width: 10cm)")


BOMB = b"<w:document>" + b"<w:p/>" * 5_000_000
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked": (locked, pdf.LOCKED),
    "scanned": (scanned, pdf.ONLY_PICTURES),
    "empty": (lambda: pages(1), pdf.NO_TEXT),
    "2,000 pages": (lambda: pages(2000), pdf.TOO_LONG),
    "cut off": (lambda: PAPER[: len(PAPER) // 3], kinds.DAMAGED),
    "no pdf behind its mark": (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 500, kinds.DAMAGED),
    "zip bomb": (lambda: word_with(document_xml=BOMB), docx.PACKED_TIGHT),
    "many parts": (
        lambda: word_with(**{f"a{n}_xml": b"" for n in range(2001)}),
        docx.PACKED_TIGHT,
    ),
    "broken xml": (lambda: word_with(document_xml=b"<w:document>"), kinds.DAMAGED),
    "no text": (lambda: make.saved(make.word()), docx.NO_TEXT),
    "macros": (lambda: word_with(vbaProject_bin=b"x"), "Makros"),
    "cut off archive": (lambda: word_with()[:900], kinds.DAMAGED),
    "archive": (lambda: packed({"vorlage.txt": b"Vorlage"}), "Archiv"),
    "table": (lambda: packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "Archiv"),
    "open document": (lambda: packed({"content.xml": b"", "mimetype": b""}), "OpenDocument"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
    "rtf": (lambda: b"{\\rtf1 Vorlage}", "RTF"),
    "picture": (picture, "Bild"),
    "too large": (lambda: b"x" * (opening.MAX_BYTES + 1), opening.TOO_LARGE),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(name: str) -> None:
    content, sentence = BAD[name]
    with pytest.raises(NotOpened, match=re.escape(sentence)):
        await opened(content())


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">
<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>Vorlage &a; &c;</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"""


async def test_a_word_file_cannot_reach_other_files() -> None:
    assert await opened(word_with(document_xml=ENTITIES)) == "Vorlage \n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PAPER, Kind.PDF),
        (b"\n\nvorneweg " + PAPER, Kind.PDF),
        (b"Vorlage - 2034/018", Kind.TEXT),
        (b"<html><p>%PDF</p>", Kind.TEXT),
        (b"", Kind.TEXT),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, kind: Kind) -> None:
    assert kind_of(content) is kind


async def test_what_is_text_already_comes_back_untouched() -> None:
    assert await opened("Vorlage für Grün".encode("cp1252")) == "Vorlage für Grün".encode("cp1252")


async def test_others_are_served_while_a_file_is_read() -> None:
    """The event loop goes on; at most AT_ONCE children run beside it."""
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.01)
            turns += 1

    counting = asyncio.create_task(count())
    texts = await asyncio.gather(*(opened(PAPER) for _ in range(3)))
    counting.cancel()
    assert texts == ["Vorlage 2034/018\n"] * 3
    assert turns > 10


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A child in another folder, which says who it is and never ends."""
    folder = tmp_path / "app" / "documents"
    folder.mkdir(parents=True)
    (folder / "child.py").write_text(
        "import os, pathlib, time\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"
        f"pathlib.Path({str(tmp_path / 'env')!r}).write_text(repr(sorted(os.environ)))\n"
        "time.sleep(600)\n"
    )
    monkeypatch.setattr(opening, "ROOT", tmp_path)
    monkeypatch.setattr(opening, "SECONDS", 1.5)
    return tmp_path


async def test_a_child_that_hangs_is_ended(hanging: Path) -> None:
    with pytest.raises(NotOpened, match="zu lange gedauert"):
        await opened(PAPER)
    with pytest.raises(ProcessLookupError):
        os.kill(int((hanging / "pid").read_text()), 0)


async def test_no_secret_of_ours_reaches_the_child(hanging: Path) -> None:
    with pytest.raises(NotOpened):
        await opened(PAPER)
    names = (hanging / "env").read_text()
    assert "LC_ALL" in names
    assert "SPURWERK" not in names


LIMITED = """
import resource, sys
from app.documents import child
child.{limit}
sys.argv[1:] = ["pdf"]
def greedy(content):
    {work}
import app.documents.pdf
app.documents.pdf.pdf_text = greedy
child.main()
"""


@pytest.mark.parametrize(
    ("limit", "work", "ends"),
    [
        ("SECONDS = 1", "while True: pass", (-9, b"")),
        ("MEMORY = 300_000_000", "return 'x' * 400_000_000", (0, child.TOO_BIG[:20].encode())),
        ("MOST_TEXT = 10", "return 'x' * 11", (0, child.TOO_BIG[:20].encode())),
    ],
)  # fmt: skip
async def test_the_child_keeps_its_limits(limit: str, work: str, ends: tuple[int, bytes]) -> None:
    code, said = await run_limited(limit, work)
    assert code == ends[0]
    assert ends[1] in said


async def test_the_child_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    await run_limited("SECONDS = 5", f"open({str(target)!r}, 'w').write('x')")
    assert target.read_text() == ""


async def run_limited(limit: str, work: str) -> tuple[int | None, bytes]:
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LIMITED.format(limit=limit, work=work),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, cwd=opening.ROOT,
    )  # fmt: skip
    said, _ = await run.communicate(b"")
    return run.returncode, said
