from datetime import date, timedelta
from uuid import UUID

import pytest

from app.control.rules.picture import BOTTOM, mandates_drawn, tasks_drawn
from app.control.rules.series import Change, columns, days_between, sentence
from app.core.words import Badge
from app.mandates import lights
from app.mandates.lights import Moving, light_of, parts_of, why
from app.mandates.tables import MandateStatus as Status

TODAY = date(2026, 11, 23)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


CASES = [
    ("kein Auftrag und keine Gruppe", [], lights.UNTOUCHED),
    ("frisch angelegt", [Moving(Status.OPEN, None, ago(1))], lights.ON_TRACK),
    ("in Arbeit", [Moving(Status.IN_PROGRESS, None, ago(89))], lights.ON_TRACK),
    ("seit 90 Tagen ohne Schritt", [Moving(Status.IN_PROGRESS, None, ago(90))], lights.STALLED),
    ("nie ein Schritt nach dem Anlegen", [Moving(Status.OPEN, None, ago(200))], lights.STALLED),
    (
        "einer bewegt sich noch",
        [Moving(Status.OPEN, None, ago(200)), Moving(Status.PROPOSED, None, ago(3))],
        lights.ON_TRACK,
    ),
    (
        "was fertig ist, hält die Uhr nicht an",
        [Moving(Status.FINALISED, None, ago(3)), Moving(Status.OPEN, None, ago(200))],
        lights.STALLED,
    ),
    ("Frist gestern", [Moving(Status.OPEN, ago(1), ago(2))], lights.OVERDUE),
    ("Frist vorbei und ohne Schritt", [Moving(Status.OPEN, ago(1), ago(200))], lights.OVERDUE),
    ("Frist heute", [Moving(Status.OPEN, TODAY, ago(2))], lights.DUE_SOON),
    ("Frist in 14 Tagen", [Moving(Status.OPEN, ahead(14), ago(2))], lights.DUE_SOON),
    ("Frist in 15 Tagen", [Moving(Status.OPEN, ahead(15), ago(2))], lights.ON_TRACK),
    ("zurückgestellt", [Moving(Status.ON_HOLD, ago(9), ago(200))], lights.RESTING),
    ("verwiesen", [Moving(Status.REFERRED, None, ago(200))], lights.RESTING),
    ("umgesetzt", [Moving(Status.REPORTED), Moving(Status.FINALISED)], lights.DONE),
    ("umgesetzt bis auf Entfallenes", [Moving(Status.REPORTED), Moving(Status.DROPPED)], lights.DONE),
    ("alles entfallen", [Moving(Status.DROPPED), Moving(Status.DROPPED)], lights.ENDED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mandates", "light"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_light_follows_states_due_dates_and_steps(mandates: list[Moving], light: Badge) -> None:
    assert light_of(mandates, TODAY) == light


def test_a_group_of_its_own_or_a_reason_settles_a_point() -> None:
    assert light_of([], TODAY, has_group=True) == lights.DONE
    assert light_of([], TODAY, needless=True) == lights.DONE
    assert light_of([Moving(Status.DROPPED)], TODAY, has_group=True) == lights.DONE


def test_the_words_say_what_the_colour_counts() -> None:
    stalled = [Moving(Status.OPEN, None, ago(104))]
    assert why(lights.STALLED, stalled, TODAY) == "seit 104 Tagen ohne Schritt"
    assert why(lights.OVERDUE, [Moving(Status.OPEN, ago(3))], TODAY) == "seit 3 Tagen"
    assert why(lights.OVERDUE, [Moving(Status.OPEN, ago(1))], TODAY) == "seit gestern"
    assert why(lights.ON_TRACK, stalled, TODAY) == ""


def test_the_bar_counts_each_light_once_in_its_words() -> None:
    found = parts_of([lights.RESTING, lights.RESTING, lights.DONE, lights.STALLED])
    assert [words for _, _, words in found] == ["1 erledigt", "1 stockt", "2 ruhen"]


A, B = UUID(int=1), UUID(int=2)
MANDATES = [
    Change(A, date(2026, 1, 5), "open"), Change(A, date(2026, 3, 2), "in_progress"),
    Change(A, date(2026, 5, 4), "finalised"), Change(B, date(2026, 4, 1), "open"),
]  # fmt: skip
TASKS = [Change(A, date(2026, 3, 3), "open"), Change(A, date(2026, 4, 30), "done")]


def test_each_column_holds_how_things_stood_at_the_end_of_its_day() -> None:
    found = columns(MANDATES, TASKS, date(2026, 5, 10))
    stood = {column.on.isoformat(): (column.parts, column.given, column.closed) for column in found}
    assert stood == {
        "2026-01-31": ((0, 0, 0, 1), 0, 0),
        "2026-02-28": ((0, 0, 0, 1), 0, 0),
        "2026-03-31": ((0, 1, 0, 0), 1, 0),
        "2026-04-30": ((0, 1, 0, 1), 1, 1),
        "2026-05-10": ((1, 0, 0, 1), 1, 1),
    }
    assert sentence(found) == (
        "2 Aufträge: 1 finalisiert oder berichtet, 1 offen. "
        "1 Aufgabe vergeben, davon 1 erledigt oder verworfen."
    )
    assert columns([], [], TODAY) == []


@pytest.mark.parametrize(
    ("first", "most"),
    [(0, 1), (1, 2), (30, 6), (92, 15), (93, 5), (700, 25), (2000, 24), (9000, 27)],
)
def test_a_picture_has_few_columns_and_ends_today(first: int, most: int) -> None:
    days = days_between(ago(first), TODAY)
    assert days[-1] == TODAY
    assert days == sorted(set(days))
    assert len(days) <= most
    assert days[0] >= ago(first)


def test_stacks_are_as_high_as_their_numbers_and_touch() -> None:
    found = columns(MANDATES, TASKS, date(2026, 5, 10))
    picture = mandates_drawn(found)
    last = [box for box in picture.boxes if box.x == picture.boxes[-1].x]
    assert len(last) == 2
    assert last[0].y + last[0].height == BOTTOM
    assert last[1].y + last[1].height == pytest.approx(last[0].y)
    assert last[0].height == pytest.approx(last[1].height)
    assert [words for _, words in picture.ticks] == ["0", "1", "2"]
    assert tasks_drawn(found).lines[0].path.startswith("M40.0 172.0V")
    assert picture.days[-1][1] == "10.05.26"
