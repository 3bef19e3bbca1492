"""Occasions, windows and words of the digest as tables."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.digest.rules.marks import marks_from
from app.digest.rules.news import (
    CommitteeNews,
    Hidden,
    NextMeeting,
    OwnTask,
    Paper,
    Step,
    build,
    with_tasks,
)
from app.digest.rules.occasions import Chosen, look_again, not_before, occasion, words_for
from app.digest.rules.stored import as_json, from_json
from app.digest.tables import Kind, Rhythm

START = datetime(2026, 9, 1, tzinfo=UTC)
PAPER = Paper(uuid4(), "2026/012", "Familienzentren", datetime(2026, 1, 1, tzinfo=UTC))
MEETING = NextMeeting(START + timedelta(days=30), "Ausschuss", "Sitzung", START)
TASK = OwnTask(uuid4(), "Entwurf", "Gruppe", date(2026, 10, 1), START + timedelta(hours=1))


def news(*moments: datetime) -> CommitteeNews:
    steps = [
        Step(at, PAPER.vorlage_id, "Punkt 1", "Standorte", "offen", "in Bearbeitung", f"{at}")
        for at in moments
    ]
    hidden = [Hidden(Kind.PAPERS, at) for at in moments]
    return CommitteeNews(uuid4(), "Ausschuss", [PAPER], steps, [], [MEETING], MEETING, hidden)


def test_nothing_new_is_empty_although_meetings_are_near() -> None:
    content = build(news(START), marks_from(START), START + timedelta(days=1))
    assert content.is_empty
    assert content.next_meetings


def test_a_paper_says_why_it_is_in_the_mail() -> None:
    content = build(news(START + timedelta(hours=1)), marks_from(START), START + timedelta(days=1))
    assert content.papers[0].reason == (
        "Sie erhalten dies, weil ein Auftrag aus dieser Vorlage einen neuen Stand hat (Ausschuss)."
    )


def test_kinds_are_told_up_to_their_own_marks() -> None:
    marks = marks_from(START) | {Kind.MANDATES: START + timedelta(hours=2)}
    content = build(news(START + timedelta(hours=1)), marks, START + timedelta(days=1))
    assert (content.papers, content.hidden) == ((), 1)


SESSION = datetime(2026, 12, 18, 15, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "weekday", "now", "key"),
    [
        (Rhythm.WEEKLY, 0, datetime(2026, 11, 23, 6, 1, tzinfo=UTC), "week:2026-48"),
        (Rhythm.WEEKLY, 0, datetime(2026, 11, 23, 5, 59, tzinfo=UTC), "week:2026-47"),
        (Rhythm.WEEKLY, 0, datetime(2026, 11, 29, 22, 0, tzinfo=UTC), "week:2026-48"),
        (Rhythm.WEEKLY, 0, datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "week:2026-53"),
        (Rhythm.WEEKLY, 3, datetime(2026, 11, 23, 6, 1, tzinfo=UTC), "week:2026-47"),
        (Rhythm.WEEKLY, 3, datetime(2026, 11, 26, 6, 0, tzinfo=UTC), "week:2026-48"),
        (Rhythm.WEEKLY, 6, datetime(2026, 10, 25, 6, 0, tzinfo=UTC), "week:2026-43"),  # winter time
        (Rhythm.WEEKLY, 6, datetime(2026, 10, 25, 5, 59, tzinfo=UTC), "week:2026-42"),
        (Rhythm.WEEKLY, 6, datetime(2026, 3, 29, 5, 0, tzinfo=UTC), "week:2026-13"),  # summer time
        (Rhythm.MONTHLY, 0, datetime(2026, 12, 1, 5, 0, tzinfo=UTC), "month:2026-11"),
        (Rhythm.MONTHLY, 0, datetime(2026, 12, 1, 6, 0, tzinfo=UTC), "month:2026-12"),
        (Rhythm.BEFORE_MEETING, 0, SESSION - timedelta(days=8), None),
        (Rhythm.BEFORE_MEETING, 0, SESSION - timedelta(days=7), "session:2026-12-18"),
        (Rhythm.BEFORE_MEETING, 0, SESSION, None),
    ],
)
def test_occasion(rhythm: Rhythm, weekday: int, now: datetime, key: str | None) -> None:
    assert occasion(Chosen(rhythm, weekday, LONG_AGO), now, SESSION) == key


def test_without_a_session_nothing_comes_before_it() -> None:
    assert occasion(Chosen(Rhythm.BEFORE_MEETING, 0, LONG_AGO), SESSION, None) is None


def test_a_week_that_had_begun_before_the_choice_brings_nothing() -> None:
    tuesday = datetime(2026, 11, 24, 10, tzinfo=UTC)
    chosen = Chosen(Rhythm.WEEKLY, 0, tuesday)
    assert occasion(chosen, tuesday + timedelta(days=5), None) is None
    assert occasion(chosen, tuesday + timedelta(days=6), None) == "week:2026-49"


@pytest.mark.parametrize(
    ("rhythm", "weekday", "now", "again"),
    [
        (Rhythm.WEEKLY, 0, datetime(2026, 11, 23, 6, 0, tzinfo=UTC), datetime(2026, 11, 30, 6, tzinfo=UTC)),
        (Rhythm.WEEKLY, 0, datetime(2026, 11, 23, 5, 0, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (Rhythm.MONTHLY, 0, datetime(2027, 1, 31, 5, 0, tzinfo=UTC), datetime(2027, 2, 1, 6, tzinfo=UTC)),
        (Rhythm.MONTHLY, 0, datetime(2027, 3, 31, 5, 0, tzinfo=UTC), datetime(2027, 4, 1, 5, tzinfo=UTC)),
        (Rhythm.BEFORE_MEETING, 0, SESSION, SESSION + timedelta(hours=1)),
    ],
)  # fmt: skip
def test_the_worker_looks_again_when_something_may_be_due(
    rhythm: Rhythm, weekday: int, now: datetime, again: datetime
) -> None:
    assert look_again(Chosen(rhythm, weekday, LONG_AGO), now) == again


def test_mails_to_ten_thousand_leave_over_an_hour_in_the_same_order_each_time() -> None:
    ids = [UUID(int=n << 114) for n in range(10_000)]
    most = timedelta(minutes=60)
    leaving = [not_before(each, START, len(ids), most) - START for each in ids]
    assert leaving == sorted(leaving)
    assert timedelta(minutes=36) < leaving[-1] < most
    later = START + timedelta(days=7)
    assert [not_before(each, later, len(ids), most) - later for each in ids] == leaving


def test_mails_to_a_small_committee_leave_at_once() -> None:
    assert not_before(uuid4(), START, 15, timedelta(minutes=60)) == START


def test_words_of_a_rhythm() -> None:
    assert words_for(Rhythm.WEEKLY, 3) == "wöchentlich, donnerstags"
    assert words_for(Rhythm.MONTHLY, 3) == "monatlich"


def test_a_sent_digest_reads_back_as_it_was() -> None:
    built = build(news(START + timedelta(hours=1)), marks_from(START), SESSION)
    content = with_tasks(built, [TASK], 2, START)
    assert content.tasks[0].is_new
    assert from_json(json.loads(as_json(content))) == content


def test_a_digest_of_an_earlier_version_can_still_be_read() -> None:
    built = build(news(START + timedelta(hours=1)), marks_from(START), SESSION)
    stored = json.loads(as_json(built))
    del stored["tasks"], stored["more_tasks"], stored["papers"][0]["reason"]
    stored["papers"][0]["paper"]["public"] = True
    stored["next_meetings"] = [
        {key: row[key] for key in ("starts_at", "group_name", "title")}
        for row in stored["next_meetings"]
    ]
    again = from_json(stored)
    assert again.papers[0].steps == built.papers[0].steps
    assert (again.tasks, again.next_meetings[0].is_new) == ((), False)
