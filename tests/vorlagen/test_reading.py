"""Paste or upload a paper and see what was read; nothing is stored."""

import pytest

from app.vorlagen.forms.read import BOTH, EMPTY, TOO_LARGE, TOO_LONG, TOO_MANY, UNKNOWN
from app.vorlagen.tables import Vorlage
from tests.browser import Browser, Visit
from tests.cast import Cast, make_group
from tests.vorlagen.sample import TEXT
from tests.vorlagen.typed import typed

READ = "/vorlagen/einlesen"


async def body_of(browser: Browser) -> str:
    return typed((await browser.get(READ)).text)["body"]


async def test_pasted_text_becomes_a_preview_and_nothing_is_stored(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    answer = await anna.post(READ, {"text": TEXT, "body": await body_of(anna)})
    assert answer.status_code == 200
    shown = typed(answer.text)
    assert shown["reference"] == "2025/077"
    assert shown["title"] == "Familienzentren in drei Regionen"
    assert shown["steps-0-held_on"] == "2025-03-12"
    assert shown["steps-0-committee"] == str(cast.committee.id)
    assert shown["steps-1-committee"] == "", "the Kreistag is unknown and is not created by itself"
    assert shown["points-2-text"] == "Die Verwaltung berichtet fortlaufend."
    assert shown["reports_to"] == str(cast.committee.id)
    assert shown["source"] == TEXT
    assert "noch nicht gespeichert" in answer.text
    assert await Vorlage.count() == 0


async def test_lines_and_fields_lead_to_each_other(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    page = (await anna.post(READ, {"text": TEXT, "body": str(cast.body.id)})).text
    assert '<li id="z16" value="16">' in page
    assert 'href="#points-0-text"' in page
    assert 'id="points-0-text"' in page
    assert 'href="#z16"' in page
    assert page.count(">Punkt 1</a>") == 1
    assert page.count('href="#reports_to"') == 1
    assert 'href="#facts-1-text"' in page
    assert 'id="facts-1-text"' in page
    assert "<del>Ratsinformation</del>" in page
    assert "Bitte prüfen: ohne eigene Beschriftung. Im Text steht „Sitzung" in page
    assert "</span>erkannt</span>" in page
    assert "</span>bitte prüfen</span>" in page
    assert "„Kreistag“ gibt es in Spurwerk noch nicht." in page


async def test_similar_committee_is_proposed_and_marked(cast: Cast, visit: Visit) -> None:
    council = await make_group(cast.body, "Kreistag Musterland", kind="kreistag")
    anna = await visit("anna")
    text = TEXT.replace("Kreistag\n", "Kreistag Musterlan\n")
    page = (await anna.post(READ, {"text": text, "body": str(cast.body.id)})).text
    assert typed(page)["steps-1-committee"] == str(council.id)
    assert "vorgeschlagen ist „Kreistag Musterland“" in page


async def test_uploaded_file_is_judged_by_its_content(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    files = {"file": ("vorlage.docx", TEXT.encode("cp1252"), "application/octet-stream")}
    answer = await anna.post(READ, {"body": str(cast.body.id)}, files=files)
    assert answer.status_code == 200
    assert "Jugendhilfeplanung" in answer.text
    assert "öffentlich" in typed(answer.text)["source"]
    assert "vorlage.docx" in answer.text


async def test_html_is_read_and_never_rendered(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    rows = "".join(f"<div>{line}</div>\n" for line in TEXT.splitlines())
    html = f"<html><body><script>alert(1)</script>\n{rows}<p>x</p></body></html>"
    page = (await anna.post(READ, {"text": html, "body": str(cast.body.id)})).text
    assert typed(page)["reference"] == "2025/077"
    assert "<script>alert" not in page


@pytest.mark.parametrize("content", [b"%PDF-1.7 \x00\x01", b"PK\x03\x04\x00\x00\x00", b"\x00" * 99])
async def test_binary_file_is_refused_at_its_field(
    cast: Cast, visit: Visit, content: bytes
) -> None:
    anna = await visit("anna")
    files = {"file": ("vorlage.txt", content, "text/plain")}
    answer = await anna.post(READ, {"body": str(cast.body.id), "text": " "}, files=files)
    assert answer.status_code == 422
    assert 'id="file-fehler"' in answer.text


async def test_text_stays_when_the_file_is_refused(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    files = {"file": ("bild.txt", b"\x89PNG\x00", "text/plain")}
    answer = await anna.post(READ, {"body": str(cast.body.id), "text": TEXT}, files=files)
    assert answer.status_code == 422
    assert BOTH in answer.text
    assert typed(answer.text)["text"].split() == TEXT.split()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", EMPTY),
        (" \n\t\u00a0\n", EMPTY),
        ("Hallo Welt, das ist nur ein Brief.", UNKNOWN),
        ("|" * 100_000, UNKNOWN),
        ("x" * (2 * 1024 * 1024 + 1), TOO_LARGE),
        ("Straße " * 1_400_000, TOO_LARGE),
        ("Betreff: Test\n\x00", "keinen lesbaren Text"),
        (TEXT.replace("1. Eine", "- Punkt\n" * 301 + "- Eine"), TOO_MANY),
        (TEXT + "\nx" * 20_000, TOO_LONG),
        ("<html><body><table>" + "<tr><td>x</td></tr>" * 20_001, TOO_LONG),
    ],
    ids=[
        "empty",
        "blanks",
        "letter",
        "pipes",
        "2 MB",
        "10 MB",
        "NUL",
        "many points",
        "many lines",
        "many rows",
    ],
)
async def test_what_is_no_paper_comes_back_with_a_sentence(
    cast: Cast, visit: Visit, text: str, sentence: str
) -> None:
    anna = await visit("anna")
    nothing_chosen = {"file": ("", b"", "application/octet-stream")}
    sent = {"body": str(cast.body.id), "text": text}
    answer = await anna.post(READ, sent, files=nothing_chosen)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'id="text-fehler"' in answer.text
    assert typed(answer.text)["text"].split() == text.split()


async def test_another_body_cannot_be_chosen(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    answer = await anna.post(READ, {"text": TEXT, "body": str(cast.other_body.id)})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["bernd", "carla", "dirk", "jutta"])
async def test_only_the_office_reads_papers_in(visit: Visit, name: str) -> None:
    browser = await visit(name)
    assert (await browser.get(READ)).status_code == 403
    assert (await browser.post(READ, {"text": TEXT})).status_code == 403
    assert (await browser.post(f"{READ}/uebernahme", {"source": TEXT})).status_code == 403
