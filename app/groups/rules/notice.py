"""Ladungsfrist in working days, as the groups' rules of procedure count: neither the day of the
invitation nor that of the meeting counts (§§ 187, 188 BGB), nor do Saturdays, Sundays and the public
holidays of the Land. 24 and 31 December are working days: no Land's law makes them holidays.
Holidays of single municipalities (Augsburg, Catholic parts of Bavaria, Saxony, Thuringia) are not
known here, and neither are those the employer grants.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """meeting_on None: nobody has said yet; then `earliest_on` tells what would do from today."""

    days: int
    meeting_on: date | None
    latest_on: date | None  # last day to invite
    left: int  # whole working days between today and the meeting
    earliest_on: date  # of a meeting to which one invites today

    @property
    def kept(self) -> bool:
        return self.meeting_on is None or self.left >= self.days


@lru_cache(maxsize=400)
def holiday_names(land: str, year: int) -> Mapping[date, str]:
    """land: ISO 3166-2:DE without its DE-; an unknown one has the holidays of all of Germany."""
    from holidays.countries.germany import Germany  # here, for it brings those of all countries

    known = land if land in Germany.subdivisions else None
    return dict(Germany(subdiv=known, years=year, language="de"))


def holidays_of(land: str, year: int) -> Collection[date]:
    return holiday_names(land, year).keys()


def is_working_day(day: date, land: str) -> bool:
    return day.weekday() < SATURDAY and day not in holidays_of(land, day.year)


def working_days_between(first: date, last: date, land: str) -> int:
    """Whole ones: neither `first` nor `last` counts; 0 when they meet or stand the wrong way."""
    return sum(is_working_day(day, land) for day in _days(first + DAY, last - DAY))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def latest_invitation(meeting_on: date, days: int, land: str) -> date:
    """The last day that leaves so many whole working days before the meeting."""
    return _beyond(meeting_on, days, land, -DAY)


def latest_hand_in(meeting_on: date, days: int, land: str) -> date:
    """As latest_invitation, and a working day itself: somebody has to be there to take it."""
    day = latest_invitation(meeting_on, days, land)
    while not is_working_day(day, land):
        day -= DAY
    return day


def earliest_meeting(invited_on: date, days: int, land: str) -> date:
    """The first day that leaves so many whole working days after the invitation."""
    return _beyond(invited_on, days, land, DAY)


def _beyond(start: date, days: int, land: str, step: timedelta) -> date:
    at, left = start, days
    while left:
        at += step
        left -= is_working_day(at, land)
    return at + step


def notice_of(days: int, meeting_on: date | None, today: date, land: str) -> Notice:
    return Notice(
        days=days,
        meeting_on=meeting_on,
        latest_on=latest_invitation(meeting_on, days, land) if meeting_on else None,
        left=working_days_between(today, meeting_on, land) if meeting_on else 0,
        earliest_on=earliest_meeting(today, days, land),
    )
