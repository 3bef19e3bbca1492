"""Rules of series: what they say, when they meet, in which words, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ical.recurrence import WEEKDAYS, Rule, in_words, occurrences, parsed, rule_text

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    """UTC of a Berlin wall-clock time like "2027-03-16 14:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


def starts(rule: Rule, first: str) -> list[str]:
    return [f"{each:%d.%m. %H:%M}" for each in occurrences(rule, at(first), BERLIN)]


TABLE = [
    (
        Rule("WEEKLY", weekdays=("TU",), count=3),
        "2027-03-23 14:00",
        "FREQ=WEEKLY;COUNT=3;BYDAY=TU;WKST=MO",
        ["23.03. 13:00", "30.03. 12:00", "06.04. 12:00"],
        "jeden Dienstag, 3-mal",
    ),
    (
        Rule("WEEKLY", interval=2, weekdays=("TU",), until=date(2027, 11, 9)),
        "2027-10-12 14:00",
        "FREQ=WEEKLY;UNTIL=20271109T225959Z;INTERVAL=2;BYDAY=TU;WKST=MO",
        ["12.10. 12:00", "26.10. 12:00", "09.11. 13:00"],
        "alle 2 Wochen am Dienstag, bis 09.11.2027",
    ),
    (
        Rule("WEEKLY", interval=2, weekdays=("TH", "SU", "MO"), count=5),
        "2027-03-25 09:30",
        "FREQ=WEEKLY;COUNT=5;INTERVAL=2;BYDAY=MO,TH,SU;WKST=MO",
        ["25.03. 08:30", "28.03. 07:30", "05.04. 07:30", "08.04. 07:30", "11.04. 07:30"],
        "alle 2 Wochen am Montag, Donnerstag und Sonntag, 5-mal",
    ),
    (
        Rule("WEEKLY", count=2),
        "2027-01-01 00:00",
        "FREQ=WEEKLY;COUNT=2;BYDAY=FR;WKST=MO",
        ["31.12. 23:00", "07.01. 23:00"],
        "jede Woche, 2-mal",
    ),
    (
        Rule("DAILY", until=date(2027, 3, 29)),
        "2027-03-27 18:00",
        "FREQ=DAILY;UNTIL=20270329T215959Z",
        ["27.03. 17:00", "28.03. 16:00", "29.03. 16:00"],
        "jeden Tag, bis 29.03.2027",
    ),
    (
        Rule("DAILY", interval=2, count=3),
        "2027-10-29 18:00",
        "FREQ=DAILY;COUNT=3;INTERVAL=2",
        ["29.10. 16:00", "31.10. 17:00", "02.11. 17:00"],
        "alle 2 Tage, 3-mal",
    ),
    (
        Rule("MONTHLY", weekdays=("TU",), nth=2, count=4),
        "2027-02-09 14:00",
        "FREQ=MONTHLY;COUNT=4;BYDAY=2TU",
        ["09.02. 13:00", "09.03. 13:00", "13.04. 12:00", "11.05. 12:00"],
        "jeden zweiten Dienstag im Monat, 4-mal",
    ),
    (
        Rule("MONTHLY", interval=2, weekdays=("SU",), nth=-1, count=5),
        "2027-06-27 10:00",
        "FREQ=MONTHLY;COUNT=5;INTERVAL=2;BYDAY=-1SU",
        ["27.06. 08:00", "29.08. 08:00", "31.10. 09:00", "26.12. 09:00", "27.02. 09:00"],
        "alle 2 Monate am letzten Sonntag, 5-mal",
    ),
    (
        Rule("MONTHLY", weekdays=("FR",), nth=-1, count=2),
        "2027-11-26 10:00",
        "FREQ=MONTHLY;COUNT=2;BYDAY=-1FR",
        ["26.11. 09:00", "31.12. 09:00"],
        "jeden letzten Freitag im Monat, 2-mal",
    ),
    (
        Rule("MONTHLY", monthday=31, count=4),
        "2027-01-31 10:00",
        "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=31",
        ["31.01. 09:00", "31.03. 08:00", "31.05. 08:00", "31.07. 08:00"],
        "jeden Monat am 31., 4-mal",
    ),
    (
        Rule("MONTHLY", interval=6, count=2),
        "2027-01-15 10:00",
        "FREQ=MONTHLY;COUNT=2;INTERVAL=6;BYMONTHDAY=15",
        ["15.01. 09:00", "15.07. 08:00"],
        "alle 6 Monate, 2-mal",
    ),
    (
        Rule("YEARLY", interval=2, until=date(2103, 1, 1)),
        "2099-12-31 23:30",
        "FREQ=YEARLY;UNTIL=21030101T225959Z;INTERVAL=2",
        ["31.12. 22:30", "31.12. 22:30"],
        "alle 2 Jahre am selben Tag, bis 01.01.2103",
    ),
    (
        Rule("DAILY", count=2),
        "1999-12-31 10:00",
        "FREQ=DAILY;COUNT=2",
        ["31.12. 09:00", "01.01. 09:00"],
        "jeden Tag, 2-mal",
    ),
]


@pytest.mark.parametrize(("rule", "first", "text", "instants", "words"), TABLE)
def test_a_rule_is_written_in_the_subset_and_keeps_its_wall_clock_over_both_clock_changes(
    rule: Rule, first: str, text: str, instants: list[str], words: str
) -> None:
    assert rule_text(rule, at(first), BERLIN) == text
    assert starts(rule, first) == instants
    assert occurrences(parsed(text), at(first), BERLIN) == occurrences(rule, at(first), BERLIN)
    assert rule_text(parsed(text), at(first), BERLIN) == text
    assert in_words(rule) == words


