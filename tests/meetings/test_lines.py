"""Agenda items written as lines carry kind, minutes and readers behind their title."""

from datetime import date
from uuid import uuid4

import pytest

from app.core.words import Visibility
from app.meetings.lines import ItemLine, approved_day, items_of, kind_of, parse_line
from app.meetings.tables import ItemKind


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Räume", ItemLine("Räume")),
        ("Räume | beratung | 15 Min.", ItemLine("Räume", ItemKind.DISCUSSION, 15)),
        ("Räume|öffentlich|5", ItemLine("Räume", None, 5, Visibility.PUBLIC)),
        ("Personal | nichtöffentlich", ItemLine("Personal", visibility=Visibility.CONFIDENTIAL)),
        ("- Dach | 10 Minuten", ItemLine("Dach", None, 10, sub=True)),
        ("Ja | Nein | 5", ItemLine("Ja | Nein", None, 5)),
        ("Räume | 0", ItemLine("Räume | 0")),
        ("Räume | 900", ItemLine("Räume | 900")),
        ("Räume ||", ItemLine("Räume")),
        ("-", ItemLine("-")),
    ],
)
def test_line_is_read(line: str, expected: ItemLine) -> None:
    assert parse_line(line) == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Begrüßung und Beschlussfähigkeit", ItemKind.WELCOME),
        ("Genehmigung des Protokolls vom 12.01.2027", ItemKind.APPROVAL),
        ("Stand der Aufträge", ItemKind.REPORT),
        ("Bericht der Verwaltung", ItemKind.REPORT),
        ("Verschiedenes und nächster Termin", ItemKind.OTHER),
        ("Termine", ItemKind.DATES),
        ("Mitteilungen", ItemKind.NOTICE),
        ("Bedarf an Räumen", None),
    ],
)
def test_usual_words_tell_the_kind(title: str, kind: ItemKind | None) -> None:
    assert kind_of(title) == kind


def test_sub_items_stand_below_the_line_above_and_are_no_more_open() -> None:
    lines = ["- allein", "Personal | nichtöffentlich", "- Stellen | öffentlich", "- Urlaub", "Ende"]
    alone, staff, posts, leave, end = items_of(uuid4(), lines)
    assert [item.position for item in (alone, staff, posts, leave, end)] == [1, 2, 3, 4, 5]
    assert (alone.parent, posts.parent, leave.parent, end.parent) == (
        None,
        staff.id,
        staff.id,
        None,
    )
    assert posts.visibility == leave.visibility == Visibility.CONFIDENTIAL


def test_day_of_approved_minutes_is_read_and_nonsense_is_none() -> None:
    assert approved_day("Genehmigung des Protokolls vom 12.01.2027") == date(2027, 1, 12)
    assert approved_day("Genehmigung der Niederschrift vom 31.02.2027") is None
    assert approved_day("Bericht vom 12.01.2027") is None
