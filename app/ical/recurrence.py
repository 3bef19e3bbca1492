"""Rules of series, only in shapes that Outlook can show (RFC 5545 §3.3.10, KB 2643084)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count as numbers
from typing import Literal, cast
from zoneinfo import ZoneInfo

MOST_MEETINGS = 200
LAST_YEAR = 2199
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Freq = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

_BERLIN = ZoneInfo("Europe/Berlin")
_SHAPE = re.compile(
    r"FREQ=(?P<freq>DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"(?:;UNTIL=(?P<until>\d{8}T\d{6}Z)|;COUNT=(?P<count>\d{1,3}))?"
    r"(?:;INTERVAL=(?P<interval>\d{1,2}))?"
    r"(?:;BYDAY=(?P<nth>[1-4]|-1)?(?P<days>[A-Z]{2}(?:,[A-Z]{2})*))?"
    r"(?:;BYMONTHDAY=(?P<monthday>\d{1,2}))?"
    r"(?:;WKST=MO)?"
)
_NAMES = dict(
    zip(
        WEEKDAYS,
        ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        strict=True,
    )
)
_NTH = {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", -1: "letzten"}
_EACH = {
    "DAILY": "jeden Tag",
    "WEEKLY": "jede Woche",
    "MONTHLY": "jeden Monat",
    "YEARLY": "jedes Jahr",
}
_EVERY = {"DAILY": "Tage", "WEEKLY": "Wochen", "MONTHLY": "Monate", "YEARLY": "Jahre"}
_UNTIL = "%Y%m%dT%H%M%SZ"
_NO_RULE = (
    "Diese Wiederholung kann Spurwerk nicht darstellen. Bitte legen Sie die Termine einzeln an."
)
_NO_FIT = "Der erste Termin passt nicht zur Wiederholung. Bitte wählen Sie einen Beginn, auf den die Regel zutrifft."
_LEAP_DAY = "Den 29. Februar gibt es nicht jedes Jahr. Bitte wählen Sie einen anderen Tag."


@dataclass(frozen=True)
class Rule:
    """How a series goes on. ValueError with a German sentence for any other shape.

    `nth` (1 to 4 or -1 for the last) needs one weekday and MONTHLY. `monthday` needs MONTHLY and
    leaves out the months without that day. A WEEKLY or MONTHLY rule without days goes by the
    day of the start. `until` is the last day in Berlin, inclusive.
    """

    freq: Freq
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    nth: int | None = None
    monthday: int | None = None
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not (_is_shape(self) and 1 <= self.interval <= 99):
            raise ValueError(_NO_RULE)
        if self.count is not None and self.count < 1:
            raise ValueError("Eine Reihe hat mindestens einen Termin.")
        if self.count is not None and self.until is not None:
            raise ValueError("Bitte geben Sie entweder eine Anzahl oder einen letzten Tag an.")


def _is_shape(rule: Rule) -> bool:
    if not set(rule.weekdays) <= set(WEEKDAYS):
        return False
    if rule.freq == "WEEKLY":
        return rule.nth is None and rule.monthday is None
    if rule.freq != "MONTHLY":
        return not rule.weekdays and rule.nth is None and rule.monthday is None
    if rule.nth is None:
        return not rule.weekdays and (rule.monthday is None or 1 <= rule.monthday <= 31)
    return rule.nth in {1, 2, 3, 4, -1} and len(rule.weekdays) == 1 and rule.monthday is None


def rule_text(rule: Rule, starts_at: datetime, zone: str) -> str:
    """The RRULE value; UNTIL is the end of the last day, in UTC. ValueError as in `occurrences`."""
    rule = _fitting(rule, _local(starts_at, zone))
    parts = [f"FREQ={rule.freq}"]
    if rule.until is not None:
        end = datetime.combine(rule.until, time(23, 59, 59), ZoneInfo(zone))
        parts.append(f"UNTIL={end.astimezone(UTC):{_UNTIL}}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.weekdays:
        parts.append(f"BYDAY={rule.nth or ''}{','.join(_ordered(rule))}")
    if rule.monthday is not None:
        parts.append(f"BYMONTHDAY={rule.monthday}")
    return ";".join([*parts, "WKST=MO"] if rule.freq == "WEEKLY" else parts)


@lru_cache(maxsize=512)
def parsed(text: str) -> Rule:
    """The rule of a text that `rule_text` wrote; ValueError for every other one."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(_NO_RULE)
    part = found.groupdict()
    until = part["until"] and datetime.strptime(part["until"], _UNTIL).replace(tzinfo=UTC)
    return Rule(
        cast("Freq", part["freq"]),
        interval=int(part["interval"] or 1),
        weekdays=tuple(part["days"].split(",")) if part["days"] else (),
        nth=_number(part["nth"]),
        monthday=_number(part["monthday"]),
        count=_number(part["count"]),
        until=until.astimezone(_BERLIN).date() if until else None,
    )


def _number(raw: str | None) -> int | None:
    return None if raw is None else int(raw)


