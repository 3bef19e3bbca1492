"""Only files of known kinds are taken, and only if name, declared type and bytes agree."""

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import RuleViolation
from app.files.rules import archives
from app.files.rules.kinds import (
    KINDS,
    MAX_BYTES,
    NAME_BYTES,
    NAME_LENGTH,
    checked_type,
    clean_name,
)
from tests.files.samples import SAMPLES, TYPES, archive, are_the_same, office

DOCX = TYPES["docx"]


def refused(name: str, declared: str, content: bytes) -> str:
    with pytest.raises(RuleViolation) as found:
        checked_type(name, declared, content)
    return str(found.value)


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("ending", SAMPLES)
@pytest.mark.parametrize("declared", ["own", "", "application/octet-stream"])
def test_every_kind_is_taken_under_its_own_name(ending: str, declared: str) -> None:
    said = TYPES[ending] if declared == "own" else declared
    assert checked_type(f"Anlage.{ending.upper()}", said, SAMPLES[ending]) == TYPES[ending]


@pytest.mark.parametrize("ending", SAMPLES)
@pytest.mark.parametrize("inside", SAMPLES)
def test_no_kind_passes_for_another_one(ending: str, inside: str) -> None:
    if are_the_same(ending, inside):
        assert checked_type(f"a.{ending}", "", SAMPLES[inside]) == TYPES[ending]
    else:
        assert "„a." in refused(f"a.{ending}", TYPES[ending], SAMPLES[inside])


@pytest.mark.parametrize("ending", SAMPLES)
@pytest.mark.parametrize("declared", SAMPLES)
def test_no_kind_is_declared_as_another_one(ending: str, declared: str) -> None:
    said = TYPES[declared]
    if said in {TYPES[ending], *KINDS[ending].also}:
        assert checked_type(f"a.{ending}", said, SAMPLES[ending])
    else:
        assert "etwas anderes" in refused(f"a.{ending}", said, SAMPLES[ending])


@pytest.mark.parametrize(
    "name",
    ["a.svg", "a.html", "a.xml", "a.eml", "a.docm", "a.exe", "a.pdf.exe", "pdf", "", ".", "a."],
)
def test_other_names_are_refused_with_what_is_allowed(name: str) -> None:
    assert "Erlaubt sind PDF, Word" in refused(name, "", SAMPLES["pdf"])


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>", b"  <!DOCTYPE html>", b'<?xml version="1.0"?><svg/>',
        b"\xef\xbb\xbf<svg onload=x>", b"MZ\x90 program", b"text\x00with nul", b"{\\rtf1 x}",
    ],
)  # fmt: skip
def test_a_text_is_no_page_and_no_program(content: bytes) -> None:
    assert "etwas anderes" in refused("a.txt", "text/plain", content)


def test_the_limit_holds_to_the_byte() -> None:
    start = SAMPLES["pdf"]
    whole = start + bytes(MAX_BYTES - len(start))
    assert checked_type("a.pdf", "", whole) == "application/pdf"
    assert "zu groß. Erlaubt sind 20 MB" in refused("a.pdf", "", whole + b"x")
    assert "ist leer" in refused("a.pdf", "", b"")


def test_office_files_with_macros_are_refused() -> None:
    macro = archive(
        {"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"}
    )
    assert "enthält Makros" in refused("a.docx", DOCX, macro)
    basic = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/a.xml": b""})
    assert "enthält Makros" in refused("a.odt", "", basic)


def test_a_small_file_that_unpacks_to_much_is_refused() -> None:
    bomb = office("word/document.xml", **{"word/media/a.bin": bytes(3_000_000)})
    assert len(bomb) < 10_000
    assert "ungewöhnlich gepackt" in refused("a.docx", DOCX, bomb)


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "word/..\\a.xml", "\\a.xml"])
def test_members_do_not_lead_out_of_the_folder(name: str) -> None:
    assert "ungewöhnlich gepackt" in refused(
        "a.docx", DOCX, office("word/document.xml", **{name: b"x"})
    )


def test_too_many_members_are_refused() -> None:
    many = {f"word/{n}.xml": b"" for n in range(archives.MAX_MEMBERS + 1)}
    assert "ungewöhnlich gepackt" in refused("a.docx", DOCX, office("word/document.xml", **many))


def test_a_directory_that_claims_shared_bytes_is_refused() -> None:
    """Overlapping members: together they claim more packed bytes than the file has."""
    content = bytearray(archive({f"{n}.xml": bytes(50) for n in range(4)}, packed=False))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<LL", content, at + 20, 4_000, 4_000)
        at = content.find(b"PK\x01\x02", at + 4)
    assert "ungewöhnlich gepackt" in refused("a.docx", DOCX, bytes(content))


def test_an_encrypted_or_broken_archive_is_refused() -> None:
    content = bytearray(SAMPLES["docx"])
    content[content.find(b"PK\x01\x02") + 8] |= 1
    assert "verschlüsselt" in refused("a.docx", DOCX, bytes(content))
    assert "beschädigt" in refused("a.docx", DOCX, SAMPLES["docx"][:40])


@given(st.binary(max_size=400), st.sampled_from(sorted(KINDS)))
def test_whatever_the_bytes_are_the_answer_is_a_type_or_a_sentence(
    content: bytes, ending: str
) -> None:
    for sent in (content, b"PK\x03\x04" + content, SAMPLES["odt"][:60] + content):
        assert judged(f"a.{ending}", sent) in {TYPES[ending], "refused"}


def judged(name: str, content: bytes) -> str:
    try:
        return checked_type(name, "", content)
    except RuleViolation:
        return "refused"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("C:\\Users\\x\\Plan.pdf", "Plan.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("Übersicht\r\n\x07\x1b.pdf", "Übersicht.pdf"),
        ("  .Größe .csv ", "Größe .csv"),
        ("a" * 300 + ".pdf", "a" * (NAME_LENGTH - 4) + ".pdf"),
        ("ohne Punkt", "ohne Punkt"),
        ("Rechnung\u202efdp.exe", "Rechnungfdp.exe"),
        ("\u2066a\u2069\u200fb.pdf", "ab.pdf"),
        ("ü" * 300 + ".pdf", "ü" * 125 + ".pdf"),
        ("x." + "😀" * 100, "x." + "😀" * 31),
    ],
)
def test_names_lose_folders_and_signs_nobody_sees(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned
    assert len(clean_name(name)) <= NAME_LENGTH
    assert len(clean_name(name).encode()) <= NAME_BYTES


def test_a_member_named_mimetype_must_come_first() -> None:
    late = BytesIO()
    with zipfile.ZipFile(late, "w") as opened:
        opened.writestr("content.xml", b"<office/>")
        opened.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
    assert "etwas anderes" in refused("a.odt", "", late.getvalue())


def test_a_directory_that_fills_the_file_is_refused_before_it_is_read() -> None:
    """Forty thousand names of nothing: zipfile would take a hundred megabytes for them."""
    content = bytearray(SAMPLES["docx"])
    at = content.rfind(b"PK\x05\x06")
    struct.pack_into("<L", content, at + 12, archives.MAX_DIRECTORY + 1)
    assert "ungewöhnlich gepackt" in refused("a.docx", DOCX, bytes(content))
    large = bytes(SAMPLES["docx"][:at]) + b"PK\x06\x07" + bytes(16) + bytes(SAMPLES["docx"][at:])
    assert "ungewöhnlich gepackt" in refused("a.docx", DOCX, large)
