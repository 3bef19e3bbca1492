"""Hours, weekends and holidays of the Land, through both changes of the clock."""

from datetime import UTC, date, datetime

import pytest

from app.reminders.rules.days import Reach, is_open, is_quiet, open_from, open_until, reach_of

MARCH, OCTOBER, DECEMBER, JANUARY = (2027, 3), (2027, 10), (2026, 12), (2027, 1)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "is_told"),
    [
        (utc(date(2027, 3, 27), 5, 59), False),  # the last day of winter time
        (utc(date(2027, 3, 27), 6), True),
        (utc(date(2027, 3, 28), 4, 59), False),  # the hour from two to three is missing
        (utc(date(2027, 3, 28), 5), True),
        (utc(date(2027, 3, 28), 17, 59), True),
        (utc(date(2027, 3, 28), 18), False),
        (utc(date(2027, 10, 30), 5), True),  # the last day of summer time
        (utc(date(2027, 10, 31), 5), False),  # the hour from two to three is there twice
        (utc(date(2027, 10, 31), 6), True),
        (utc(date(2027, 10, 31), 18, 59), True),
        (utc(date(2027, 10, 31), 19), False),
        (utc(date(2027, 1, 1), 23), False),  # midnight in Berlin
    ],
)
def test_mails_go_between_seven_and_eight_in_the_evening_of_berlin(
    at: datetime, is_told: bool
) -> None:
    assert is_open(at) is is_told


@pytest.mark.parametrize(
    ("day", "land", "quiet"),
    [
        (date(*MARCH, 25), "NI", False),  # Gründonnerstag
        (date(*MARCH, 26), "NI", True),  # Karfreitag
        (date(*MARCH, 27), "NI", True),
        (date(*MARCH, 28), "NI", True),
        (date(*MARCH, 29), "NI", True),  # Ostermontag
        (date(*MARCH, 30), "NI", False),
        (date(*DECEMBER, 23), "NI", False),
        (date(*DECEMBER, 24), "NI", True),
        (date(*DECEMBER, 28), "NI", False),
        (date(*DECEMBER, 30), "NI", False),
        (date(*DECEMBER, 31), "NI", True),
        (date(*JANUARY, 1), "NI", True),
        (date(*JANUARY, 4), "NI", False),
        (date(*JANUARY, 6), "NI", False),  # Heilige Drei Könige
        (date(*JANUARY, 6), "BY", True),
        (date(2028, 10, 31), "NI", True),  # Reformationstag
        (date(2028, 10, 31), "BY", False),
    ],
)
def test_weekends_holidays_and_the_days_of_closed_offices_are_quiet(
    day: date, land: str, quiet: bool
) -> None:
    assert is_quiet(day, land) is quiet


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(*MARCH, 24), date(*MARCH, 24), date(*MARCH, 24)),
        (date(*MARCH, 28), date(*MARCH, 25), date(*MARCH, 30)),
        (date(*DECEMBER, 25), date(*DECEMBER, 23), date(*DECEMBER, 28)),
        (date(*JANUARY, 2), date(*DECEMBER, 30), date(*JANUARY, 4)),
        (date(*OCTOBER, 31), date(*OCTOBER, 29), date(2027, 11, 1)),
    ],
)
def test_what_falls_on_a_quiet_day_goes_to_an_open_one(
    day: date, before: date, after: date
) -> None:
    assert (open_until(day, "NI"), open_from(day, "NI")) == (before, after)


@pytest.mark.parametrize(
    ("day", "answers", "meetings"),
    [
        (date(*MARCH, 1), date(*MARCH, 6), date(*MARCH, 3)),  # a Monday
        (date(*MARCH, 5), date(*MARCH, 10), date(*MARCH, 8)),  # a Friday: Monday's meetings too
        (date(*MARCH, 25), date(*MARCH, 30), date(*MARCH, 30)),  # before Easter
        (date(*DECEMBER, 23), date(*DECEMBER, 28), date(*DECEMBER, 28)),
        (date(*DECEMBER, 30), date(*JANUARY, 4), date(*JANUARY, 4)),
    ],
)
def test_no_meeting_begins_before_the_next_day_of_reminding(
    day: date, answers: date, meetings: date
) -> None:
    assert reach_of(day, "NI") == Reach("NI", answers, meetings)
