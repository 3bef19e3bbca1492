"""Each event is told exactly once, whatever the schedule: a model of one subscriber over 40 days."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from app.audit.settled import SETTLED, settled
from app.digest.rules.marks import advanced, marks_of
from app.digest.rules.news import (
    CommitteeNews,
    Hidden,
    Paper,
    Recommendation,
    ReportEvent,
    Step,
    build,
)
from app.digest.rules.occasions import Chosen, keeps_waiting, occasion
from app.digest.tables import NEWS, Kind, Rhythm

START = datetime(2026, 10, 1, tzinfo=UTC)
DAYS = 40
MINUTES = st.integers(0, DAYS * 24 * 60)
DAY = START.date()
OLD = UUID(int=1)  # a Vorlage that was there before


@dataclass(frozen=True)
class Event:
    """Its request began at `at`, its transaction up to SETTLED later, and took its time."""

    kind: Kind
    public: bool
    at: datetime
    began: datetime
    committed: datetime


EVENTS = st.builds(
    lambda kind, public, minute, waited, took: Event(
        kind,
        public,
        at := START + timedelta(minutes=minute, seconds=1),
        at + timedelta(seconds=waited),
        at + timedelta(seconds=waited + took),
    ),
    st.sampled_from(NEWS),
    st.booleans(),
    MINUTES,
    st.integers(0, int(SETTLED.total_seconds()) - 1),
    st.sampled_from([0, 1, 40, 3600, 90_000]),
)
CHOICES = st.tuples(
    st.sampled_from([Rhythm.BEFORE_MEETING, Rhythm.WEEKLY, Rhythm.MONTHLY]), st.integers(0, 6)
)
ACTIONS = st.one_of(
    st.sampled_from(["look", "look", "look", "crash", "send"]), CHOICES, st.integers(-3, 20)
)


FIRST = Chosen(Rhythm.WEEKLY, 0, START)


@dataclass
class Subscriber:
    events: list[Event]
    chosen: Chosen = FIRST
    session_at: datetime = START + timedelta(days=20)
    served: str = ""
    marks: dict[Kind, datetime] = field(default_factory=dict)
    without: frozenset[Kind] = frozenset()
    told: list[str] = field(default_factory=list)
    hidden: int = 0
    keys: list[str] = field(default_factory=list)

    def do(self, now: datetime, action: object) -> None:
        if isinstance(action, tuple):  # another rhythm
            self.chosen = Chosen(action[0], action[1], now)
        elif isinstance(action, int):  # the session is moved
            self.session_at = now + timedelta(days=action, hours=5)
        elif action == "send":
            self.send(now, "")
        elif (key := self.due(now)) and key != self.served and action == "look":
            self.send(now, key)  # a crash leaves everything as it was

    def due(self, now: datetime) -> str | None:
        return occasion(self.chosen, now, self.session_at if self.session_at > now else None)

    def send(self, now: datetime, key: str) -> None:
        running = [e.began for e in self.events if e.began <= now < e.committed]
        until = settled(now, min(running, default=None))
        content = build(
            news([e for e in self.events if e.committed <= now]), self.marks, until, self.without
        )
        if key and (not content.is_empty or not keeps_waiting(self.chosen.rhythm)):
            self.served = key
        if content.is_empty:
            return
        self.keys += [key] if key else []
        self.marks = advanced(self.marks, until)
        self.hidden += content.hidden
        for part in content.papers:
            self.told += [str(part.paper.recorded_at)] if part.is_new else []
            self.told += [step.sentence for step in part.steps]
            self.told += [found.text for found in part.recommendations]
        self.told += [report.title for report in content.reports]


def news(events: list[Event]) -> CommitteeNews:
    papers = [Paper(OLD, "2025/001", "Ältere Vorlage", START - timedelta(days=900))]
    open_events = [event for event in events if event.public]
    papers += [Paper(uuid4(), "", "", e.at) for e in open_events if e.kind == Kind.PAPERS]
    return CommitteeNews(
        committee_id=OLD,
        committee_name="Ausschuss",
        papers=papers,
        steps=[
            Step(e.at, OLD, "Punkt 1", "", "offen", "in Bearbeitung", str(e.at))
            for e in open_events
            if e.kind == Kind.MANDATES
        ],
        recommendations=[
            Recommendation(e.at, OLD, "Gruppe", e.at, str(e.at), "")
            for e in open_events
            if e.kind == Kind.DECISIONS
        ],
        next_meetings=[],
        session=None,
        reports=[
            ReportEvent(e.at, uuid4(), str(e.at), "2025/001", DAY, DAY)
            for e in open_events
            if e.kind == Kind.REPORTS
        ],
        hidden=[Hidden(e.kind, e.at) for e in events if not e.public],
    )


@settings(max_examples=1000)
@given(
    st.lists(EVENTS, max_size=25),
    st.lists(st.tuples(MINUTES, ACTIONS), max_size=40),
    st.lists(st.none() | st.integers(0, 30), min_size=len(Kind), max_size=len(Kind)),
)
def test_each_event_is_told_exactly_once_whatever_happens(
    events: list[Event], actions: list[tuple[int, object]], upgraded: list[int | None]
) -> None:
    """Also by a row of the version before, some of whose marks have moved on already."""
    days = dict(zip((f"told_{kind}" for kind in Kind), upgraded, strict=True))
    row = {"watermark": START} | {
        name: None if n is None else START + timedelta(days=n) for name, n in days.items()
    }
    reader = Subscriber(events, marks=marks_of(row))
    expected = [event for event in events if event.at > reader.marks[event.kind]]
    order = count()
    for minute, _, action in sorted((minute, next(order), action) for minute, action in actions):
        reader.do(START + timedelta(minutes=minute), action)
    for days_later in (3, 4):  # nothing is left for the second
        reader.do(START + timedelta(days=DAYS + days_later), "send")
    assert sorted(reader.told) == sorted(str(event.at) for event in expected if event.public)
    assert reader.hidden == sum(not event.public for event in expected)


@settings(max_examples=200)
@given(st.lists(EVENTS, max_size=25), st.lists(MINUTES, max_size=40), CHOICES)
def test_no_occasion_brings_two_mails(
    events: list[Event], looks: list[int], choice: tuple[Rhythm, int]
) -> None:
    reader = Subscriber(events, Chosen(*choice, START - timedelta(days=40)))
    reader.marks = marks_of({"watermark": START} | {f"told_{kind}": None for kind in Kind})
    for minute in sorted(looks):
        reader.do(START + timedelta(minutes=minute), "look")
    assert len(reader.keys) == len(set(reader.keys))


@settings(max_examples=200)
@given(
    st.lists(EVENTS, max_size=25), st.lists(st.tuples(MINUTES, ACTIONS), max_size=40),
    st.sets(st.sampled_from(NEWS)),
)  # fmt: skip
def test_what_is_left_out_is_never_told_and_takes_nothing_else_along(
    events: list[Event], actions: list[tuple[int, object]], without: set[Kind]
) -> None:
    marks = marks_of({"watermark": START} | {f"told_{kind}": None for kind in Kind})
    reader = Subscriber(events, marks=marks, without=frozenset(without))
    order = count()
    for minute, _, action in sorted((minute, next(order), action) for minute, action in actions):
        reader.do(START + timedelta(minutes=minute), action)
    for days_later in (3, 4):
        reader.do(START + timedelta(days=DAYS + days_later), "send")
    wanted = [event for event in events if event.kind not in without]
    assert sorted(reader.told) == sorted(str(event.at) for event in wanted if event.public)
    assert reader.hidden == sum(not event.public for event in wanted)


def test_a_long_transaction_holds_the_mark_back() -> None:
    now, began = START + timedelta(hours=2), START + timedelta(hours=1)
    assert settled(now, began) == began - SETTLED
    assert settled(now, None) == now - SETTLED


def test_a_mark_never_goes_back() -> None:
    marks = marks_of({"watermark": START} | {f"told_{kind}": None for kind in Kind})
    assert advanced(marks, START - timedelta(days=1)) == marks
