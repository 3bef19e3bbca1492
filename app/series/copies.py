"""A form for a new series that begins as an earlier one of the group did."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.core import clock
from app.ical.recurrence import Rule, parsed
from app.meetings.tables import MeetingSeries
from app.series.forms import fields_of
from app.series.shift import shifted


def fields_like(series: MeetingSeries, target: int) -> dict[str, Any]:
    """Same weekday pattern in the year `target`, at the earliest in the year after its own."""
    begins, ends = clock.berlin(series.starts_at), clock.berlin(series.ends_at)
    years = max(1, target - begins.year)
    rule = _later(parsed(series.rule), years)
    return {
        "title": series.title,
        "day": _first(rule, begins.date(), years),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": series.place,
        "room": series.room,
        "video_url": series.video_url,
        **fields_of(rule),
    }


def _later(rule: Rule, years: int) -> Rule:
    return replace(rule, until=shifted(rule.until, years)) if rule.until else rule


def _first(rule: Rule, day: date, years: int) -> date:
    """By weekday, or where the rule goes by the date, by the date; 29 February becomes the 28th."""
    if rule.freq in {"WEEKLY", "DAILY"} or rule.nth is not None:
        return shifted(day, years)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