def occurrences(rule: Rule, starts_at: datetime, zone: str) -> list[datetime]:
    """Starts in UTC by wall clock, the first one `starts_at`; at most 200.

    ValueError with a German sentence for a start that does not fit, a rule without an end, more
    than 200 meetings, and an hour that a change of the clocks skips or repeats: calendars
    disagree about those (RFC 5545 §3.3.10).
    """
    local = _local(starts_at, zone)
    rule = _fitting(rule, local)
    found: list[datetime] = []
    for day in _days(rule, local.date()):
        if len(found) == rule.count or (rule.until is not None and day > rule.until):
            break
        if len(found) == MOST_MEETINGS:
            raise ValueError(
                f"Das wären mehr als {MOST_MEETINGS} Termine. Bitte wählen Sie ein früheres Ende."
            )
        found.append(_instant(datetime.combine(day, local.time(), local.tzinfo)))
    return found


def _local(starts_at: datetime, zone: str) -> datetime:
    if starts_at.tzinfo is None:
        raise ValueError("times need a time zone")
    return starts_at.astimezone(ZoneInfo(zone))


def _instant(local: datetime) -> datetime:
    local = local.replace(fold=0)
    instant = local.astimezone(UTC)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        times = "nicht" if instant.astimezone(local.tzinfo).time() != local.time() else "zweimal"
        raise ValueError(
            f"Am {local:%d.%m.%Y} gibt es die Uhrzeit {local:%H:%M} {times}, weil die Uhren umgestellt werden. Bitte wählen Sie eine andere Uhrzeit."
        )
    return instant


def _fitting(rule: Rule, local: datetime) -> Rule:
    """With the day of the start where the rule names none."""
    if rule.count is None and rule.until is None:
        raise ValueError("Bitte geben Sie an, wie viele Termine die Reihe hat oder wann sie endet.")
    if rule.freq == "WEEKLY" and not rule.weekdays:
        rule = replace(rule, weekdays=(WEEKDAYS[local.weekday()],))
    if rule.freq == "MONTHLY" and rule.nth is None and rule.monthday is None:
        rule = replace(rule, monthday=local.day)
    if rule.until is not None and rule.until < local.date():
        raise ValueError("Der letzte Tag der Reihe liegt vor dem ersten Termin.")
    if rule.freq == "YEARLY" and (local.month, local.day) == (2, 29):
        raise ValueError(_LEAP_DAY)  # ical.js would meet on 1 March in the other years
    if local.date() not in _in_period(rule, local.date(), 0):
        raise ValueError(_NO_FIT)
    return rule


def _days(rule: Rule, first: date) -> Iterator[date]:
    """All days of the rule from `first` on, by wall clock; ValueError after the last year."""
    for step in numbers(0, rule.interval):
        for day in _in_period(rule, first, step):
            if day.year > LAST_YEAR:
                raise ValueError(f"Die Reihe reicht über das Jahr {LAST_YEAR} hinaus.")
            if day >= first:
                yield day


def _in_period(rule: Rule, first: date, step: int) -> list[date]:
    """Days of the rule in the day, week, month or year `step` after that of `first`."""
    if rule.freq == "DAILY":
        return [first + timedelta(days=step)]
    if rule.freq == "WEEKLY":
        monday = first + timedelta(weeks=step, days=-first.weekday())
        return [monday + timedelta(days=WEEKDAYS.index(each)) for each in _ordered(rule)]
    months = first.month - 1 + (step if rule.freq == "MONTHLY" else 12 * step)
    year, month = first.year + months // 12, months % 12 + 1
    if year > LAST_YEAR:
        return [date(LAST_YEAR + 1, 1, 1)]
    if rule.nth is not None:
        return [_nth_weekday(year, month, WEEKDAYS.index(rule.weekdays[0]), rule.nth)]
    return _if_it_exists(year, month, rule.monthday or first.day)


def _ordered(rule: Rule) -> list[str]:
    return [each for each in WEEKDAYS if each in rule.weekdays]


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth == -1:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _if_it_exists(year: int, month: int, day: int) -> list[date]:
    """No 31 April: such a month has no meeting."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def in_words(rule: Rule) -> str:
    """For a sentence: "jeden zweiten Dienstag im Monat, 12-mal"."""
    words = _which(rule)
    if rule.count is not None:
        return f"{words}, {rule.count}-mal"
    return f"{words}, bis {rule.until:%d.%m.%Y}" if rule.until else words


def _which(rule: Rule) -> str:
    every = f"alle {rule.interval} {_EVERY[rule.freq]}" if rule.interval > 1 else ""
    days = _listed([_NAMES[each] for each in _ordered(rule)])
    if rule.nth is not None:
        day = f"{_NTH[rule.nth]} {days}"
        return f"{every} am {day}" if every else f"jeden {day} im Monat"
    if days and not every and len(rule.weekdays) == 1:
        return f"jeden {days}"
    on = f" am {days}" if days else f" am {rule.monthday}." if rule.monthday else ""
    on = " am selben Tag" if rule.freq == "YEARLY" else on
    return (every or _EACH[rule.freq]) + on


def _listed(names: list[str]) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} und {last}" if first else last
