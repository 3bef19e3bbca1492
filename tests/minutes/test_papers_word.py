"""The minutes for Word: a template that people may change, filled with what nobody can break."""

import io
import zipfile
from typing import Any

from docx import Document

from app.minutes.papers.content import Edition
from app.minutes.papers.excerpt import public_part
from app.minutes.papers.word import TEMPLATE, word_of
from app.minutes.record import Record
from app.web.richtext import plain_of
from tests.minutes.records import item, make_record, task
from tests.minutes.test_papers import RICH

EVIL = "<w:p>& {{ body }} {% for x in y %} ]]> \x07 \x0b ende"


async def opened(record: Record, edition: Edition | None = None) -> Any:
    return Document(io.BytesIO(await word_of(record, edition or Edition())))


def text_of(paper: Any) -> str:
    return " ".join(" ".join(p.text for p in paper.paragraphs).split())


async def test_word_file_says_what_the_pdf_says() -> None:
    paper = await opened(make_record())
    text = text_of(paper)
    for expected in (
        "Landkreis Musterland Niederschrift Steuerungsgruppe Familienzentren", "Sitzung: 5. Sitzung",
        "Beginn: 14:03 Uhr Ende: 16:10 Uhr", "Öffentliche Träger (1) Bernd Brandt",
        "Entschuldigt (1) Eva Ebert", "TOP 2: Räume im Norden", "Nichtöffentlich",
        "Beschluss der Gruppe Die Gruppe empfiehlt Modell B. Ergebnis: empfohlen (4 Ja,",
        "Hierzu wurde nichts festgehalten.", "Genehmigt am 26.03.2026 durch Bernd Brandt.",
        "Leitung: Bernd Brandt", "Protokollführung: Paul Petersen", "Prüfsumme",
    ):  # fmt: skip
        assert expected in text, expected
    for left in ("{{", "{%", "Undefined"):
        assert left not in text, left
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows == [
        ["Was", "Wer", "Bis", "Stand"],
        ["Bedarf erheben", "Carla Cordes", "30.04.2026", "offen"],
        ["Angebot einholen", "Carla Cordes", "ohne Termin", "offen"],
    ]


async def test_headings_lists_and_looks_are_those_of_word() -> None:
    paper = await opened(make_record(item(1, "Ausblick", plain_of(RICH), rich=RICH), attendees=()))
    styles = {p.text: p.style.name for p in paper.paragraphs}
    assert styles["Niederschrift"] == "Heading 1"
    assert styles["TOP 1: Ausblick"] in {"Heading 2", "Normal"}
    assert styles["Zahlen"] == "Heading 3"
    assert (styles["erst"], styles["dann"]) == ("List Bullet", "List Bullet 2")
    assert (styles["1.\teins"], styles["2.\tzwei"]) == ("Nummer 1", "Nummer 1")
    assert styles["So steht es."] == "Quote"
    line = next(p for p in paper.paragraphs if p.text.startswith("Es gibt"))
    assert [run.text for run in line.runs if run.bold] == ["drei"]
    assert [run.text for run in line.runs if run.italic] == ["Modelle"]
    assert [link.address for link in line.hyperlinks] == ["https://example.org/m"]


async def test_numbers_begin_anew_in_each_list() -> None:
    twice = "<ol><li>a</li><li>b</li></ol><p>dann</p><ol><li>c</li></ol>"
    paper = await opened(make_record(item(1, "Punkt", plain_of(twice), rich=twice)))
    numbered = [p.text for p in paper.paragraphs if p.style.name == "Nummer 1"]
    assert numbered == ["1.\ta", "2.\tb", "1.\tc"]


async def test_what_people_wrote_is_neither_template_nor_markup() -> None:
    record = make_record(item(1, f"Punkt {EVIL}", EVIL, tasks=(task(EVIL),)))
    paper = await opened(record)
    shown = EVIL.replace("\x07", "").replace("\x0b", "")
    # In the list, the heading and the text.
    assert " ".join(text_of(paper).split()).count(" ".join(shown.split())) == 3
    assert " ".join(paper.tables[0].rows[1].cells[0].text.split()) == " ".join(shown.split())


async def test_public_excerpt_names_nobody_in_its_table() -> None:
    paper = await opened(public_part(make_record()), Edition(public=True))
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == ["Was", "Bis", "Stand"]


async def test_properties_name_the_office_and_no_person() -> None:
    known = (await opened(make_record())).core_properties
    assert known.title.startswith("Niederschrift: Steuerungsgruppe Familienzentren")
    assert (known.author, known.last_modified_by, known.language) == (
        "Landkreis Musterland", "", "de-DE",
    )  # fmt: skip


def test_template_is_ours_and_runs_nothing() -> None:
    with zipfile.ZipFile(TEMPLATE) as archive:
        names = archive.namelist()
        assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
        core = archive.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    known = Document(str(TEMPLATE)).core_properties
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    table = Document(str(TEMPLATE)).tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml


async def test_tables_keep_their_columns_and_no_row_is_torn_apart() -> None:
    table = (await opened(make_record())).tables[0]
    widths = [column.width.cm for column in table.columns]
    assert widths[0] > widths[1] > widths[2] > 3  # a day fits into one line
    assert sum(widths) < 16.6
    assert [len(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows] == [1, 1, 1]


async def test_each_page_says_for_whom_it_is() -> None:
    footer = (await opened(make_record())).sections[0].footer.paragraphs[0].text
    assert footer.splitlines()[-1] == "Nur für Mitglieder der Gruppe"
    excerpt = await opened(public_part(make_record()), Edition(public=True))
    assert excerpt.sections[0].footer.paragraphs[0].text.endswith("Öffentlicher Auszug ohne Namen")
