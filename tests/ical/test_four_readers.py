"""Four foreign programs agree with us, in UTC, on series across both changes of the clocks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.ical.feed import entry
from app.ical.recurrence import occurrences, parsed
from app.ical.values import Event
from app.ical.vevent import head, with_entries
from tests.calendar_check import check, expand
from tests.calendar_clients import by_khal, by_library, by_radicale, put, radicale, written
from tests.ical.samples import moved, series

BERLIN = ZoneInfo("Europe/Berlin")


def of_rule(uid: str, first: str, rule: str, hours: int = 2) -> Event:
    starts_at = datetime.fromisoformat(first).replace(tzinfo=BERLIN).astimezone(UTC)
    return series(
        uid=uid, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), rule=rule,
        exdates=(),
    )  # fmt: skip


RULES = [
    of_rule("weekly", "2027-03-14 10:00", "FREQ=WEEKLY;COUNT=34;BYDAY=SU;WKST=MO"),
    of_rule("two", "2027-03-16 09:00", "FREQ=WEEKLY;UNTIL=20271130T225959Z;INTERVAL=2;BYDAY=TU,TH;WKST=MO"),
    of_rule("daily", "2027-03-26 08:30", "FREQ=DAILY;COUNT=5"),
    of_rule("night", "2027-10-29 23:00", "FREQ=DAILY;COUNT=4"),
    of_rule("midnight", "2027-10-29 22:00", "FREQ=DAILY;UNTIL=20271101T225959Z"),
    of_rule("last", "2027-01-31 14:00", "FREQ=MONTHLY;COUNT=12;BYDAY=-1SU"),
    of_rule("day", "2027-01-31 14:00", "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=31"),
    of_rule("yearly", "2027-03-28 12:00", "FREQ=YEARLY;COUNT=4"),
    of_rule("past", "1999-10-30 12:00", "FREQ=DAILY;COUNT=3"),
    of_rule("late", "2100-03-27 12:00", "FREQ=DAILY;COUNT=3"),
]  # fmt: skip


def starts_of(event: Event) -> list[datetime]:
    """As the database would hold them."""
    found = occurrences(parsed(event.rule), event.starts_at, event.zone)
    return [start for start in found if start not in event.exdates]


def alone(*events: Event) -> bytes:
    return with_entries(head(), [entry(event) for event in events])


def by_ical_js(ics: bytes) -> list[str]:
    return sorted(f"{each['utc'][:16]}Z" for each in expand(ics))


def with_changes() -> tuple[bytes, list[datetime]]:
    """A series without one date, one meeting moved to another day and one cancelled."""
    cancelled = moved(
        starts_at=datetime(2027, 4, 13, 12, 0, tzinfo=UTC),
        ends_at=datetime(2027, 4, 13, 14, 0, tzinfo=UTC),
        recurrence_at=datetime(2027, 4, 13, 12, 0, tzinfo=UTC),
        cancelled=True,
    )
    october = datetime(2027, 10, 12, 12, 0, tzinfo=UTC)
    starts = [moved().starts_at if at == october else at for at in starts_of(series())]
    return alone(series(), moved(), cancelled), starts


@pytest.mark.parametrize("event", RULES, ids=lambda event: event.uid)
def test_ical_js_libical_and_a_library_agree_on_each_rule(event: Event) -> None:
    ics, expected = alone(event), written(starts_of(event))

    check(ics)
    assert by_ical_js(ics) == expected
    assert by_library(ics) == expected


def test_a_series_with_a_missing_a_moved_and_a_cancelled_meeting_is_read_alike() -> None:
    ics, starts = with_changes()

    check(ics)
    assert by_ical_js(ics) == by_library(ics) == written(starts)


def test_khal_shows_the_meetings_of_all_rules(tmp_path: Path) -> None:
    """khal writes out no series beyond 2037."""
    rules = [event for event in RULES if event.uid != "late"]
    changed, starts = with_changes()
    blocks = changed.split(b"END:VTIMEZONE\r\n")[1].removesuffix(b"END:VCALENDAR\r\n")
    ics = with_entries(head(), [*(entry(event) for event in rules), blocks])
    expected = [start for event in rules for start in starts_of(event)]

    assert by_khal(ics, tmp_path) == written(expected + starts)


def test_radicale_expands_the_meetings_of_all_rules(tmp_path: Path) -> None:
    changed, starts = with_changes()
    with radicale(tmp_path) as server:
        for event in RULES:
            put(server, event.uid, alone(event))
        put(server, "changed", changed)
        found = by_radicale(server)

    expected = [start for event in RULES for start in starts_of(event)]
    assert found == written(expected + starts)