REFUSED = [
    (Rule("WEEKLY", weekdays=("MO",), count=3), "2027-03-23 14:00", "passt nicht"),
    (Rule("MONTHLY", weekdays=("TU",), nth=2, count=3), "2027-03-16 14:00", "passt nicht"),
    (Rule("MONTHLY", monthday=31, interval=12, count=3), "2027-02-28 14:00", "passt nicht"),
    (Rule("DAILY"), "2027-03-16 14:00", "wie viele Termine"),
    (Rule("DAILY", until=date(2027, 3, 15)), "2027-03-16 14:00", "vor dem ersten Termin"),
    (Rule("DAILY", count=201), "2027-04-01 14:00", "mehr als 200"),
    (Rule("WEEKLY", until=date(2100, 1, 1)), "2027-04-01 14:00", "mehr als 200"),
    (Rule("YEARLY", interval=99, count=3), "2027-04-01 14:00", "über das Jahr 2199"),
    (Rule("YEARLY", count=180), "2028-02-28 14:00", "über das Jahr 2199"),
    (Rule("YEARLY", count=2), "2028-02-29 14:00", "nicht jedes Jahr"),
    (Rule("DAILY", count=3), "2027-03-26 02:30", r"Am 28\.03\.2027 gibt es .* 02:30 nicht"),
    (Rule("DAILY", count=3), "2027-10-30 02:30", r"Am 31\.10\.2027 gibt es .* 02:30 zweimal"),
]


@pytest.mark.parametrize(("rule", "first", "sentence"), REFUSED)
def test_a_series_that_no_calendar_shows_alike_is_refused_in_german(
    rule: Rule, first: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        occurrences(rule, at(first), BERLIN)


def test_a_start_in_the_repeated_hour_is_refused_in_either_pass() -> None:
    for hour in (0, 1):
        with pytest.raises(ValueError, match="zweimal"):
            occurrences(
                Rule("DAILY", count=1), datetime(2027, 10, 31, hour, 30, tzinfo=UTC), BERLIN
            )


@pytest.mark.parametrize(
    "changes",
    [
        {"freq": "DAILY", "weekdays": ("MO",)},
        {"freq": "WEEKLY", "weekdays": ("XX",)},
        {"freq": "WEEKLY", "weekdays": ("MO",), "nth": 1},
        {"freq": "MONTHLY", "weekdays": ("MO",)},
        {"freq": "MONTHLY", "weekdays": ("MO", "TU"), "nth": 1},
        {"freq": "MONTHLY", "weekdays": ("MO",), "nth": 5},
        {"freq": "MONTHLY", "weekdays": ("MO",), "nth": 1, "monthday": 3},
        {"freq": "MONTHLY", "monthday": 32},
        {"freq": "MONTHLY", "monthday": -1},
        {"freq": "YEARLY", "monthday": 1},
        {"freq": "WEEKLY", "interval": 0},
        {"freq": "WEEKLY", "interval": 100},
        {"freq": "WEEKLY", "count": 0},
        {"freq": "WEEKLY", "count": 2, "until": date(2027, 1, 1)},
    ],
)
def test_a_shape_outside_the_subset_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Bitte|mindestens"):
        Rule(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SECONDLY;COUNT=2",
        "FREQ=MONTHLY;COUNT=2;BYDAY=TU",
        "FREQ=MONTHLY;COUNT=2;BYDAY=1MO,2TU",
        "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=1,15",
        "FREQ=WEEKLY;UNTIL=20271109;BYDAY=TU",
        "FREQ=WEEKLY;UNTIL=20279909T000000Z;BYDAY=TU",
        "FREQ=WEEKLY;COUNT=2;BYDAY=TU;BYHOUR=3",
        "FREQ=WEEKLY;COUNT=2\r\nX-EVIL:1",
    ],
)
def test_a_text_outside_the_subset_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"Wiederholung|time data"):
        parsed(text)


@settings(deadline=None)
@given(
    day=st.dates(date(1999, 1, 1), date(2100, 12, 31)),
    freq=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 4),
    count=st.integers(1, 12),
)
def test_each_meeting_has_the_wall_clock_of_the_first(
    day: date, freq: str, interval: int, count: int
) -> None:
    if freq == "YEARLY" and (day.month, day.day) == (2, 29):
        return
    first = at(f"{day} 09:15")
    rule = Rule(freq, interval=interval, count=count)  # type: ignore[arg-type]
    found = occurrences(rule, first, BERLIN)

    assert found[0] == first
    assert len(found) == count
    assert found == sorted(set(found))
    assert {each.astimezone(ZoneInfo(BERLIN)).strftime("%H:%M") for each in found} == {"09:15"}


def test_the_last_day_counts_to_its_end() -> None:
    late = Rule("DAILY", until=date(2027, 3, 28))

    assert starts(late, "2027-03-27 23:59") == ["27.03. 22:59", "28.03. 21:59"]
    assert parsed(rule_text(late, at("2027-03-27 23:59"), BERLIN)).until == date(2027, 3, 28)


def test_every_weekday_of_a_month_is_found_as_a_calendar_finds_it() -> None:
    for offset in range(28):
        first = date(2027, 1, 1) + timedelta(days=offset)
        rule = Rule("MONTHLY", weekdays=(WEEKDAYS[first.weekday()],), nth=offset // 7 + 1, count=12)
        for each in occurrences(rule, at(f"{first} 10:00"), BERLIN):
            local = each.astimezone(ZoneInfo(BERLIN))
            assert local.weekday() == first.weekday()
            assert (local.day - 1) // 7 == offset // 7
