"""What is new for one person: pure, over half-open windows since < at <= until.

Every event lies in exactly one window of a chain of windows, so it is told once (product.md §5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.core.clock import BERLIN
from app.core.tokens import derived_token
from app.digest.tables import Rhythm

SETTLED = timedelta(seconds=30)
"""A change carries the time at which its request began and is seen at its commit. No statement
takes longer than this (core.db), so what is older than this stands still."""

BEFORE_MEETING = timedelta(days=7)
MORNING = time(7)


def digest_token(subscription_id: UUID) -> str:
    return derived_token("digest", str(subscription_id))


@dataclass(frozen=True)
class Step:
    """A mandate has a new state."""

    at: datetime
    vorlage_id: UUID
    label: str  # Punkt 3, or the mandate's title where it has no point
    text: str
    was: str
    became: str
    sentence: str


@dataclass(frozen=True)
class Recommendation:
    """A group's decision, told when the minutes went out."""

    at: datetime
    vorlage_id: UUID
    group_name: str
    held_at: datetime
    text: str
    votes: str
    number: str = ""  # in the register: 12/2026; digests sent before it say nothing


@dataclass(frozen=True)
class Paper:
    vorlage_id: UUID
    reference: str
    title: str
    public: bool
    recorded_at: datetime


@dataclass(frozen=True)
class NextMeeting:
    starts_at: datetime
    group_name: str
    title: str


@dataclass(frozen=True)
class CommitteeNews:
    """Everything between the oldest watermark and now; each person gets a part of it."""

    committee_id: UUID
    committee_name: str
    papers: Sequence[Paper]
    steps: Sequence[Step]
    recommendations: Sequence[Recommendation]
    next_meetings: Sequence[NextMeeting]
    session: NextMeeting | None


@dataclass(frozen=True)
class PaperNews:
    paper: Paper
    is_new: bool
    steps: tuple[Step, ...]
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True)
class DigestContent:
    since: datetime
    until: datetime
    papers: tuple[PaperNews, ...]
    hidden: int  # papers with news that may only be read after the login
    next_meetings: tuple[NextMeeting, ...]
    session: NextMeeting | None

    @property
    def is_empty(self) -> bool:
        return not self.papers and not self.hidden

    @property
    def step_count(self) -> int:
        return sum(len(news.steps) for news in self.papers)

    @property
    def recommendation_count(self) -> int:
        return sum(len(news.recommendations) for news in self.papers)


def build(news: CommitteeNews, *, since: datetime, until: datetime) -> DigestContent:
    parts = [_paper_news(paper, news, since, until) for paper in news.papers]
    told = [part for part in parts if part.is_new or part.steps or part.recommendations]
    return DigestContent(
        since=since,
        until=until,
        papers=tuple(part for part in told if part.paper.public),
        hidden=sum(not part.paper.public for part in told),
        next_meetings=tuple(news.next_meetings),
        session=news.session,
    )


def _paper_news(paper: Paper, news: CommitteeNews, since: datetime, until: datetime) -> PaperNews:
    def is_new(at: datetime, vorlage_id: UUID) -> bool:
        return vorlage_id == paper.vorlage_id and since < at <= until

    return PaperNews(
        paper=paper,
        is_new=since < paper.recorded_at <= until,
        steps=tuple(step for step in news.steps if is_new(step.at, step.vorlage_id)),
        recommendations=tuple(
            found for found in news.recommendations if is_new(found.at, found.vorlage_id)
        ),
    )


def window_key(rhythm: str, now: datetime, session_at: datetime | None) -> str | None:
    """The occasion that is due now, or None; one digest per key (Berlin time).

    A server that was off for days finds the same key later: one digest, no storm.
    """
    local = now.astimezone(BERLIN)
    if rhythm == Rhythm.BEFORE_MEETING:
        due = session_at is not None and session_at - BEFORE_MEETING <= now < session_at
        return f"session:{session_at:%Y-%m-%dT%H%M}" if due and session_at else None
    if rhythm == Rhythm.WEEKLY:
        started = local.weekday() > 0 or local.time() >= MORNING
        week = (local if started else local - timedelta(days=7)).isocalendar()
        return f"week:{week.year}-{week.week:02d}"
    started = local.day > 1 or local.time() >= MORNING
    month = local if started else local - timedelta(days=1)
    return f"month:{month:%Y-%m}"


def occasion(subscription_id: UUID, key: str) -> str:
    """The key of the run that serves one occasion of one subscription."""
    return f"digest:{subscription_id}:{key}"


def from_json(stored: dict[str, Any]) -> DigestContent:
    """A sent digest as it was told, from its JSON."""

    def moment(value: str) -> datetime:
        return datetime.fromisoformat(value)

    def meeting(row: dict[str, Any]) -> NextMeeting:
        return NextMeeting(**{**row, "starts_at": moment(row["starts_at"])})

    def paper(row: dict[str, Any]) -> PaperNews:
        return PaperNews(
            paper=Paper(**{**row["paper"], "recorded_at": moment(row["paper"]["recorded_at"])}),
            is_new=row["is_new"],
            steps=tuple(Step(**{**step, "at": moment(step["at"])}) for step in row["steps"]),
            recommendations=tuple(
                Recommendation(**{**r, "at": moment(r["at"]), "held_at": moment(r["held_at"])})
                for r in row["recommendations"]
            ),
        )

    return DigestContent(
        since=moment(stored["since"]),
        until=moment(stored["until"]),
        papers=tuple(paper(row) for row in stored["papers"]),
        hidden=stored["hidden"],
        next_meetings=tuple(meeting(row) for row in stored["next_meetings"]),
        session=meeting(stored["session"]) if stored["session"] else None,
    )
