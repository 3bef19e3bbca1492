"""Windows, occasions and words of the digest, as tables and as a property over any schedule."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.digest import rules
from app.digest.rules import CommitteeNews, NextMeeting, Paper, Step
from app.digest.tables import Rhythm

PAPER = Paper(uuid4(), "2026/012", "Familienzentren", True, datetime(2026, 1, 1, tzinfo=UTC))
START = datetime(2026, 9, 1, tzinfo=UTC)


def news(*moments: datetime, paper: Paper = PAPER) -> CommitteeNews:
    steps = [
        Step(at, paper.vorlage_id, "Punkt 1", "Standorte", "offen", "in Bearbeitung", f"{at}")
        for at in moments
    ]
    return CommitteeNews(uuid4(), "Ausschuss", [paper], steps, [], [], None)


@given(
    st.lists(st.integers(0, 10_000), max_size=30),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=20),
)
def test_each_event_is_told_exactly_once_whatever_the_schedule(
    events: list[int], runs: list[int]
) -> None:
    moments = [START + timedelta(minutes=1 + minute) for minute in events]
    edges = [
        START,
        *sorted(START + timedelta(minutes=run) for run in runs),
        START + timedelta(days=9),
    ]
    told = [
        step.sentence
        for since, until in pairwise(edges)
        for part in rules.build(news(*moments), since=since, until=until).papers
        for step in part.steps
    ]
    assert sorted(told) == sorted(str(moment) for moment in moments)


def test_non_public_paper_is_only_counted() -> None:
    secret = Paper(uuid4(), "N 3", "Personalie", False, START)
    content = rules.build(
        news(START + timedelta(days=1), paper=secret), since=START, until=START + timedelta(days=2)
    )
    assert (content.papers, content.hidden, content.is_empty) == ((), 1, False)


def test_nothing_new_is_empty() -> None:
    assert rules.build(news(START), since=START, until=START + timedelta(days=1)).is_empty


SESSION = datetime(2026, 12, 18, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "now", "key"),
    [
        (Rhythm.WEEKLY, datetime(2026, 11, 23, 6, 1, tzinfo=UTC), "week:2026-48"),
        (Rhythm.WEEKLY, datetime(2026, 11, 23, 5, 59, tzinfo=UTC), "week:2026-47"),
        (Rhythm.WEEKLY, datetime(2026, 11, 29, 22, 0, tzinfo=UTC), "week:2026-48"),
        (Rhythm.WEEKLY, datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "week:2026-53"),
        (Rhythm.MONTHLY, datetime(2026, 12, 1, 5, 0, tzinfo=UTC), "month:2026-11"),
        (Rhythm.MONTHLY, datetime(2026, 12, 1, 6, 0, tzinfo=UTC), "month:2026-12"),
        (Rhythm.BEFORE_MEETING, SESSION - timedelta(days=8), None),
        (Rhythm.BEFORE_MEETING, SESSION - timedelta(days=7), "session:2026-12-18T1500"),
        (Rhythm.BEFORE_MEETING, SESSION, None),
    ],
)
def test_occasion(rhythm: Rhythm, now: datetime, key: str | None) -> None:
    assert rules.window_key(rhythm, now, SESSION) == key


def test_without_a_session_nothing_comes_before_it() -> None:
    assert rules.window_key(Rhythm.BEFORE_MEETING, SESSION, None) is None


def test_sent_digest_reads_back_as_it_was() -> None:
    import json
    from dataclasses import asdict, replace

    meeting = NextMeeting(SESSION, "Ausschuss", "Sitzung")
    content = replace(
        rules.build(news(START + timedelta(hours=1)), since=START, until=SESSION),
        session=meeting,
        next_meetings=(meeting,),
    )
    again = rules.from_json(json.loads(json.dumps(asdict(content), default=str)))
    assert str(again.papers[0].paper.vorlage_id) == str(PAPER.vorlage_id)
    assert again.session == meeting
    assert again.papers[0].steps[0].at == START + timedelta(hours=1)
