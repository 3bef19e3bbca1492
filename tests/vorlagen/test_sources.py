"""A paper comes as PDF, as Word file or from an address, and ends as a Vorlage."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.papers import paper_at
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.vorlagen.forms.read import BOTH
from app.vorlagen.tables import Consultation, Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.documents.make import FRAME, PAPER, add_table, pdf, saved, word
from tests.outgoing.servers import answer, serving
from tests.vorlagen.make import points_of
from tests.vorlagen.sample import TEXT
from tests.vorlagen.test_command import spurwerk
from tests.vorlagen.typed import typed

READ, STORE = "/vorlagen/einlesen", "/vorlagen/einlesen/uebernahme"
PDF = pdf(PAPER, FRAME)


def word_paper() -> bytes:
    made = word()
    made.add_paragraph("Beschlussvorlage")
    add_table(made, [["Vorlagennummer:", "2034/019"], ["Federführend:", "Jugendamt Auental"]])
    made.add_paragraph("Betreff: Neue Arbeitsgruppen")
    route = [["Gremium", "Termin"], ["Jugendhilfeausschuss", "21.03.2034"]]
    add_table(made, route)
    made.add_paragraph("Beschlussvorschlag:")
    made.add_paragraph("Die Arbeitsgruppe wird gebildet.", style="List Number")
    return saved(made)


@pytest.fixture
def intranet(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """To name servers of the own network; what was set before comes back."""
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def allow(monkeypatch: pytest.MonkeyPatch, origin: str) -> None:
    monkeypatch.setenv("SPURWERK_OUTGOING_INTRANET", origin)
    settings.cache_clear()


async def test_an_uploaded_pdf_becomes_a_vorlage(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    files = {"file": ("Vorlage 2034-018.pdf", PDF, "application/pdf")}
    shown = await anna.post(READ, {"body": str(cast.body.id)}, files=files)
    assert shown.status_code == 200
    form = typed(shown.text)
    assert (form["reference"], form["dated_on"]) == ("2034/018", "2034-03-07")
    assert form["steps-1-held_on"] == "2034-03-28"
    assert (await anna.post(STORE, form)).status_code == 303
    vorlage = await Vorlage.objects().first()
    assert vorlage is not None
    assert (vorlage.reference, vorlage.lead_unit) == ("2034/018", "Jugendamt Auental")
    assert json.loads(vorlage.paper)["source"]["file"] == "Vorlage 2034-018.pdf"
    assert len(await points_of(vorlage)) == 2
    names = await Consultation.select(Consultation.committee_name).order_by(Consultation.position)
    assert [row["committee_name"] for row in names] == [
        "Jugendhilfeausschuss",
        "Ausschuss für Finanzen, Wirtschaft und Beteiligungen",
        "Kreistag",
    ]


async def test_an_uploaded_word_file_becomes_a_preview(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    files = {"file": ("vorlage.txt", word_paper(), "text/plain")}
    form = typed((await anna.post(READ, {"body": str(cast.body.id)}, files=files)).text)
    assert (form["reference"], form["title"]) == ("2034/019", "Neue Arbeitsgruppen")
    assert form["steps-0-held_on"] == "2034-03-21"
    assert form["points-0-text"] == "Die Arbeitsgruppe wird gebildet."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (PDF[:900], "beschädigt"),
        (pdf(""), "keinen Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "alte Word-Datei"),
        (b"x" * 10_000_001, "größer als 10 MB"),
        (pdf("Ein Brief ohne alles."), "keine Vorlage zu erkennen"),
    ],
)
async def test_a_bad_file_is_refused_at_its_field(
    cast: Cast, visit: Visit, content: bytes, sentence: str
) -> None:
    anna = await visit("anna")
    files = {"file": ("vorlage.pdf", content, "application/pdf")}
    shown = await anna.post(READ, {"body": str(cast.body.id)}, files=files)
    assert shown.status_code == 422
    assert 'id="file-fehler"' in shown.text
    assert sentence in shown.text


@pytest.mark.parametrize(
    ("content", "kind"),
    [(TEXT.encode(), "text/plain"), (PDF, "application/pdf"), (word_paper(), "application/zip")],
    ids=["text", "pdf", "word"],
)
async def test_an_address_becomes_a_preview(
    cast: Cast, visit: Visit, intranet: pytest.MonkeyPatch, content: bytes, kind: str
) -> None:
    anna = await visit("anna")
    async with serving(lambda _: [answer(content, f"Content-Type: {kind}")]) as server:
        address = server.url("/vorlage?nr=18", host="127.0.0.1")
        allow(intranet, server.url("", host="127.0.0.1"))
        shown = await anna.post(READ, {"body": str(cast.body.id), "address": f" {address} "})
    assert shown.status_code == 200
    assert typed(shown.text)["reference"] in {"2025/077", "2034/018", "2034/019"}
    assert typed(shown.text)["file"] == address


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://ris.example.org/vorlage", "muss mit https:// beginnen"),
        ("https://127.0.0.1/vorlage", "nicht im öffentlichen Internet"),
        ("https://[::ffff:127.0.0.1]/", "nicht im öffentlichen Internet"),
        ("file:///etc/passwd", "keine vollständige Adresse"),
        ("vorlage", "keine vollständige Adresse"),
    ],
)
async def test_an_address_that_is_not_fetched_comes_back_with_its_reason(
    cast: Cast, visit: Visit, address: str, sentence: str
) -> None:
    anna = await visit("anna")
    shown = await anna.post(READ, {"body": str(cast.body.id), "address": address})
    assert shown.status_code == 422
    assert 'id="address-fehler"' in shown.text
    assert sentence in shown.text
    assert typed(shown.text)["address"] == address


async def test_two_sources_at_once_are_refused_and_both_stay(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    given = {"text": TEXT, "address": "https://ris.example.org/", "body": str(cast.body.id)}
    shown = await anna.post(READ, given)
    assert shown.status_code == 422
    assert BOTH in shown.text
    assert 'id="address-fehler"' in shown.text
    assert typed(shown.text)["text"].split() == TEXT.split()
    assert typed(shown.text)["address"] == "https://ris.example.org/"


def test_the_command_reads_a_pdf_and_a_word_file(tmp_path: Path) -> None:
    for name, content, reference in (
        ("a.pdf", PDF, "2034/018"),
        ("b.docx", word_paper(), "2034/019"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        said = spurwerk("vorlage", "parse", str(file))
        assert json.loads(said.stdout)["reference"] == reference


def test_the_command_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    said = spurwerk("vorlage", "parse", "-", given=PDF[:900])
    assert (said.returncode, said.stdout) == (2, b"")
    assert "beschädigt" in said.stderr.decode()


async def test_the_import_command_takes_files_and_addresses(
    tmp_path: Path, intranet: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "vorlage.pdf"
    file.write_bytes(PDF)
    name, text = await paper_at(str(file))
    assert (name, "2034/018" in str(text)) == ("vorlage.pdf", True)
    async with serving(lambda _: [answer(TEXT.encode())]) as server:
        address = server.url("/v", host="127.0.0.1")
        allow(intranet, server.url("", host="127.0.0.1"))
        assert await paper_at(address) == (address, TEXT.encode())
    with pytest.raises(RuleViolation, match="lässt sich nicht öffnen"):
        await paper_at(str(tmp_path / "fehlt.pdf"))
