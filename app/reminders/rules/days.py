"""On which days and at which hours people are reminded: Berlin wall clock, holidays of the Land."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core import clock
from app.groups.rules.notice import is_working_day

FROM_HOUR, UNTIL_HOUR = 7, 20
DAY = timedelta(days=1)
BEFORE_ANSWER = timedelta(days=5)  # to who has not answered
BEFORE_MEETING = timedelta(days=2)  # with the agenda


def is_open(now: datetime) -> bool:
    """The day's run: at seven in Berlin or whenever the server is up again, never in the evening."""
    return FROM_HOUR <= clock.berlin(now).hour < UNTIL_HOUR


def is_quiet(day: date, land: str) -> bool:
    """24 and 31 December are no holidays, but offices are closed (§ 6 Abs. 3 Satz 3 TVöD)."""
    return not is_working_day(day, land) or (day.month == 12 and day.day in {24, 31})


def open_from(day: date, land: str) -> date:
    """The day itself or the first after it on which people are reminded."""
    while is_quiet(day, land):
        day += DAY
    return day


def open_until(day: date, land: str) -> date:
    """The day itself or the last before it on which people are reminded."""
    while is_quiet(day, land):
        day -= DAY
    return day


@dataclass(frozen=True)
class Reach:
    """Up to which days meetings of one Land are reminded of today: answers, then agendas."""

    land: str
    answers: date
    meetings: date


def reach_of(day: date, land: str) -> Reach:
    """For a day that is not quiet: up to the next such one, or it would be said too late."""
    following = open_from(day + DAY, land)
    return Reach(land, max(day + BEFORE_ANSWER, following), max(day + BEFORE_MEETING, following))
