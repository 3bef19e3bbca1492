"""Ladungsfrist: working days of the Land, cases counted by hand on a calendar."""

from datetime import date, timedelta

import pytest

from app.groups.rules.notice import (
    earliest_meeting,
    holidays_of,
    latest_invitation,
    notice_of,
    working_days_between,
)


@pytest.mark.parametrize(
    ("meeting_on", "days", "land", "latest"),
    [
        (date(2026, 11, 25), 1, "NI", date(2026, 11, 23)),  # Wednesday: Tuesday between
        (date(2026, 11, 23), 1, "NI", date(2026, 11, 19)),  # Monday: Friday between
        # Tuesday: invited on Sunday at the latest
        (date(2026, 11, 24), 1, "NI", date(2026, 11, 22)),
        (date(2026, 11, 25), 10, "NI", date(2026, 11, 10)),
        # Good Friday 3 April, Easter Monday 6 April 2026
        (date(2026, 4, 8), 3, "NI", date(2026, 3, 31)),
        (date(2026, 4, 8), 3, "BY", date(2026, 3, 31)),
        (date(2026, 4, 7), 1, "NI", date(2026, 4, 1)),
        # Reformationstag, Friday 31 October 2025: a holiday in Lower Saxony, none in Bavaria
        (date(2025, 11, 4), 2, "NI", date(2025, 10, 29)),
        (date(2025, 11, 4), 2, "BY", date(2025, 10, 30)),
        # Allerheiligen, Monday 1 November 2027: the other way round
        (date(2027, 11, 3), 2, "NI", date(2027, 10, 31)),
        (date(2027, 11, 3), 2, "BY", date(2027, 10, 28)),
        # Over the turn of the year: 24 and 31 December count, 25, 26 and 1 January do not
        (date(2026, 1, 5), 5, "NI", date(2025, 12, 23)),
        (date(2026, 1, 8), 3, "NI", date(2026, 1, 4)),
        (date(2026, 1, 8), 3, "BY", date(2026, 1, 1)),  # Epiphany, Tuesday 6 January
    ],
)
def test_last_day_to_invite(meeting_on: date, days: int, land: str, latest: date) -> None:
    assert latest_invitation(meeting_on, days, land) == latest
    assert working_days_between(latest, meeting_on, land) == days
    assert working_days_between(latest + timedelta(days=1), meeting_on, land) < days


def test_days_that_meet_or_stand_the_wrong_way_leave_nothing() -> None:
    assert working_days_between(date(2026, 11, 25), date(2026, 11, 25), "NI") == 0
    assert working_days_between(date(2026, 11, 25), date(2026, 11, 20), "NI") == 0


def test_first_day_that_can_still_be_invited_to() -> None:
    assert earliest_meeting(date(2026, 11, 22), 10, "NI") == date(2026, 12, 5)
    notice = notice_of(10, date(2026, 12, 2), date(2026, 11, 22), "NI")
    assert (notice.kept, notice.left, notice.latest_on) == (False, 7, date(2026, 11, 17))
    assert notice_of(10, None, date(2026, 11, 22), "NI").kept


def test_unknown_land_has_the_holidays_of_all_of_germany() -> None:
    assert date(2025, 10, 31) not in holidays_of("XX", 2025)
    assert date(2025, 10, 3) in holidays_of("XX", 2025)


def test_holidays_of_every_land_that_a_body_may_have() -> None:
    lands = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN",
             "ST", "TH")  # fmt: skip
    assert {len(holidays_of(land, 2026)) for land in lands} <= {10, 11, 12, 13}
