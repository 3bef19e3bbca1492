"""The list as CSV and XLSX: all rows of the filter, read back as an office program would."""

import csv
import io
from datetime import date
from uuid import UUID

import httpx
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.core import clock
from app.vorlagen.tables import Vorlage
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.vorlagen.make import make_vorlage

FORMULAS = ("=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")


def csv_rows(answer: httpx.Response) -> list[list[str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet(answer: httpx.Response) -> Worksheet:
    found = load_workbook(io.BytesIO(answer.content)).active
    assert isinstance(found, Worksheet)
    return found


async def export(browser: Browser, ending: str, query: str = "") -> httpx.Response:
    answer = await browser.get(f"/vorlagen/liste.{ending}{query}")
    assert answer.status_code == 200
    return answer


async def test_csv_holds_every_column_in_german(cast: Cast, visit: Visit) -> None:
    vorlage = await make_vorlage(
        cast.body, title='Größe; "mit" Äpfeln', committee=cast.committee.id, status="deliberated"
    )
    head, row = csv_rows(await export(await visit("carla"), "csv"))
    assert head[:6] == ["Nummer", "Betreff", "Art", "Stand", "Wer sie sieht", "Datum"]
    assert dict(zip(head, row, strict=True)) == {
        "Nummer": "2024/012", "Betreff": 'Größe; "mit" Äpfeln', "Art": "Beschlussvorlage",
        "Stand": "beraten", "Wer sie sieht": "öffentlich", "Datum": "15.01.2024",
        "Federführung": "Jugendhilfeplanung", "Gremium": "Jugendhilfeausschuss",
        "Körperschaft": "Landkreis Musterland",
        "Adresse": f"https://spurwerk.example.org/vorlagen/{vorlage.id}",
    }  # fmt: skip


async def test_no_cell_of_a_csv_begins_as_a_formula(cast: Cast, visit: Visit) -> None:
    for at, title in enumerate(FORMULAS):
        await make_vorlage(cast.body, reference=f"={at}", title=title, lead_unit=title)
    rows = csv_rows(await export(await visit("carla"), "csv"))[1:]
    assert sorted(row[1] for row in rows) == sorted(f"'{title}" for title in FORMULAS)
    assert {row[0][:2] for row in rows} == {"'="}
    assert all(row[6].startswith("'") for row in rows)


async def test_xlsx_has_text_as_text_and_days_as_days(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, title='=HYPERLINK("https://example.org";"Öffnen")')
    await make_vorlage(
        cast.body, reference=None, title="https://example.org/Ä", dated_on=None, lead_unit="007"
    )
    found = sheet(await export(await visit("carla"), "xlsx"))
    first, second = found[2], found[3]
    assert [cell.value for cell in found[1]][:3] == ["Nummer", "Betreff", "Art"]
    assert first[1].value == '=HYPERLINK("https://example.org";"Öffnen")'
    assert first[1].data_type == "s", "a text, not a formula"
    assert first[1].hyperlink is None
    assert str(first[5].value) == "2024-01-15 00:00:00"
    assert first[5].number_format == "dd.mm.yyyy"
    assert [second[at].value for at in (0, 1, 5, 6)] == [None, "https://example.org/Ä", None, "007"]
    assert second[1].hyperlink is None


async def test_xlsx_keeps_its_head_in_view_and_filters(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body)
    found = sheet(await export(await visit("carla"), "xlsx"))
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == "A1:J2"
    assert found.title == f"Vorlagen {clock.today():%Y-%m-%d}"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_export_has_all_rows_of_the_filter_and_no_other(
    cast: Cast, visit: Visit, ending: str
) -> None:
    await Vorlage.insert(
        *(
            Vorlage(
                id=UUID(int=n + 1), body=cast.body.id, title=f"Nr. {n}", paper="{}", reading="{}",
                dated_on=date(2024, 1 + n % 12, 1), source_text="", source_sha256="",
            )
            for n in range(1203)
        )
    )  # fmt: skip
    await make_vorlage(cast.body, title="Geheim", visibility="confidential")
    await make_vorlage(cast.other_body, title="Woanders")
    carla = await visit("carla")
    answer = await export(carla, ending)
    rows = csv_rows(answer) if ending == "csv" else list(sheet(answer).iter_rows(values_only=True))
    assert sorted(str(row[1]) for row in rows[1:]) == sorted(f"Nr. {n}" for n in range(1203))
    assert csv_rows(await export(carla, "csv", "?suche=17&jahr=2024"))[1:]
    assert len(csv_rows(await export(carla, "csv", "?suche=gibtesnicht"))) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
async def test_export_leaves_as_a_file(cast: Cast, visit: Visit, ending: str) -> None:
    answer = await export(await visit("carla"), ending)
    name = f"Vorlagen%20{clock.today():%Y-%m-%d}.{ending}"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    kind = "text/csv; charset=utf-8" if ending == "csv" else "spreadsheetml"
    assert kind in answer.headers["content-type"]


async def test_list_links_to_its_export_with_the_filter(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body)
    page = (await (await visit("carla")).get("/vorlagen?suche=familienzentren&jahr=2024")).text
    for ending in ("csv", "xlsx"):
        assert f'href="/vorlagen/liste.{ending}?suche=familienzentren&amp;jahr=2024"' in page
