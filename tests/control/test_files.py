"""What the filter shows, as CSV, XLSX and PDF."""

from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.browser import Visit
from tests.cast import Cast
from tests.control.test_list import world_of_papers
from tests.mandates.make import make_mandate
from tests.vorlagen.make import make_vorlage, points_of


async def test_the_csv_file_has_every_point_of_the_filter_and_no_formula(
    cast: Cast, visit: Visit
) -> None:
    await world_of_papers(cast)
    evil = await make_vorlage(cast.body, reference="=1+1", points=("@SUMME(A1) wird geklärt.",))
    await make_mandate(cast.group, point=(await points_of(evil))[0])
    anna = await visit("anna")
    file = (await anna.get("/beschlusskontrolle/liste.csv?stand=alle")).content.decode("utf-8-sig")
    lines = file.splitlines()
    assert lines[0].startswith("Vorlage;Titel;Ergebnis der Beratung;Punkt;Wortlaut;Ampel;Stand")
    assert len(lines) == 1 + 6
    assert any(line.startswith("'=1+1;") for line in lines)
    assert "'@SUMME(A1)" in file
    assert "überfällig, seit gestern;Lösungsvorschlag;1 Lösungsvorschlag" in file
    late = (await anna.get("/beschlusskontrolle/liste.csv?stand=ueberfaellig")).text
    assert len(late.splitlines()) == 2


async def test_the_excel_file_holds_dates_as_dates_and_text_as_text(
    cast: Cast, visit: Visit
) -> None:
    await world_of_papers(cast)
    anna = await visit("anna")
    answer = await anna.get("/beschlusskontrolle/liste.xlsx?stand=ueberfaellig")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert row["Vorlage"] == "2024/012"
    assert isinstance(row["Frist"], datetime)
    assert isinstance(row["Sitzung am"], datetime)
    assert row["Frist"] < row["Sitzung am"]
    assert row["Aufgaben offen"] == 0


async def test_the_pdf_file_is_accessible_and_says_what_was_chosen(
    cast: Cast, visit: Visit
) -> None:
    await world_of_papers(cast)
    answer = await (await visit("anna")).get(
        f"/beschlusskontrolle/liste.pdf?stand=alle&gremium={cast.committee.id}"
    )
    assert answer.headers["content-type"] == "application/pdf"
    pdf = PdfReader(BytesIO(answer.content))
    assert "/StructTreeRoot" in pdf.root_object
    assert b"pdfuaid" in answer.content
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for words in ("Beschlusskontrolle", "Jugendhilfeausschuss", "überfällig", "7. Sitzung am"):
        assert words in text


async def test_other_readers_files_hold_only_what_their_page_shows(
    cast: Cast, visit: Visit
) -> None:
    await world_of_papers(cast)
    jutta = (await (await visit("jutta")).get("/beschlusskontrolle/liste.csv?stand=alle")).text
    assert "Streng vertraulich" not in jutta
    assert "Auftrag angelegt" not in jutta
    assert "Auftrag: Lösungsvorschlag" in jutta
    frieda = (await (await visit("frieda")).get("/beschlusskontrolle/liste.csv?stand=alle")).text
    assert "2024/012" not in frieda


async def test_a_day_that_cannot_be_shown_has_no_file(cast: Cast, visit: Visit) -> None:
    await world_of_papers(cast)
    anna = await visit("anna")
    for day in ("2090-01-01", "morgen"):
        assert (await anna.get(f"/beschlusskontrolle/liste.csv?am={day}")).status_code == 404
