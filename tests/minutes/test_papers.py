"""The Niederschrift as a paper: its head, what stands in it, and that everybody can read it."""

import io
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from app.groups.tables import Standing
from app.invitations.tables import Attendance
from app.minutes.niederschrift import pdf_of
from app.minutes.papers.blocks import nested
from app.minutes.papers.content import Edition, content_of
from app.minutes.record import Record
from app.web.richtext import blocks_of, plain_of
from tests.minutes.records import PEOPLE, attendee, item, make_record
from tests.paper_check import structure, text_of

RICH = (
    "<h3>Zahlen</h3><p>Es gibt <strong>drei</strong> <em>Modelle</em> und "
    '<a href="https://example.org/m">mehr</a>.</p><ul><li>erst<ul><li>dann</li></ul></li>'
    "<li>zuletzt</li></ul><ol><li>eins</li><li>zwei</li></ol><blockquote>So steht es.</blockquote>"
)


async def reader_of(record: Record, edition: Edition | None = None) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(await pdf_of(record, edition or Edition())))


async def test_head_says_who_met_when_and_where() -> None:
    text = text_of(await reader_of(make_record()))
    for expected in (
        "Landkreis Musterland Niederschrift Steuerungsgruppe Familienzentren",
        "Sitzung 5. Sitzung", "Datum Donnerstag, 5. März 2026", "Beginn 14:03 Uhr",
        "Ende 16:10 Uhr", "Ort Kreishaus, Raum 204", "Leitung Bernd Brandt",
        "Protokoll Paul Petersen", "Stimmen 4 von 6 vertreten",
        "Anwesend (6) Öffentliche Träger (1) • Bernd Brandt (Landkreis Musterland, Leitung)",
        "Freie Träger (1) • Carla Cordes (Jugendwerk Nord e. V., vertreten durch Nele Nissen)",
        "Politik (1) • Jutta Jansen (Kreistag, bis 16:00 Uhr)", "Weitere Mitglieder (1) • Ole Otto",
        "Beratend (1) • Rita Roth (Institut Süd, beratend)", "Gäste (1) • Gustav Gerdes",
        "Entschuldigt (1) • Eva Ebert", "Unentschuldigt (1) • Udo Ulm",
        "Tagesordnung TOP 1: Begrüßung TOP 2: Räume im Norden",
        "Ergebnis: empfohlen (4 Ja, 0 Nein, 1 Enthaltung)",
        "Was Wer Bis Stand Bedarf erheben Carla Cordes 30.04.2026 offen",
        "Genehmigt am 26.03.2026 durch Bernd Brandt.", "Leitung: Bernd Brandt",
        "Protokollführung: Paul Petersen",
    ):  # fmt: skip
        assert expected in text, expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"began_at": None, "ended_at": None}, [["Zeit", "14:00–16:00 Uhr (laut Einladung)"]]),
        ({"ended_at": None}, [["Beginn", "14:03 Uhr"], ["Ende", "nicht angegeben"]]),
        (
            {"ended_at": datetime(2026, 3, 5, 23, 30, tzinfo=UTC)},
            [["Beginn", "14:03 Uhr"], ["Ende", "06.03.2026, 00:30 Uhr"]],
        ),
    ],
)
def test_times_are_those_that_somebody_noted(
    times: dict[str, Any], expected: list[list[str]]
) -> None:
    facts = content_of(make_record(**times), Edition())["facts"]
    assert [fact for fact in facts if fact[0] in {"Zeit", "Beginn", "Ende"}] == expected


def test_everybody_present_sits_on_one_bench() -> None:
    deputy = attendee("Nora Nau", "Haus Süd", standing=Standing.DEPUTY)
    record = make_record(attendees=(*PEOPLE, deputy))
    present = content_of(record, Edition())["attendance"][0]
    seated = [name for bench in present["benches"] for name in bench["people"]]
    assert len(seated) == len(record.who_was(Attendance.PRESENT)) == 7
    assert "Nora Nau (Haus Süd, Vertretung)" in present["benches"][1]["people"]


async def test_draft_says_that_it_is_one_and_is_signed_by_nobody() -> None:
    text = text_of(await reader_of(make_record(approved_on=None, approved_by="")))
    assert "Entwurf, noch nicht genehmigt (Stand " in text
    assert "Genehmigt" not in text
    assert "Prüfsumme" not in text
    assert "Protokollführung:" not in text


async def test_pdf_is_tagged_for_readers_and_fit_for_the_archive() -> None:
    reader = await reader_of(make_record())
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith("de")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Niederschrift: Steuerungsgruppe")
    metadata = root["/Metadata"].get_object().get_data().decode()
    for claim in ("pdfuaid:part", "pdfaid:part", ">3<", ">A<"):
        assert claim in metadata, claim


async def test_headings_descend_and_tables_have_headers() -> None:
    elements = structure(await reader_of(make_record()))
    kinds = [str(element["/S"]) for element in elements]
    levels = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    heads = [element for element in elements if element["/S"] == "/TH"]
    assert len(heads) == 4
    assert all("/Column" in str(head["/A"]) for head in heads)
    assert "/L" in kinds


async def test_rich_text_keeps_its_look_and_its_tags() -> None:
    record = make_record(item(1, "Ausblick", plain_of(RICH), rich=RICH), attendees=())
    reader = await reader_of(record)
    text = text_of(reader)
    assert "Zahlen Es gibt drei Modelle und mehr. • erst ‣ dann • zuletzt 1. eins 2. zwei" in text
    kinds = {str(element["/S"]) for element in structure(reader)}
    assert {"/H3", "/L", "/LI", "/Strong", "/Em", "/Link", "/BlockQuote"} <= kinds


def test_deeper_lists_stand_in_the_entry_above() -> None:
    flow = nested(blocks_of("<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><p>e</p>"))
    assert [part["kind"] for part in flow] == ["list", "p"]
    first, second = flow[0]["entries"]
    assert [entry["runs"][0]["text"] for entry in first["inner"][0]["entries"]] == ["b", "c"]
    assert first["inner"][0]["ordered"]
    assert second["inner"] == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Gut 👍🏽 so", "Gut [thumbs up sign] so"),
        ("\uf0b7 aus Word", "• aus Word"),
        ("privat \uf8ff", "privat [u+f8ff]"),
        ("Glocke \x07 und \x0b Umbruch", "Glocke und Umbruch"),
        ("سلام und שלום", "und"),
        ("Ha\u202eus", "Haus"),
    ],
)
async def test_no_character_keeps_the_paper_from_being_made(typed: str, shown: str) -> None:
    assert shown in text_of(await reader_of(make_record(item(1, "Punkt", typed))))
