"""The report as PDF, Word and plain text: the usual order, readable by everybody, nothing too much."""

import io
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pypdf
import pytest
from docx import Document

from app.core.words import Visibility
from app.minutes.tables import MinutesStatus
from app.reports.papers.pdf import pdf_of
from app.reports.papers.plain import plain_text
from app.reports.papers.word import word_of
from app.reports.queries.reports import record_to_read
from app.reports.rules.facts import Grid, Part
from app.reports.rules.record import Record, SectionPart
from app.reports.tables import SectionKind
from app.tasks.tables import TaskStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate, make_step
from tests.meetings.make import make_item
from tests.minutes.make import make_decision, make_held, make_minutes, make_text
from tests.paper_check import structure, text_of
from tests.reports.make import begin, release
from tests.tasks.make import make_task
from tests.vorlagen.make import make_vorlage, points_of

MOVED = Part("1 Auftrag", (Grid(
    "Aufträge und ihr Stand", ("Auftrag", "Stand am 19.11.2026", "Im Zeitraum"),
    (("Räume & Wege <b>", "Lösungsvorschlag", "05.11.2026: offen → Lösungsvorschlag. Zwei Modelle.\nx"),),
),))  # fmt: skip
TASKS = Part("1", (Grid(
    "Aufgaben der Gruppen", ("Gruppe", "erledigt", "offen", "davon überfällig"),
    (("Steuerungsgruppe", "3", "2", "1"),),
),))  # fmt: skip
MONEY = Part("1", (Grid("Finanzen", ("Angabe", "laut Vorlage"), (("Kosten", "25.000 Euro"),)),))


def make_record() -> Record:
    return Record(
        number=2, edition=1, about="2024/012 Familienzentren", body_name="Landkreis Musterland",
        unit="Jugendhilfeplanung", committee="Jugendhilfeausschuss", session_on=date(2026, 12, 18),
        since=date(2026, 6, 20), until=date(2026, 11, 19), visibility=Visibility.PUBLIC,
        drawn_at=datetime(2026, 11, 19, 9, 30, tzinfo=UTC),
        figures=(("Aufträge finalisiert", "3 von 11"),),
        sections=(
            SectionPart(kind=SectionKind.RESOLUTION, text="Der Bericht wird zur Kenntnis genommen."),
            SectionPart(
                kind=SectionKind.SUMMARY, text="Drei Räume\n\n- Nord", rich="<p><strong>Drei</strong> Räume</p><ul><li>Nord</li></ul>"
            ),
            SectionPart(kind=SectionKind.MANDATES, text="", part=MOVED),
            SectionPart(kind=SectionKind.TASKS, text="", part=TASKS),
            SectionPart(kind=SectionKind.MEETINGS, text=""),
            SectionPart(kind=SectionKind.FINANCE, text="", part=MONEY),
        ),
        released_on=date(2026, 11, 20),
    )  # fmt: skip


def of_word(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([p.text for p in paper.paragraphs] + cells).split())


async def pdf_text(record: Record) -> str:
    return text_of(pypdf.PdfReader(io.BytesIO(await pdf_of(record))))


async def word_text(record: Record) -> str:
    return of_word(await word_of(record))


async def plain(record: Record) -> str:
    return " ".join(plain_text(record).split())


PAPERS = pytest.mark.parametrize("read", [pdf_text, word_text, plain], ids=["pdf", "docx", "txt"])
Reader = Callable[[Record], Awaitable[str]]


