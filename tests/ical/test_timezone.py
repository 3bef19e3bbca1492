import calendar
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.ical.timezone import berlin

Change = tuple[datetime, timedelta]


def tzdata_berlin() -> ZoneInfo:
    with files("tzdata.zoneinfo.Europe").joinpath("Berlin").open("rb") as file:
        return ZoneInfo.from_file(file, key="Europe/Berlin")


def changes_of(zone: ZoneInfo, years: range) -> list[Change]:
    """UTC instant and new offset of each change of the clocks, found hour by hour."""
    instant = datetime(years.start, 1, 1, tzinfo=UTC)
    found: list[Change] = []
    while instant.year < years.stop:
        following = instant + timedelta(hours=1)
        offset = following.astimezone(zone).utcoffset()
        if offset is not None and offset != instant.astimezone(zone).utcoffset():
            found.append((following, offset))
        instant = following
    return found


def changes_by_block(years: range) -> list[Change]:
    """The same, reckoned from the yearly rules in the VTIMEZONE."""
    found: list[Change] = []
    for year in years:
        rules: list[Any] = berlin().subcomponents
        for rule in rules:
            (month,), (day,) = rule["RRULE"]["BYMONTH"], rule["RRULE"]["BYDAY"]
            assert str(day) == "-1SU"
            last = max(week[calendar.SUNDAY] for week in calendar.monthcalendar(year, int(month)))
            local = rule["DTSTART"].dt.replace(year=year, month=int(month), day=last)
            instant = local.replace(tzinfo=UTC) - rule["TZOFFSETFROM"].td
            found.append((instant, rule["TZOFFSETTO"].td))
    return sorted(found)


@pytest.mark.parametrize("zone", [tzdata_berlin(), ZoneInfo("Europe/Berlin")])
def test_the_next_five_years_change_their_clocks_as_the_block_says(zone: ZoneInfo) -> None:
    this_year = datetime.now(UTC).year
    years = range(this_year, this_year + 6)

    assert changes_by_block(years) == changes_of(zone, years)


def test_the_block_holds_rules_and_no_lists_of_dates() -> None:
    block = berlin().to_ical().decode()

    assert block.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in block
    assert "UNTIL" not in block
    assert block.splitlines()[:3] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "X-LIC-LOCATION:Europe/Berlin",
    ]
