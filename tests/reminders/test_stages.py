"""What is said of a task on which day; each stage once, the due day never too late."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest

from app.reminders.rules.days import DAY, is_quiet, open_until
from app.reminders.rules.tasks import Term, stage_of, words_of

LONG_AGO = date(2026, 1, 5)


def term(due_on: date | None, starts_on: date | None = None, given_on: date = LONG_AGO) -> Term:
    return Term(given_on=given_on, due_on=due_on, starts_on=starts_on)


def calendar(
    of: Term, first: date, last: date, land: str = "NI", off: Collection[date] = ()
) -> dict[str, date]:
    """Stage → the day on which it is said, as the daily run says each once; `off`: no server."""
    said: dict[str, date] = {}
    for number in range((last - first).days + 1):
        day = first + number * DAY
        stage = stage_of(of, day, land)
        if stage and day not in off and not is_quiet(day, land):
            said.setdefault(stage, day)
    return said


def m(month: int, day: int, year: int = 2027) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("due_on", "before", "due", "week1"),
    [
        (m(3, 17), m(3, 10), m(3, 17), m(3, 24)),  # a Wednesday
        (m(3, 6), m(3, 1), m(3, 5), m(3, 15)),  # a Saturday: said on Friday, then on Mondays
        (m(3, 26), m(3, 19), m(3, 25), m(4, 2)),  # Karfreitag
        (m(3, 29), m(3, 22), m(3, 25), m(4, 5)),  # Ostermontag: said before Easter
        (m(4, 2), m(3, 30), m(4, 2), m(4, 9)),  # a week before is Karfreitag
        (m(3, 28), m(3, 22), m(3, 25), m(4, 5)),  # summer time begins
        (m(10, 31), m(10, 25), m(10, 29), m(11, 8)),  # winter time begins, a Sunday
        (m(12, 24, 2026), m(12, 17, 2026), m(12, 23, 2026), m(1, 4)),
        (m(12, 25, 2026), m(12, 18, 2026), m(12, 23, 2026), m(1, 4)),
        (m(12, 31, 2026), m(12, 28, 2026), m(12, 30, 2026), m(1, 7)),
        (m(1, 1), m(12, 28, 2026), m(12, 30, 2026), m(1, 8)),
    ],
)
def test_a_week_before_on_the_day_and_a_week_after_on_open_days(
    due_on: date, before: date, due: date, week1: date
) -> None:
    said = calendar(term(due_on), due_on - 20 * DAY, due_on + 13 * DAY)
    assert said == {"before": before, "due": due, "week1": week1}


@pytest.mark.parametrize("land", ["NI", "BY", "SN"])
def test_of_every_day_of_two_years_each_stage_is_said_once_and_due_in_time(land: str) -> None:
    for number in range(730):
        due_on = m(1, 1, 2026) + number * DAY
        said = calendar(
            term(due_on, given_on=m(1, 1, 2025)), due_on - 9 * DAY, due_on + 27 * DAY, land
        )
        assert list(said) == ["before", "due", "week1", "week2", "week3"], due_on
        assert said["due"] == open_until(due_on, land)
        assert said["before"] < said["due"]


@pytest.mark.parametrize(
    ("off", "said"),
    [
        ([m(3, 10), m(3, 11), m(3, 12)], {"before": m(3, 15), "due": m(3, 17)}),
        ([m(3, 16), m(3, 17), m(3, 18)], {"before": m(3, 10), "due": m(3, 19)}),
        ([m(3, 8) + n * DAY for n in range(12)], {"due": m(3, 22)}),
    ],
)
def test_a_server_that_was_off_says_the_last_stage_and_not_all(
    off: list[date], said: dict[str, date]
) -> None:
    assert calendar(term(m(3, 17)), m(3, 1), m(3, 23), off=off) == said


def test_who_was_given_it_less_than_a_week_ahead_is_told_on_the_day() -> None:
    late = term(m(3, 17), given_on=m(3, 11))
    assert calendar(late, m(3, 11), m(3, 20)) == {"due": m(3, 17)}


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (term(None, m(3, 10)), {"again": m(3, 10)}),
        (term(None, m(3, 13)), {"again": m(3, 15)}),  # a Saturday
        (term(None, m(3, 26)), {"again": m(3, 30)}),  # Karfreitag
        (term(None, m(3, 10), given_on=m(3, 10)), {}),  # never slept
        (term(m(3, 17), m(3, 16)), {"before": m(3, 16), "due": m(3, 17), "week1": m(3, 24), "week2": m(3, 31)}),
        (term(m(3, 17), m(3, 24)), {"week1": m(3, 24), "week2": m(3, 31)}),
        (term(None), {}),
    ],
)  # fmt: skip
def test_a_sleeping_task_is_silent_until_its_day(of: Term, said: dict[str, date]) -> None:
    assert calendar(of, m(3, 1), m(4, 1)) == said


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (7, "in 7 Tagen fällig"), (1, "morgen fällig"), (0, "heute fällig"),
        (-1, "seit gestern überfällig"), (-9, "überfällig seit 9 Tagen"),
    ],
)  # fmt: skip
def test_the_words_beside_the_colour(days: int, words: str) -> None:
    assert words_of("", term(m(3, 17)), m(3, 17) - timedelta(days=days)) == words


def test_a_wiedervorlage_is_called_so() -> None:
    assert words_of("again", term(m(3, 30), m(3, 10)), m(3, 10)) == "Wiedervorlage"
