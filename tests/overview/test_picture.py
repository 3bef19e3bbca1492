"""The picture of a Vorlage's life: everything has a place, and nothing stands over anything else."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.overview.rules.axis import LEFT, RIGHT, axis
from app.overview.rules.events import Event, GroupLife, Life, Sort, in_order
from app.overview.rules.labels import Box
from app.overview.rules.picture import LANE, TOP, Mark, Picture, draw

TODAY = date(2024, 11, 20)
GROUP = GroupLife("g", "Projektsteuerungsgruppe", date(2024, 4, 16), None)


def event(on: date, sort: Sort = Sort.CONSULTATION, label: str = "Kreistag", **more: str) -> Event:
    group = "g" if sort in {Sort.MEETING, Sort.RECOMMENDATION} else ""
    return Event(on, sort, label, label, **{"group": group, **more})


def life(*events: Event, groups: Sequence[GroupLife] = ()) -> Life:
    return in_order("2024/012", events, groups, TODAY)


def drawn(found: Life) -> Picture:
    picture = draw(found)
    assert picture is not None
    return picture


def box(mark: Mark) -> Box:
    half = mark.width / 2 + 9
    return Box(mark.x - half, mark.y - 9, mark.x + half, mark.y + 9)


def touching(picture: Picture) -> list[tuple[Box, Box]]:
    boxes = [*map(box, picture.marks), *(label.box for label in picture.labels)]
    return [(a, b) for a, b in combinations(boxes, 2) if a.touches(b)]


def crossed(picture: Picture) -> list[Box]:
    arrows = [Box(x - 1, start, x + 1, end) for x, start, end in picture.links]
    return [label.box for label in picture.labels if any(map(label.box.touches, arrows))]


def outside(picture: Picture) -> list[Box]:
    boxes = [label.box for label in picture.labels]
    frame = Box(LEFT, TOP, RIGHT, picture.height)
    return [
        b
        for b in boxes
        if b.left < frame.left or b.right > frame.right or b.top < 0 or b.bottom > frame.bottom
    ]


def test_without_a_date_there_is_no_picture() -> None:
    assert draw(life()) is None


def test_a_single_date_gets_an_axis_of_at_least_a_month() -> None:
    picture = drawn(in_order("1", [event(TODAY)], (), TODAY))
    assert len(picture.marks) == 1
    assert LEFT < picture.marks[0].x < RIGHT
    assert [label.text for label in picture.labels] == ["heute", "Kreistag 20.11."]
    assert picture.ticks[0] == (LEFT, "Nov 2024")


def test_lanes_stand_in_the_order_of_the_work() -> None:
    picture = drawn(
        life(
            event(date(2024, 11, 5), Sort.REPORT, "Bericht"),
            event(date(2024, 9, 24), Sort.RECOMMENDATION, "empfohlen"),
            event(date(2024, 3, 14)),
            event(date(2024, 1, 15), Sort.VERSION, "Vorlage"),
            groups=[GROUP],
        )
    )
    assert [lane.names for lane in picture.lanes] == [
        ("Fassungen",), ("Beratung",), ("Projektsteuerungs-", "gruppe"), ("Empfehlungen",),
        ("Berichte",),
    ]  # fmt: skip
    assert picture.height == TOP + 5 * LANE
    (bar,) = picture.bars
    assert bar.x + bar.width == pytest.approx(RIGHT), "the group is still at work"


def test_what_lies_ahead_is_hollow_and_today_is_a_line() -> None:
    picture = drawn(life(event(date(2024, 10, 1)), event(date(2024, 12, 18))))
    assert [mark.planned for mark in picture.marks] == [False, True]
    assert picture.today is not None
    assert picture.marks[0].x < picture.today < picture.marks[1].x


def test_a_paper_of_long_ago_is_not_squeezed_to_show_today() -> None:
    picture = drawn(life(event(date(2019, 2, 1)), event(date(2019, 9, 1))))
    assert picture.today is None
    assert all(label.text != "heute" for label in picture.labels)


def test_meetings_are_numbered_and_lead_to_their_recommendation() -> None:
    second = date(2024, 9, 24)
    picture = drawn(
        life(
            event(date(2024, 6, 11), Sort.MEETING, number="7"),
            event(second, Sort.MEETING),
            event(second, Sort.RECOMMENDATION, "empfohlen"),
            groups=[GROUP],
        )
    )
    meetings = [mark for mark in picture.marks if mark.sort == Sort.MEETING]
    assert [mark.word for mark in meetings] == ["7", "2"]
    ((x, start, end),) = picture.links
    assert x == meetings[1].x
    assert start < end


def test_events_too_close_to_tell_apart_become_one_mark() -> None:
    days = [date(2023, 1, 10) + timedelta(days=n) for n in (0, 1, 2)]
    picture = drawn(life(*map(event, days), event(date(2024, 11, 1))))
    assert [(mark.count, mark.word) for mark in picture.marks] == [(3, "3"), (1, "")]
    assert "3 Beratungen" in [label.text for label in picture.labels]


def test_sixty_events_leave_every_word_readable() -> None:
    events = [
        event(date(2023, 1, 3) + timedelta(days=11 * n), sort, "Jugendhilfeausschuss")
        for n, sort in enumerate(list(Sort) * 10)
        if sort != Sort.FOUNDING
    ]
    picture = drawn(life(*events, groups=[GROUP]))
    assert sum(mark.count for mark in picture.marks) == len(events) == 50
    assert touching(picture) == []
    assert outside(picture) == []


@given(
    st.lists(
        st.tuples(
            st.dates(date(2001, 1, 1), date(2044, 12, 31)),
            st.sampled_from([sort for sort in Sort if sort != Sort.FOUNDING]),
            st.sampled_from(["Kreistag", "Ausschuss für Jugend und Familie", "Rat"]),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_nothing_ever_touches(rows: list[tuple[date, Sort, str]]) -> None:
    picture = drawn(life(*(event(*row) for row in rows), groups=[GROUP]))
    assert touching(picture) == []
    assert crossed(picture) == []
    assert outside(picture) == []
    assert all(LEFT <= mark.x <= RIGHT for mark in picture.marks)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 1, 15), date(2024, 4, 2), ["Jan 2024", "Feb", "Mär", "Apr"]),
        (date(2024, 11, 1), date(2025, 2, 20), ["Nov 2024", "Dez", "Jan 2025", "Feb"]),
        (date(2022, 2, 1), date(2024, 2, 1), ["Apr 2022", "Jul", "Okt", "Jan 2023", "Apr", "Jul", "Okt", "Jan 2024"]),
        (date(2010, 5, 1), date(2019, 1, 1), [str(year) for year in range(2011, 2020)]),
    ],
)  # fmt: skip
def test_lines_are_months_then_quarters_then_years(
    first: date, last: date, words: list[str]
) -> None:
    found = [word for _, word in axis([first, last], date(2030, 1, 1)).ticks()]
    assert found[: len(words)] == words


def test_forty_years_have_no_more_than_twenty_lines() -> None:
    ticks = list(axis([date(1990, 1, 1), date(2039, 12, 31)], TODAY).ticks())
    assert 5 < len(ticks) <= 20


def test_the_sentence_says_beginning_latest_and_next() -> None:
    found = life(
        event(date(2024, 2, 1)), event(date(2024, 3, 1)), event(date(2024, 12, 1), label="Rat")
    )
    assert found.sentence == (
        "Beginn: 01.02.2024 Kreistag. Zuletzt: 01.03.2024 Kreistag. Als Nächstes: 01.12.2024 Rat."
    )
    assert life().sentence == "Noch ist kein Datum bekannt."
