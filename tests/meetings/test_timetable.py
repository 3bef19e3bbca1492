"""When items have their turn and the meeting ends, with and without lengths and sub-items."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.meetings.timetable import in_words, timetable

NOON = datetime(2027, 1, 12, 12, 0, tzinfo=UTC)  # 13:00 in Berlin
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Row:
    minutes: int | None
    parent_id: UUID | None
    id: UUID


def rows(*lengths: int | list[int | None] | None) -> list[Row]:
    """A list: the lengths of an item and its sub-items."""
    made: list[Row] = []
    for length in lengths:
        own, *subs = length if isinstance(length, list) else [length]
        top = Row(own, None, uuid4())
        made += [top, *(Row(sub, top.id, uuid4()) for sub in subs)]
    return made


def begins(*lengths: int | list[int | None] | None) -> list[int | None]:
    """Minutes after the start."""
    items = rows(*lengths)
    starts = timetable(NOON, items).starts
    return [
        int((starts[item.id] - NOON).total_seconds()) // 60 if item.id in starts else None
        for item in items
    ]


def test_times_end_behind_the_first_item_of_unknown_length() -> None:
    assert begins(10, None, 5) == [0, 10, None]


def test_sub_items_run_within_their_item() -> None:
    assert begins(10, [30, 10, 10], 5) == [0, 10, 10, 20, 40]
    assert begins([None, 10, 15], 5) == [0, 0, 10, 25]
    assert begins([15, 10, 20], 5) == [0, 0, 10, 30]
    assert begins([30, None, 10], 5) == [0, 0, None, 30]
    assert begins([None, None, 10], 5) == [0, 0, None, None]


@pytest.mark.parametrize(
    ("lengths", "words"),
    [
        ([60], "um 14:00 Uhr, genau zum Ende der Sitzung."),
        ([60, 10], "um 14:10 Uhr, 10 Minuten nach dem Ende der Sitzung."),
        ([61], "um 14:01 Uhr, 1 Minute nach dem Ende der Sitzung."),
        ([30], "um 13:30 Uhr, 30 Minuten vor dem Ende der Sitzung."),
    ],
)
def test_end_is_told_by_clock_and_beside_the_end_of_the_meeting(
    lengths: list[int | None], words: str
) -> None:
    plan = timetable(NOON, rows(*lengths))
    assert in_words(plan, NOON + HOUR) == f"Die Tagesordnung endet nach Plan {words}"


def test_missing_lengths_are_counted_and_nothing_is_guessed() -> None:
    assert "Bei einem Punkt fehlt" in in_words(timetable(NOON, rows(10, None)), NOON + HOUR)
    assert "Bei 2 Punkten fehlt" in in_words(timetable(NOON, rows(None, 5, None)), NOON + HOUR)
    too_much = in_words(timetable(NOON, rows(50, None, 25)), NOON + HOUR)
    assert too_much.endswith("Verplant sind schon 15 Minuten zu viel.")
    assert in_words(timetable(NOON, []), NOON + HOUR) == ""


def test_planned_minutes_count_sub_items_once() -> None:
    assert timetable(NOON, rows(10, [30, 10, 10], [None, 5, 5])).planned == 50
