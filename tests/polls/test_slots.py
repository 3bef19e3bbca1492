"""Free times, as a table of days."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.polls.rules.slots import MOST_PROPOSALS, Slot, Wish, free_slots, not_offered

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ALL_WEEK = frozenset(range(7))


def wish(
    first: str, last: str, *, weekdays: frozenset[int] = ALL_WEEK, earliest: str = "09:00",
    latest: str = "17:00", minutes: int = 120,
) -> Wish:  # fmt: skip
    return Wish(
        date.fromisoformat(first), date.fromisoformat(last), weekdays,
        time.fromisoformat(earliest), time.fromisoformat(latest), timedelta(minutes=minutes),
    )  # fmt: skip


def found(asked: Wish, *busy: Slot, after: datetime = LONG_AGO, land: str = "NI") -> list[str]:
    """Beginnings in UTC."""
    slots = free_slots(asked, busy, land, after=after)
    return [slot.starts_at.strftime("%m-%d %H:%M") for slot in slots]


def slot(start: str, end: str) -> Slot:
    """In UTC."""
    starts, ends = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end))
    return Slot(starts, ends)


def test_earliest_time_of_each_chosen_weekday() -> None:
    tuesdays = wish("2027-01-11", "2027-01-24", weekdays=frozenset({1}))
    assert found(tuesdays) == ["01-12 08:00", "01-19 08:00"]


def test_around_other_meetings_the_next_free_half_hour_is_taken() -> None:
    morning = slot("2027-01-12T07:30", "2027-01-12T09:15")
    assert found(wish("2027-01-12", "2027-01-12"), morning) == ["01-12 09:30"]


def test_a_meeting_that_ends_when_the_slot_begins_is_no_clash() -> None:
    before = slot("2027-01-12T06:00", "2027-01-12T08:00")
    assert found(wish("2027-01-12", "2027-01-12"), before) == ["01-12 08:00"]


def test_a_full_day_gives_nothing() -> None:
    all_day = slot("2027-01-12T07:00", "2027-01-12T17:00")
    assert found(wish("2027-01-12", "2027-01-13"), all_day) == ["01-13 08:00"]


@pytest.mark.parametrize(
    ("land", "days"), [("NI", ["01-05", "01-06", "01-07"]), ("BW", ["01-05", "01-07"])]
)
def test_holidays_of_the_land_are_left_out(land: str, days: list[str]) -> None:
    assert [at[:5] for at in found(wish("2027-01-05", "2027-01-07"), land=land)] == days


def test_nothing_that_has_begun_is_proposed() -> None:
    noon = datetime(2027, 1, 12, 11, tzinfo=UTC)
    assert found(wish("2027-01-12", "2027-01-12"), after=noon) == ["01-12 11:30"]


def test_hour_that_spring_skips_is_no_slot() -> None:
    night = wish("2027-03-28", "2027-03-28", earliest="02:00", latest="05:00", minutes=60)
    assert found(night) == ["03-28 01:00"]  # 3 o'clock summer time


def test_wall_clock_stays_over_both_changes() -> None:
    assert found(wish("2027-03-27", "2027-03-28")) == ["03-27 08:00", "03-28 07:00"]
    assert found(wish("2027-10-30", "2027-10-31"), land="HE") == ["10-30 07:00", "10-31 08:00"]


def test_window_shorter_than_the_length_gives_nothing() -> None:
    assert found(wish("2027-01-12", "2027-01-15", latest="10:30")) == []


def test_at_most_twelve() -> None:
    assert len(found(wish("2027-01-04", "2027-06-30"))) == MOST_PROPOSALS


def test_dates_that_are_offered_already_are_not_proposed_again() -> None:
    one, other = (
        slot("2027-01-12T08:00", "2027-01-12T10:00"),
        slot("2027-01-13T08:00", "2027-01-13T10:00"),
    )
    assert not_offered([one, other], [one]) == [other]