def test_a_record_reads_back_as_it_was() -> None:
    record = make_record()
    assert Record.of(record.content()) == record
    later = replace(record, released_on=None, drawn_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert record.fingerprint == later.fingerprint
    assert record.fingerprint != replace(record, number=3).fingerprint


@PAPERS
async def test_each_paper_says_the_same(read: Reader) -> None:
    text = await read(make_record())
    for words in (
        "Landkreis Musterland", "2. Sachstandsbericht", "2024/012 Familienzentren",
        "Freitag, 18. Dezember 2026", "20.06.2026 bis 19.11.2026", "Jugendhilfeplanung",
        "Der Bericht wird zur Kenntnis genommen.", "Drei Räume", "Nord", "3 von 11",
        "Räume & Wege <b>", "Zwei Modelle.", "25.000 Euro", "Hierzu ist nichts festgehalten.",
        "Steuerungsgruppe", "19.11.2026", make_record().fingerprint,
    ):  # fmt: skip
        assert words in text, words
    assert "Entwurf" not in text
    for left in ("{{", "{%", "Undefined"):
        assert left not in text, left


@PAPERS
async def test_headings_stand_in_the_order_of_an_informationsvorlage(read: Reader) -> None:
    text = (await read(make_record())).casefold()
    places = [
        text.index(heading.casefold(), 1)
        for heading in (
            "Beschlussvorschlag",
            "Sachlage",
            "1. Zusammenfassung",
            "2. Stand der",
            "3. Aufgaben",
        )
    ]
    assert places == sorted(places)


@PAPERS
async def test_a_draft_and_a_confidential_report_say_what_they_are(read: Reader) -> None:
    record = replace(make_record(), released_on=None, visibility=Visibility.CONFIDENTIAL)
    text = await read(record)
    assert "Nichtöffentlich" in text
    assert "Entwurf, noch nicht freigegeben" in text


async def test_the_pdf_is_tagged_with_headings_and_table_heads() -> None:
    reader = pypdf.PdfReader(io.BytesIO(await pdf_of(make_record())))
    kinds = [element["/S"] for element in structure(reader)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 3
    assert kinds.count("/H3") == 4
    assert kinds.count("/Table") == 3
    assert kinds.count("/TH") == 3 + 4 + 2
    assert "2. Sachstandsbericht" in str(reader.metadata and reader.metadata.title)


def test_no_line_of_the_text_is_longer_than_council_systems_take() -> None:
    lines = plain_text(make_record()).split("\r\n")
    assert max(map(len, lines)) <= 76


async def _confidential_everywhere(cast: Cast) -> UUID:
    """A word in everything that may not go out, and a mandate that was moved by it."""
    held = await make_held(cast.group)
    secret = await make_item(held, position=9, title="KANARIE", visibility=Visibility.CONFIDENTIAL)
    minutes = await make_minutes(held, status=MinutesStatus.SENT)
    await make_text(minutes, secret, "KANARIE")
    await make_decision(secret, text="KANARIE")
    for visibility in (Visibility.CONFIDENTIAL, Visibility.INTERNAL):
        await make_task(cast.group, title="KANARIE", visibility=visibility)
    await make_task(
        cast.group, title="KANARIE", agenda_item=secret.id, visibility=Visibility.PUBLIC
    )
    await make_task(
        cast.group, title="KANARIE", done_note="KANARIE", status=TaskStatus.DONE,
        done_at=minutes.sent_at,
    )  # fmt: skip
    mandate = await make_mandate(cast.group, title="Räume finden")
    await make_step(mandate, from_status="open", sentence="KANARIE", agenda_item=secret.id)
    hidden = await make_vorlage(cast.body, title="KANARIE", visibility=Visibility.CONFIDENTIAL)
    await make_mandate(cast.group, title="KANARIE", point=(await points_of(hidden))[0])
    return await begin(cast, groups=(cast.group,))


async def test_nothing_confidential_stands_on_a_page_or_in_a_paper(
    cast: Cast, visit: Visit
) -> None:
    report_id = await _confidential_everywhere(cast)
    anna = await visit("anna")
    for rest in ("", "/vorschau", "/freigabe", "/bericht.txt"):
        page = (await anna.get(f"/berichte/{report_id}{rest}")).text
        assert "Räume finden" in page, rest
        assert "KANARIE" not in page, rest
    await release(await cast.actor("anna"), report_id)
    jutta = await visit("jutta")
    assert "KANARIE" not in (await jutta.get(f"/berichte/{report_id}")).text
    _, record = await record_to_read(await cast.actor("jutta"), report_id)
    for read in (pdf_text, word_text, plain):
        text = await read(record)
        assert "Räume finden" in text
        assert "KANARIE" not in text


async def test_papers_are_downloads_with_a_speaking_name(cast: Cast, visit: Visit) -> None:
    report_id = await begin(cast, groups=(cast.group,))
    anna = await visit("anna")
    for ending in ("pdf", "docx", "txt"):
        answer = await anna.get(f"/berichte/{report_id}/bericht.{ending}")
        assert answer.status_code == 200
        name = answer.headers["content-disposition"]
        assert "Entwurf%201.%20Sachstandsbericht%20Jugendhilfeausschuss" in name
        assert name.endswith(f".{ending}")
